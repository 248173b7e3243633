import { ScheduleNotFoundError } from '@temporalio/client';

/** Undefined where there is no such schedule; any other failure is thrown on. */
export function unlessGone(error: unknown): undefined {
  if (error instanceof ScheduleNotFoundError) return undefined;
  throw error;
}
