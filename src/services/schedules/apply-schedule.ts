import type { Pool } from '../../database.js';
import { isSameSchedule } from '../../domain/schedule/sync-schedule.js';
import type { Schedules } from './schedules.js';
import { wantedSchedule } from './wanted-schedules.js';

export interface ScheduleParts {
  readonly pool: Pool;
  readonly schedules: Schedules;
}

/** Most changes of one domain that are followed in one go; the worker's next look follows the rest. */
const ATTEMPTS = 5;

/**
 * Brings the schedule of one domain in line with its row, that of a domain that is gone included. When several do so at
 * the same time, the row wins: whoever wrote a schedule looks at the row again and writes anew when that has changed.
 *
 * @throws AppError WORKFLOWS_UNAVAILABLE
 */
export async function applySchedule({ pool, schedules }: ScheduleParts, domainId: string): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { schedule, missedStart } = await wantedSchedule(pool, domainId);
    if (schedule === null) await schedules.remove(domainId);
    else await schedules.put(domainId, schedule, missedStart);
    const now = await wantedSchedule(pool, domainId);
    if (isSameSchedule(schedule, now.schedule)) return;
  }
}

/**
 * The same after a commit, for whom the change itself is what counts: what fails now, the worker does within a minute.
 */
export async function followSchedule(parts: ScheduleParts, domainId: string): Promise<void> {
  await applySchedule(parts, domainId).catch(() => undefined);
}
