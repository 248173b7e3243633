import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { PasswordHolder } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import type { PasswordCopies } from '../../keys/password-copies.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { sendablePassword } from '../keys/passwords-of-retired.js';
import type { Workflows } from '../workflows.js';
import { keepCopy } from './copies/copies.js';
import { createChanges } from './create-changes.js';

export interface HandBackParts {
  readonly pool: Pool;
  readonly copies: PasswordCopies;
  readonly workflows: Pick<Workflows, 'advanceChange'>;
}

export interface HandBack {
  readonly accountId: string;
  readonly temporaryPassword: string;
}

/** Whoever has one of these knows their password. */
const KNOWN_TO_OWNER: readonly PasswordHolder[] = ['UNMANAGED', 'AWAITING_KEY'];

/**
 * Gives the owner of an account a temporary password, which they must change when they next log on; from then on Latchkey
 * changes it no more, and the key forgets it. Answers the change; it is under way when this returns.
 *
 * @throws AppError NOT_FOUND, BAD_INPUT; WRONG_STATE where the owner knows the password; ACCOUNT_UNCONFIRMED
 */
export async function handBackPassword(
  { pool, copies, workflows }: HandBackParts,
  actor: Actor,
  { accountId, temporaryPassword }: HandBack,
): Promise<string> {
  const entry = { action: 'password.hand-back', targetType: 'DomainAccount', targetId: accountId };
  const changeId = await auditRefusals(pool, actor, entry, async () => {
    const typed = sendablePassword(temporaryPassword, ['input', 'temporaryPassword']);
    return withTransaction(pool, async (sql) => {
      const keyId = await lockForHandBack(sql, accountId);
      const [id] = await createChanges(sql, actor, [{ accountId, kind: 'HAND_BACK', keyId, isTyped: true }]);
      await keepCopy(sql, copies, { changeId: id!, password: typed });
      await insertAudit(sql, actor, { ...entry, details: { changeId: id } });
      return id!;
    });
  });
  // The worker goes on with it when this does not get through.
  await workflows.advanceChange(changeId).catch(() => undefined);
  return changeId;
}

/** Locks the account; answers the key that is to forget it. */
async function lockForHandBack(sql: Sql, accountId: string): Promise<string | null> {
  const { rows } = await sql.query<{ employeeId: string; holder: PasswordHolder; confirmed: boolean }>(
    `select employee_id as "employeeId", password_holder as holder, confirmed from domain_account
     where id = $1 for no key update`,
    [accountId],
  );
  if (rows[0] === undefined) throw new AppError('NOT_FOUND', 'There is no such account (any more).');
  const { employeeId, holder, confirmed } = rows[0];
  if (!confirmed) {
    throw new AppError(
      'ACCOUNT_UNCONFIRMED',
      'Whose account it is was only told by an e-mail address. Confirm the link with confirmAccount.',
    );
  }
  if (KNOWN_TO_OWNER.includes(holder)) {
    throw new AppError(
      'WRONG_STATE',
      `The account is ${holder}: its owner knows the password, and Latchkey does not change it.`,
    );
  }
  const keys = await sql.query<{ id: string }>(
    `select id from key where owner_id = $1 and linked_at is not null
       and status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED')`,
    [employeeId],
  );
  return keys.rows[0]?.id ?? null;
}
