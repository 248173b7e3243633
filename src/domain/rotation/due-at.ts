import type { PolicyDuration } from '../password/password-policy.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of the greatest age that the directory allows, so much is left for a key to be connected in. */
const SHARE_LEFT = 5;
/** Administrators hear of it so long after the owner. */
const ADMINISTRATORS_LATER_MS = DAY_MS;

/** What is known of when a password was set. All but `changedAt` by the controller's clock. */
export interface PasswordAge {
  /** `pwdLastSet`; null for 0, which asks for a change at the next log-on, and where it is not shown. */
  readonly passwordLastSet: Date | null;
  /** The same, as it was shown right after our last change; null: it was not shown then, or there was none. */
  readonly shownAfterOurs: Date | null;
  /** When our last change was over, by our own clock; null: there was none. */
  readonly changedAt: Date | null;
}

/** How old a password may get. */
export interface AgeLimits {
  readonly periodDays: number;
  /** Of the policy in force for the account; undefined: not known, and then the period alone counts. */
  readonly maxAge: PolicyDuration | undefined;
}

/** By how much the controller's clock is ahead of ours; negative: it is behind. */
export interface ClockDifference {
  readonly aheadMs: number;
}

/** When an account's password is to be changed, and who is told of it when. By the controller's clock. */
export interface DueTimes {
  readonly dueAt: Date;
  /** From then on it is changed outside of the window too, and its owner is told that the key has to be connected. */
  readonly overdueAt: Date;
  readonly tellAdministratorsAt: Date;
  /** When the directory takes the password no more; null: never, or not known. */
  readonly expiresAt: Date | null;
}

/** Long ago: what has no date is due now. */
const LONG_AGO = new Date(0);

/**
 * When the password was set, as far as anybody can say. One that must be changed at the next log-on is due at once, for
 * whoever has it on a key cannot change it. Where the controller has never shown the date, ours counts, so that a password is
 * not changed again and again for want of it.
 */
export function setAt(
  { passwordLastSet, shownAfterOurs, changedAt }: PasswordAge,
  clock: ClockDifference,
): Date {
  if (passwordLastSet !== null) return passwordLastSet;
  if (shownAfterOurs !== null || changedAt === null) return LONG_AGO;
  return new Date(changedAt.getTime() + clock.aheadMs);
}

/** The period, or the greatest age less a fifth where that is shorter. */
export function longestAge({ periodDays, maxAge }: AgeLimits): number {
  const period = periodDays * DAY_MS;
  return isLimit(maxAge) ? Math.min(period, maxAge - maxAge / SHARE_LEFT) : period;
}

/**
 * When a password is due, and what follows from that. It is overdue when the grace time is over, in any case while half of the
 * time between being due and being expired is left; administrators are told while a quarter of it is.
 */
export function dueTimes(
  age: PasswordAge,
  limits: AgeLimits,
  { graceHours, aheadMs }: { readonly graceHours: number } & ClockDifference,
): DueTimes {
  const from = setAt(age, { aheadMs }).getTime();
  const due = from + longestAge(limits);
  const expires = isLimit(limits.maxAge) ? from + limits.maxAge : null;
  const left = expires === null ? Number.POSITIVE_INFINITY : expires - due;
  const overdue = Math.min(due + graceHours * HOUR_MS, due + left / 2);
  const tellAdministrators = Math.min(overdue + ADMINISTRATORS_LATER_MS, due + (left * 3) / 4);
  return {
    dueAt: new Date(due),
    overdueAt: new Date(overdue),
    tellAdministratorsAt: new Date(tellAdministrators),
    expiresAt: expires === null ? null : new Date(expires),
  };
}

/** What the controller's clock says when ours says this. */
export function byController(now: Date, { aheadMs }: ClockDifference): Date {
  return new Date(now.getTime() + aheadMs);
}

/** What our clock says when the controller's says this. */
export function byOurs(at: Date, { aheadMs }: ClockDifference): Date {
  return new Date(at.getTime() - aheadMs);
}

/**
 * Whether somebody else has set the password since we did. What is shown by several controllers is the same to the last
 * digit, so a second is a wide margin.
 */
export function hasDrifted({ passwordLastSet, shownAfterOurs }: Omit<PasswordAge, 'changedAt'>): boolean {
  if (shownAfterOurs === null) return false;
  return passwordLastSet === null || Math.abs(passwordLastSet.getTime() - shownAfterOurs.getTime()) > 1_000;
}

function isLimit(maxAge: PolicyDuration | undefined): maxAge is number {
  return maxAge !== undefined && maxAge !== 'never';
}
