import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isSameSchedule,
  lastStart,
  nextStart,
  scheduleOf,
  type ScheduledDomain,
  type SyncSchedule,
} from './sync-schedule.js';

// 0x258 = 600 seconds: ten minutes past the hour when hourly.
const NORTH: ScheduledDomain = {
  id: '00000258-0000-4000-8000-000000000000',
  syncIntervalMinutes: 60,
  schedulePausedAt: null,
  hasBindSecret: true,
};

function schedule(everyMinutes: number, offsetSeconds: number, paused = false): SyncSchedule {
  return { everySeconds: everyMinutes * 60, offsetSeconds, paused };
}

describe('the schedule of a domain', () => {
  test('follows from its interval, its id and whether it is paused', () => {
    expect(scheduleOf(NORTH)).toEqual(schedule(60, 600));
    expect(scheduleOf({ ...NORTH, syncIntervalMinutes: 5 })).toEqual(schedule(5, 0));
    expect(scheduleOf({ ...NORTH, schedulePausedAt: new Date() })).toEqual(schedule(60, 600, true));
  });

  test('is none without a bind secret, paused or not', () => {
    expect(scheduleOf({ ...NORTH, hasBindSecret: false })).toBeNull();
    expect(scheduleOf({ ...NORTH, hasBindSecret: false, schedulePausedAt: new Date() })).toBeNull();
  });

  test('starts somewhere inside of the interval, whatever the id', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 4 }), fc.integer({ min: 5, max: 10_080 }), (id, syncIntervalMinutes) => {
        const found = scheduleOf({ ...NORTH, id, syncIntervalMinutes })!;
        expect(Number.isInteger(found.offsetSeconds)).toBe(true);
        expect(found.offsetSeconds).toBeGreaterThanOrEqual(0);
        expect(found.offsetSeconds).toBeLessThan(found.everySeconds);
      }),
    );
  });

  test('spreads domains over the hour', () => {
    const ids = fc.sample(fc.noBias(fc.uuid({ version: 4 })), { numRuns: 600, seed: 4 });
    const minutes = ids.map((id) => Math.floor(scheduleOf({ ...NORTH, id })!.offsetSeconds / 60));
    // 600 domains over 60 minutes are 10 a minute; a hash that clumps puts far more into one.
    const fullest = Math.max(...minutes.map((minute) => minutes.filter((other) => other === minute).length));
    expect(fullest).toBeLessThan(30);
    expect(new Set(minutes).size).toBeGreaterThan(50);
  });

  test('is the same as another in all it says or not at all', () => {
    const hourly = schedule(60, 600);
    expect(isSameSchedule(hourly, { ...hourly })).toBe(true);
    expect(isSameSchedule(null, null)).toBe(true);
    for (const other of [null, schedule(61, 600), schedule(60, 601), schedule(60, 600, true)]) {
      expect(isSameSchedule(hourly, other)).toBe(false);
      expect(isSameSchedule(other, hourly)).toBe(false);
    }
  });
});

describe('the next start', () => {
  test.each([
    ['before this hour’s', schedule(60, 600), '2026-11-22T10:00:00Z', '2026-11-22T10:10:00Z'],
    ['a moment before', schedule(60, 600), '2026-11-22T10:09:59.999Z', '2026-11-22T10:10:00Z'],
    ['on the very second', schedule(60, 600), '2026-11-22T10:10:00Z', '2026-11-22T11:10:00Z'],
    ['within that second', schedule(60, 600), '2026-11-22T10:10:00.500Z', '2026-11-22T11:10:00Z'],
    ['over midnight', schedule(60, 600), '2026-11-22T23:30:00Z', '2026-11-23T00:10:00Z'],
    ['without an offset', schedule(5, 0), '2026-11-22T10:02:00Z', '2026-11-22T10:05:00Z'],
    ['one second short of the interval', schedule(5, 299), '2026-11-22T10:04:59Z', '2026-11-22T10:09:59Z'],
    // Unix time has no summer time: an hour is an hour in the night of the change.
    ['when clocks go back in Europe', schedule(60, 600), '2026-10-25T00:30:00Z', '2026-10-25T01:10:00Z'],
    // 1970-01-01 was a Thursday: without an offset a weekly start is at midnight, UTC, between Wednesday and Thursday.
    ['weekly', schedule(10_080, 0), '2026-11-22T10:00:00Z', '2026-11-26T00:00:00Z'],
    // Seven minutes do not divide an hour: they are counted from 1970, not from the full hour.
    ['of an odd interval', schedule(7, 0), '1970-01-01T01:00:00Z', '1970-01-01T01:03:00Z'],
  ])('%s', (_case, given, now, expected) => {
    expect(nextStart(given, new Date(now))?.toISOString()).toBe(new Date(expected).toISOString());
  });

  test('is none while paused', () => {
    expect(nextStart(schedule(60, 600, true), new Date('2026-11-22T10:00:00Z'))).toBeNull();
  });

  test('comes exactly one interval after the last one, which is never in the future', () => {
    const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.uuid({ version: 4 }),
        fc.integer({ min: 5, max: 10_080 }),
        moment,
        (id, minutes, now) => {
          const given = scheduleOf({ ...NORTH, id, syncIntervalMinutes: minutes })!;
          const last = lastStart(given, now);
          const next = nextStart(given, now)!;
          expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(next.getTime()).toBeGreaterThan(now.getTime());
          expect(next.getTime() - last.getTime()).toBe(minutes * 60_000);
          expect((next.getTime() / 1_000) % given.everySeconds).toBe(given.offsetSeconds);
        },
      ),
    );
  });
});
