import { isSameSchedule, type SyncSchedule } from '../../domain/schedule/sync-schedule.js';
import { applySchedule, type ScheduleParts } from './apply-schedule.js';
import { wantedSchedules } from './wanted-schedules.js';

/** Most schedules changed in one go; the next one, a minute later, changes the rest. */
const MOST = 500;

/**
 * Finds the schedules that are missing, differ from their domain or have none, with one statement and one list, and
 * brings those in line: after an outage, or when Temporal has lost everything. One that fails does not stop the others.
 *
 * @returns how many were not in line
 * @throws AppError WORKFLOWS_UNAVAILABLE
 */
export async function reconcileSchedules(parts: ScheduleParts): Promise<{ changed: number }> {
  const there = await parts.schedules.list();
  const wanted = await wantedSchedules(parts.pool);
  const ids = new Set([...wanted.keys(), ...there.keys()]);
  const differing = [...ids].filter((id) => !isInLine(wanted.get(id) ?? null, there.get(id))).slice(0, MOST);
  const failures: unknown[] = [];
  for (const id of differing) {
    await applySchedule(parts, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  return { changed: differing.length };
}

/** @param there undefined: none; null: one that has to be put anew */
function isInLine(wanted: SyncSchedule | null, there: SyncSchedule | null | undefined): boolean {
  if (wanted === null || there === undefined) return wanted === null && there === undefined;
  return isSameSchedule(wanted, there);
}
