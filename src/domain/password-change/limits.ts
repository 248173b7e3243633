/**
 * From the moment at which a worker has seen that it may write, so long may it begin to. What is stopped in between and goes
 * on later sends nothing.
 */
export const LONGEST_FENCE_MS = 5_000;

/** A request that a controller has been sent is answered by then, or its connection is gone. */
export const LONGEST_WRITE_MS = 10_000;

/** After this time nothing arrives at a directory any more that was begun under an older claim. */
export const LONGEST_IN_FLIGHT_MS = LONGEST_FENCE_MS + LONGEST_WRITE_MS;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/** How long to wait after so many attempts in a row that failed, the first of them counted as 1. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_PAUSE_MS);
}
