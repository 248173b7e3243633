import { withTransaction, type Pool, type Sql } from '../../database.js';
import { inField, line } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { hintAboutWaiting } from '../key-tasks/delivery/hints.js';
import { lockDecisions, recordStatus } from './workstation-streams.js';

const LONGEST_REASON = 500;

/** Whether the alarm stands: then everything locks, and no key connects. */
export async function isLocked(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query(`select 1 from alarm where lifted_at is null`);
  return rows.length > 0;
}

/**
 * Raises the alarm: every approved workstation is told at once. While one stands already, that one goes on, and who asked
 * again and why is in the audit. Answers the id of the alarm that stands.
 *
 * @param reason why; at most 500 characters
 * @throws AppError BAD_INPUT
 */
export async function lockAllWorkstations(pool: Pool, actor: Actor, reason: string): Promise<string> {
  const entry = { action: 'alarm.raise', targetType: 'Alarm' };
  return auditRefusals(pool, actor, entry, () => {
    const why = valueOrThrow(inField('reason', line(LONGEST_REASON)(reason)));
    return withTransaction(pool, async (sql) => {
      await lockDecisions(sql);
      const standing = await standingAlarm(sql);
      const id = standing ?? (await insertAlarm(sql, actor, why));
      const details = { changed: standing === undefined, reason: why };
      await insertAudit(sql, actor, { ...entry, targetId: id, details });
      if (standing === undefined) await tellEverybody(sql, true);
      return id;
    });
  });
}

/**
 * Lifts this alarm, and no other that was raised since: every approved workstation is told at once. Doing it again
 * changes nothing.
 *
 * @param reason why; at most 500 characters
 * @throws AppError NOT_FOUND, BAD_INPUT
 */
export async function liftLock(
  pool: Pool,
  actor: Actor,
  { alarmId, reason }: { readonly alarmId: string; readonly reason: string | null },
): Promise<void> {
  const entry = { action: 'alarm.lift', targetType: 'Alarm', targetId: alarmId };
  await auditRefusals(pool, actor, entry, () => {
    const why = reason === null ? null : valueOrThrow(inField('reason', line(LONGEST_REASON)(reason)));
    return withTransaction(pool, async (sql) => {
      await lockDecisions(sql);
      const { rows } = await sql.query<{ standing: boolean }>(
        `select lifted_at is null as standing from alarm where id = $1`,
        [alarmId],
      );
      if (rows[0] === undefined) throw new AppError('NOT_FOUND', 'There is no such alarm.');
      const changed = rows[0].standing;
      if (changed) {
        await sql.query(
          `update alarm set lifted_at = now(), lifted_by = $2, lift_reason = $3 where id = $1`,
          [alarmId, actor.name, why],
        );
      }
      await insertAudit(sql, actor, { ...entry, details: { changed, reason: why } });
      if (!changed) return;
      await tellEverybody(sql, false);
      await hintAboutWaiting(sql);
    });
  });
}

async function standingAlarm(sql: Sql): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(`select id from alarm where lifted_at is null`);
  return rows[0]?.id;
}

async function insertAlarm(sql: Sql, actor: Actor, reason: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into alarm (raised_by, reason) values ($1, $2) returning id`,
    [actor.name, reason],
  );
  return rows[0]!.id;
}

async function tellEverybody(sql: Sql, locked: boolean): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(`select id from workstation where state = 'APPROVED'`);
  await recordStatus(
    sql,
    rows.map(({ id }) => id),
    { state: 'APPROVED', locked },
  );
}
