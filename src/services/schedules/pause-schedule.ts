import { withTransaction, type Sql } from '../../database.js';
import { inField, line } from '../../domain/settings/input-fault.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { lockDomain } from '../domains/stored-domain.js';
import { followSchedule, type ScheduleParts } from './apply-schedule.js';

const NOTE_LIMIT = 500;

/**
 * Pauses the schedule of a domain: nothing is started by itself until it is resumed, and `syncNow` works as ever. Doing
 * it again changes nothing but the note, where one is given.
 *
 * @param note why; at most 500 characters
 * @throws AppError NOT_FOUND, BAD_INPUT
 */
export async function pauseSchedule(
  parts: ScheduleParts,
  actor: Actor,
  id: string,
  note: string | null,
): Promise<void> {
  const entry = { action: 'domain.pause-schedule', targetType: 'Domain', targetId: id };
  await auditRefusals(parts.pool, actor, entry, async () => {
    const text = note === null ? null : valueOrThrow(inField('note', line(NOTE_LIMIT)(note)));
    await withTransaction(parts.pool, async (sql) => {
      await lockDomain(sql, id);
      const changed = await pause(sql, id, text);
      await insertAudit(sql, actor, { ...entry, details: { changed, note: text } });
    });
  });
  await followSchedule(parts, id);
}

/**
 * Lets the schedule of a domain go on with its next start; what was missed meanwhile is not made up for. Doing it again
 * changes nothing.
 *
 * @throws AppError NOT_FOUND
 */
export async function resumeSchedule(parts: ScheduleParts, actor: Actor, id: string): Promise<void> {
  const entry = { action: 'domain.resume-schedule', targetType: 'Domain', targetId: id };
  await auditRefusals(parts.pool, actor, entry, () =>
    withTransaction(parts.pool, async (sql) => {
      await lockDomain(sql, id);
      const changed = await resume(sql, id);
      await insertAudit(sql, actor, { ...entry, details: { changed } });
    }),
  );
  await followSchedule(parts, id);
}

async function pause(sql: Sql, id: string, note: string | null): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update domain set schedule_paused_at = coalesce(schedule_paused_at, now()),
            schedule_pause_note = coalesce($2::text, schedule_pause_note), updated_at = now()
     where id = $1 and (schedule_paused_at is null or $2::text <> coalesce(schedule_pause_note, ''))`,
    [id, note],
  );
  return rowCount === 1;
}

async function resume(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update domain set schedule_paused_at = null, schedule_pause_note = null, updated_at = now()
     where id = $1 and schedule_paused_at is not null`,
    [id],
  );
  return rowCount === 1;
}
