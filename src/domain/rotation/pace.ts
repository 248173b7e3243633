const FIRST_COHORT = 5;
const WIDER = 4;
const WIDEST_COHORT = 200;

/**
 * How many accounts are changed side by side before anybody looks how it went: a handful first, then wider.
 *
 * @param before how many cohorts of this rotation have gone well, one after another
 */
export function cohortSize(before: number): number {
  return Math.min(FIRST_COHORT * WIDER ** Math.max(before, 0), WIDEST_COHORT);
}

/** Whether so many failures stop a rotation. */
export function isPastLimit(failures: number, limit: number): boolean {
  return failures > limit;
}

/** So often in a row the change of one account fails before somebody has to look at it. */
const MOST_TRIES = 3;
const FIRST_PAUSE_MINUTES = 60;

/** What becomes of an account whose change has failed so often in a row, this time included. */
export function afterFailure(tries: number): 'SET_ASIDE' | { readonly againAfterMinutes: number } {
  return tries >= MOST_TRIES ? 'SET_ASIDE' : { againAfterMinutes: FIRST_PAUSE_MINUTES * 2 ** (tries - 1) };
}

/** How long a rotation still takes; undefined until anything is known of its pace. */
export function secondsLeft(done: number, left: number, seconds: number): number | undefined {
  if (left === 0) return 0;
  return done === 0 || seconds <= 0 ? undefined : Math.ceil((left * seconds) / done);
}
