import type { SyncSchedule } from '../../domain/schedule/sync-schedule.js';

/**
 * The schedules of domains on the workflow server, as services see them: the port. With each goes one that looks whose
 * password is due. The adapter is in src/temporal.
 * They follow from the rows of the domains and may be lost at any time.
 */
export interface Schedules {
  /**
   * Makes the schedule of a domain this one. May be called any number of times.
   *
   * @param startNow whether a schedule that was not there yet begins with a start, for one that was missed
   * @throws AppError WORKFLOWS_UNAVAILABLE
   */
  put(domainId: string, schedule: SyncSchedule, startNow: boolean): Promise<void>;
  /**
   * Does nothing when there is none.
   *
   * @throws AppError WORKFLOWS_UNAVAILABLE
   */
  remove(domainId: string): Promise<void>;
  /**
   * Every schedule of this installation by its domain's id; null is one that has to be put anew. May lag seconds behind.
   *
   * @throws AppError WORKFLOWS_UNAVAILABLE
   */
  list(): Promise<ReadonlyMap<string, SyncSchedule | null>>;
}
