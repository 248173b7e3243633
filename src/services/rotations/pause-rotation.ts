import { withTransaction, type Pool, type Sql } from '../../database.js';
import { inField, line } from '../../domain/settings/input-fault.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { lockDomain } from '../domains/stored-domain.js';
import type { Workflows } from '../workflows.js';
import { tellProgress } from './rotation-progress.js';
import { lockRotations, openRotations } from './stored-rotation.js';

const LONGEST_REASON = 500;

/**
 * No change by a rotation begins in this domain until it is resumed; what is under way comes to its end. Doing it again
 * changes nothing but the reason, where one is given.
 *
 * @throws AppError NOT_FOUND, BAD_INPUT
 */
export async function pauseRotation(
  pool: Pool,
  actor: Actor,
  { domainId, reason }: { readonly domainId: string; readonly reason: string | null },
): Promise<void> {
  const entry = { action: 'rotation.pause', targetType: 'Domain', targetId: domainId };
  await auditRefusals(pool, actor, entry, async () => {
    const text = reason === null ? null : valueOrThrow(inField('reason', line(LONGEST_REASON)(reason)));
    await withTransaction(pool, async (sql) => {
      await lockRotations(sql, domainId);
      await lockDomain(sql, domainId);
      await sql.query(
        `update domain set rotation_paused_at = coalesce(rotation_paused_at, now()),
                rotation_pause_reason = coalesce($2::text, rotation_pause_reason) where id = $1`,
        [domainId, text],
      );
      await move(sql, domainId, `state = 'PAUSED'`, ['RUNNING']);
      await insertAudit(sql, actor, { ...entry, details: { reason: text } });
    });
  });
}

/**
 * Lets the rotations of a domain go on: after a pause, and after they have stopped since too much had failed. What had failed
 * until now counts no more, and the next cohort is a handful again. Doing it again changes nothing.
 *
 * @throws AppError NOT_FOUND
 */
export async function resumeRotation(
  { pool, workflows }: { readonly pool: Pool; readonly workflows: Pick<Workflows, 'rotate'> },
  actor: Actor,
  domainId: string,
): Promise<void> {
  const entry = { action: 'rotation.resume', targetType: 'Domain', targetId: domainId };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      await lockRotations(sql, domainId);
      await lockDomain(sql, domainId);
      await sql.query(
        `update domain set rotation_paused_at = null, rotation_pause_reason = null where id = $1`,
        [domainId],
      );
      const again = `state = 'RUNNING', stop_reason = null, cohorts = 0, failures_from = clock_timestamp()`;
      await move(sql, domainId, again, ['PAUSED', 'STOPPED']);
      await insertAudit(sql, actor, entry);
    }),
  );
  await workflows.rotate(domainId).catch(() => undefined);
}

async function move(sql: Sql, domainId: string, setting: string, from: readonly string[]): Promise<void> {
  for (const { id, state } of await openRotations(sql, domainId)) {
    if (!from.includes(state)) continue;
    // What is counted is brought up to date first.
    await tellProgress(sql, id);
    await sql.query(`update rotation set ${setting}, updated_at = now() where id = $1`, [id]);
    await tellProgress(sql, id);
  }
}
