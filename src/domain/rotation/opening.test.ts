import { describe, expect, it } from '@jest/globals';
import type { RotationWindow } from '../settings/rotation-window.js';
import { isOpen, nextOpening, openUntil } from './opening.js';

const ALL_DAYS: RotationWindow['days'] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];
const BERLIN = 'Europe/Berlin';

function window(start: string, end: string, days = ALL_DAYS): RotationWindow {
  return { days, start, end };
}

describe('a window', () => {
  it.each<[string, RotationWindow, string, string, boolean]>([
    ['at its first moment', window('08:00', '17:00'), 'UTC', '2026-03-02T08:00:00Z', true],
    ['not before it', window('08:00', '17:00'), 'UTC', '2026-03-02T07:59:59Z', false],
    ['until just before its end', window('08:00', '17:00'), 'UTC', '2026-03-02T16:59:59Z', true],
    ['not at its end', window('08:00', '17:00'), 'UTC', '2026-03-02T17:00:00Z', false],
    ['by the clocks of its zone', window('08:00', '17:00'), BERLIN, '2026-03-02T07:00:00Z', true],
    ['by its zone in summer', window('08:00', '17:00'), BERLIN, '2026-07-01T06:00:00Z', true],
    ['not in summer by winter time', window('08:00', '17:00'), BERLIN, '2026-07-01T15:30:00Z', false],
    ['on its days', window('08:00', '17:00', ['MONDAY']), 'UTC', '2026-03-02T12:00:00Z', true],
    ['on no other day', window('08:00', '17:00', ['MONDAY']), 'UTC', '2026-03-03T12:00:00Z', false],
    ['after midnight', window('22:00', '05:00', ['MONDAY']), 'UTC', '2026-03-03T04:59:00Z', true],
    ['not the morning before', window('22:00', '05:00', ['MONDAY']), 'UTC', '2026-03-02T04:59:00Z', false],
    [
      'on the day of its zone',
      window('00:00', '06:00', ['MONDAY']),
      'Pacific/Auckland',
      '2026-03-01T12:00:00Z',
      true,
    ],
  ])('is open %s: %#', (_claim, given, timeZone, at, open) => {
    expect(isOpen({ window: given, timeZone }, new Date(at))).toBe(open);
  });

  it('that is none never closes', () => {
    const opening = { window: null, timeZone: 'UTC' };
    const now = new Date('2026-03-02T08:00:00Z');
    expect(openUntil(opening, now)).toBeUndefined();
    expect(nextOpening(opening, now)).toBe(now);
  });

  it.each<[string, RotationWindow, string, string, string]>([
    ['today', window('22:00', '05:00'), BERLIN, '2026-03-02T12:00:00Z', '2026-03-02T21:00:00Z'],
    ['tomorrow', window('08:00', '09:00'), 'UTC', '2026-03-02T12:00:00Z', '2026-03-03T08:00:00Z'],
    [
      'next week',
      window('08:00', '09:00', ['MONDAY']),
      'UTC',
      '2026-03-02T12:00:00Z',
      '2026-03-09T08:00:00Z',
    ],
    ['now while it is open', window('08:00', '17:00'), 'UTC', '2026-03-02T12:00:00Z', '2026-03-02T12:00:00Z'],
    [
      'an hour earlier after the clocks went forward',
      window('22:00', '23:00'),
      BERLIN,
      '2026-03-29T12:00:00Z',
      '2026-03-29T20:00:00Z',
    ],
    [
      'an hour later after they went back',
      window('22:00', '23:00'),
      BERLIN,
      '2026-10-25T12:00:00Z',
      '2026-10-25T21:00:00Z',
    ],
    [
      'when the clocks jump over its start',
      window('02:30', '05:00'),
      BERLIN,
      '2026-03-29T00:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'the first time that the clocks show its start twice',
      window('02:30', '05:00'),
      BERLIN,
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
    [
      'a week later when the clocks swallow it',
      window('02:10', '02:50', ['SUNDAY']),
      BERLIN,
      '2026-03-28T12:00:00Z',
      '2026-04-05T00:10:00Z',
    ],
  ])('opens next %s', (_claim, given, timeZone, at, opens) => {
    expect(nextOpening({ window: given, timeZone }, new Date(at)).toISOString()).toBe(
      new Date(opens).toISOString(),
    );
  });

  it.each<[string, RotationWindow, string, string, string | null]>([
    ['its end', window('22:00', '05:00'), BERLIN, '2026-03-02T23:00:00Z', '2026-03-03T04:00:00Z'],
    [
      'its end by the other time',
      window('22:00', '05:00'),
      BERLIN,
      '2026-03-28T23:00:00Z',
      '2026-03-29T03:00:00Z',
    ],
    ['no time while it is closed', window('22:00', '05:00'), BERLIN, '2026-03-02T12:00:00Z', null],
  ])('is open until %s', (_claim, given, timeZone, at, until) => {
    const found = openUntil({ window: given, timeZone }, new Date(at));
    expect(found?.toISOString() ?? null).toBe(until && new Date(until).toISOString());
  });
});
