import { describe, expect, it } from '@jest/globals';
import { byController, byOurs, dueTimes, hasDrifted, longestAge, setAt, type PasswordAge } from './due-at.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SET = new Date('2026-03-01T08:00:00Z');
const NEVER: PasswordAge = { passwordLastSet: null, shownAfterOurs: null, changedAt: null };
const AGE: PasswordAge = { ...NEVER, passwordLastSet: SET, shownAfterOurs: SET };

function daysAfter(days: number): Date {
  return new Date(SET.getTime() + days * DAY);
}

describe('how old a password may get', () => {
  it.each<[string, Parameters<typeof longestAge>[0], number]>([
    ['the period', { periodDays: 28, maxAge: undefined }, 28],
    ['the period where passwords never expire', { periodDays: 28, maxAge: 'never' }, 28],
    ['the period where the greatest age less a fifth is longer', { periodDays: 28, maxAge: 42 * DAY }, 28],
    ['the greatest age less a fifth where that is shorter', { periodDays: 28, maxAge: 30 * DAY }, 24],
    ['the same of an age that is shorter than the period', { periodDays: 28, maxAge: 10 * DAY }, 8],
    ['either where they are the same', { periodDays: 24, maxAge: 30 * DAY }, 24],
  ])('is %s', (_claim, limits, days) => {
    expect(longestAge(limits)).toBe(days * DAY);
  });
});

describe('when a password was set', () => {
  const CHANGED = new Date('2026-03-05T08:00:00Z');
  it.each<[string, PasswordAge, number, Date]>([
    ['is what the controller shows', AGE, 0, SET],
    ['is what it shows, not what we did last', { ...AGE, changedAt: CHANGED }, 0, SET],
    [
      'is long ago where it must be changed at the next log-on',
      { ...AGE, passwordLastSet: null },
      0,
      new Date(0),
    ],
    ['is long ago where nothing was ever shown or done', NEVER, 0, new Date(0)],
    ['is our own time where it was never shown', { ...NEVER, changedAt: CHANGED }, 0, CHANGED],
    [
      'is our own time by the controller’s clock',
      { ...NEVER, changedAt: CHANGED },
      HOUR,
      new Date(CHANGED.getTime() + HOUR),
    ],
  ])('%s', (_claim, age, aheadMs, at) => {
    expect(setAt(age, { aheadMs })).toEqual(at);
  });
});

describe('a password', () => {
  const GRACE = { graceHours: 72, aheadMs: 0 };

  it('is due, overdue and told of in this order', () => {
    expect(dueTimes(AGE, { periodDays: 28, maxAge: 42 * DAY }, GRACE)).toEqual({
      dueAt: daysAfter(28),
      overdueAt: daysAfter(31),
      tellAdministratorsAt: daysAfter(32),
      expiresAt: daysAfter(42),
    });
  });

  it('is overdue, and told of, before the directory takes it no more, however long the grace time is', () => {
    const times = dueTimes(AGE, { periodDays: 28, maxAge: 10 * DAY }, GRACE);
    expect(times).toEqual({
      dueAt: daysAfter(8),
      overdueAt: daysAfter(9),
      tellAdministratorsAt: daysAfter(9.5),
      expiresAt: daysAfter(10),
    });
  });

  it('never expires where no greatest age is known', () => {
    expect(dueTimes(AGE, { periodDays: 28, maxAge: undefined }, GRACE).expiresAt).toBeNull();
    expect(dueTimes(AGE, { periodDays: 28, maxAge: 'never' }, GRACE).expiresAt).toBeNull();
  });

  it('is due after so many times 24 hours, whether or not the clocks are changed meanwhile', () => {
    // Berlin puts its clocks forward on 2026-03-29.
    const { dueAt } = dueTimes(AGE, { periodDays: 30, maxAge: undefined }, GRACE);
    expect(dueAt.toISOString()).toBe('2026-03-31T08:00:00.000Z');
  });

  it.each([
    ['ahead', HOUR],
    ['behind', -HOUR],
  ])('is due by the clock of a controller that is an hour %s', (_side, aheadMs) => {
    const limits = { periodDays: 1, maxAge: undefined };
    const { dueAt } = dueTimes(AGE, limits, { graceHours: 1, aheadMs });
    const ours = byOurs(dueAt, { aheadMs });
    // What it shows is by its clock: nothing is added, and ours reaches that moment earlier, or later.
    expect(dueAt).toEqual(daysAfter(1));
    expect(ours).toEqual(new Date(daysAfter(1).getTime() - aheadMs));
    expect(byController(ours, { aheadMs })).toEqual(dueAt);
  });

  it('that must be changed at the next log-on is due and overdue at once', () => {
    const times = dueTimes({ ...AGE, passwordLastSet: null }, { periodDays: 180, maxAge: undefined }, GRACE);
    expect(times.overdueAt.getTime()).toBeLessThan(SET.getTime());
  });

  it('is due later when somebody else has set it since', () => {
    const limits = { periodDays: 28, maxAge: undefined };
    const { dueAt } = dueTimes({ ...AGE, passwordLastSet: daysAfter(20) }, limits, GRACE);
    expect(dueAt).toEqual(daysAfter(48));
  });
});

describe('a password has drifted', () => {
  it.each<[string, Parameters<typeof hasDrifted>[0], boolean]>([
    ['when it was set after us', { passwordLastSet: daysAfter(1), shownAfterOurs: SET }, true],
    ['when somebody asks for a change', { passwordLastSet: null, shownAfterOurs: SET }, true],
    ['when another state was restored', { passwordLastSet: daysAfter(-3), shownAfterOurs: SET }, true],
    ['not when it is ours', { passwordLastSet: SET, shownAfterOurs: SET }, false],
    ['not when we never set it', { passwordLastSet: SET, shownAfterOurs: null }, false],
  ])('%s', (_claim, age, drifted) => {
    expect(hasDrifted(age)).toBe(drifted);
  });
});
