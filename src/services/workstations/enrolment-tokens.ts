import { withTransaction, type Pool, type Sql } from '../../database.js';
import { inField, integer, line } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import { throwAll, valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { enrolmentTokenHash, newEnrolmentToken } from './enrolment-token-text.js';

export const LONGEST_ENROLMENT_DAYS = 366;
export const MOST_ENROLMENT_USES = 10_000;
const LONGEST_NAME = 100;

export interface NewEnrolmentToken {
  readonly name: string;
  readonly expiresAt: Date;
  readonly mostUses: number;
}

export interface CreatedEnrolmentToken {
  readonly id: string;
  /** The token itself: told this once, stored only as a hash. */
  readonly token: string;
}

/** @throws AppError BAD_INPUT for an empty name, a number of uses out of bounds, an end that is past or too far away */
export async function createEnrolmentToken(
  pool: Pool,
  actor: Actor,
  input: NewEnrolmentToken,
): Promise<CreatedEnrolmentToken> {
  const entry = { action: 'enrolment-token.create', targetType: 'EnrolmentToken' };
  return auditRefusals(pool, actor, entry, () => {
    const name = valueOrThrow(inField('name', line(LONGEST_NAME)(input.name)));
    const mostUses = valueOrThrow(inField('mostUses', integer(1, MOST_ENROLMENT_USES)(input.mostUses)));
    assertWithinDays(input.expiresAt);
    const { text, hash } = newEnrolmentToken();
    return withTransaction(pool, async (sql) => {
      const { rows } = await sql.query<{ id: string }>(
        `insert into enrolment_token (name, token_hash, created_by_id, expires_at, most_uses)
         values ($1, $2, $3, $4, $5) returning id`,
        [name, hash, actor.kind === 'USER' ? actor.id : null, input.expiresAt, mostUses],
      );
      const id = rows[0]!.id;
      const details = { mostUses, expiresAt: input.expiresAt.toISOString() };
      await insertAudit(sql, actor, { ...entry, targetId: id, details });
      return { id, token: text };
    });
  });
}

function assertWithinDays(expiresAt: Date): void {
  const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
  if (days > 0 && days <= LONGEST_ENROLMENT_DAYS) return;
  const message = `A token ends in the future, at most ${LONGEST_ENROLMENT_DAYS} days from now.`;
  throwAll([new AppError('BAD_INPUT', message, { path: ['input', 'expiresAt'] })]);
}

/**
 * Ends a token at once: no workstation registers with it any more. Those that have are as they were. Doing it again
 * changes nothing.
 *
 * @throws AppError NOT_FOUND
 */
export async function revokeEnrolmentToken(pool: Pool, actor: Actor, id: string): Promise<void> {
  const entry = { action: 'enrolment-token.revoke', targetType: 'EnrolmentToken', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const { rows } = await sql.query<{ revoked: boolean }>(
        `select revoked_at is not null as revoked from enrolment_token where id = $1 for update`,
        [id],
      );
      if (rows[0] === undefined) throw new AppError('NOT_FOUND', 'There is no such enrolment token.');
      const changed = !rows[0].revoked;
      if (changed) await sql.query(`update enrolment_token set revoked_at = now() where id = $1`, [id]);
      await insertAudit(sql, actor, { ...entry, details: { changed } });
    }),
  );
}

/**
 * Uses a token once, for one workstation, in the transaction that registers it. Answers the token's id.
 *
 * @throws AppError ENROLMENT_REFUSED without saying which of missing, unknown, revoked, expired and used up it is
 */
export async function useEnrolmentToken(sql: Sql, text: string | null): Promise<string> {
  const hash = text === null ? undefined : enrolmentTokenHash(text);
  if (hash !== undefined) {
    const { rows } = await sql.query<{ id: string }>(
      `update enrolment_token set uses = uses + 1
       where token_hash = $1 and revoked_at is null and expires_at > now() and uses < most_uses returning id`,
      [hash],
    );
    if (rows[0] !== undefined) return rows[0].id;
  }
  throw new AppError(
    'ENROLMENT_REFUSED',
    'A workstation registers with an enrolment token here, and this one is missing, unknown, over or used up. Ask an administrator for one.',
    { path: ['input', 'enrolmentToken'] },
  );
}
