/** For how long a try of ours is counted, and after which a directory of unknown rules may be asked again. */
export const ATTEMPT_MINUTES = 30;
/** So many wrong passwords in that time are passed on to a directory, whatever it would bear. */
const MOST_OF_OURS = 2;

/** What is known of how near an account is to being locked. */
export interface AttemptFacts {
  /** Wrong passwords until the account is locked; 0: it never is; undefined: not known. */
  readonly threshold: number | undefined;
  /** Wrong passwords so far, ours among them, where they are freshest: on the PDC emulator. Null: not known. */
  readonly badPwdCount: number | null;
  /** Of those in the last half hour, how many may have come through us. */
  readonly ours: number;
}

/**
 * How often a password that may be wrong can be sent to the directory for an account, so that nobody is ever locked out
 * through us: one strike is always left. Where the rules are not known, once in half an hour; where they are and the strikes
 * are not, never.
 */
export function attemptsLeft({ threshold, badPwdCount, ours }: AttemptFacts): number {
  const left = MOST_OF_OURS - ours;
  if (threshold === 0) return Math.max(left, 0);
  if (threshold === undefined) return Math.max(1 - ours, 0);
  if (badPwdCount === null) return 0;
  return Math.max(Math.min(threshold - 1 - badPwdCount, left), 0);
}

/** Whether one strike more would lock the account for all that is known. Where nothing is, it is not said to. */
export function wouldLock({ threshold, badPwdCount }: Omit<AttemptFacts, 'ours'>): boolean {
  if (threshold === undefined || threshold === 0 || badPwdCount === null) return false;
  return badPwdCount + 1 >= threshold;
}
