import { describe, expect, test } from '@jest/globals';
import { reportedEvents, type GivenEvent } from './reported-events.js';
import { isSameReport, presenceReport, type PresenceReport } from './presence-report.js';

const now = new Date('2026-05-05T12:00:00Z');
const id = '7f1c3a52-4a9b-4f0e-9f44-0a5d0a4b3c21';
const good: GivenEvent = { id, kind: 'LOG_ON', at: now, keySerial: 'LK-1' };

describe('events of a workstation', () => {
  test('are taken, with nothing where nothing was said', () => {
    expect(reportedEvents([{ id, kind: 'LOCK', at: now }], now)).toEqual({
      value: [
        { id, kind: 'LOCK', at: now, keySerial: null, batteryPercent: null, accountId: null, slot: null },
      ],
    });
  });

  test.each<[string, Partial<GivenEvent>]>([
    ['id', { id: 'x' }],
    ['at', { at: new Date(Number.NaN) }],
    ['at', { at: new Date('1999-12-31T00:00:00Z') }],
    ['at', { at: new Date('2026-05-07T00:00:00Z') }],
    ['keySerial', { keySerial: '' }],
    ['keySerial', { keySerial: 'a b' }],
    ['keySerial', { keySerial: 'a'.repeat(65) }],
    ['keySerial', { kind: 'KEY_IN', keySerial: null }],
    ['keySerial', { kind: 'KEY_OUT', keySerial: null }],
    ['keySerial', { kind: 'LOW_BATTERY', keySerial: null }],
    ['slot', { kind: 'UNLOCK', slot: 'ACTIVE', accountId: 'of-an-account' }],
    ['slot', { slot: 'PENDING' }],
    ['batteryPercent', { batteryPercent: 101 }],
    ['batteryPercent', { batteryPercent: 0.5 }],
  ])('are refused by the place of what is wrong: %s in %j', (field, wrong) => {
    const { faults } = reportedEvents([good, { ...good, id: id.replace('7', '8'), ...wrong }], now);
    expect(faults?.map(({ path }) => path)).toEqual([['events', '1', field]]);
  });

  test('have ids of their own within one report', () => {
    const { faults } = reportedEvents([good, { ...good, id: id.toUpperCase() }], now);
    expect(faults?.map(({ path }) => path.join('.'))).toEqual(['events.1.id']);
  });

  test('are 1 to 100', () => {
    expect(reportedEvents([], now).faults).toHaveLength(1);
    expect(
      reportedEvents(
        Array.from({ length: 101 }, () => good),
        now,
      ).faults,
    ).toHaveLength(1);
  });
});

function taken(connectedKeys: readonly string[]): PresenceReport {
  const reading = presenceReport({ controllerInReach: true, connectedKeys });
  if (reading.faults) throw new Error('the report was refused');
  return reading.value;
}

describe('what a connected workstation says about itself', () => {
  test('names each key once, in order, so that the same is told as the same', () => {
    const one = taken(['LK-2', 'LK-1', ' lk-2 ']);
    expect(one).toEqual({ controllerInReach: true, connectedKeys: ['LK-1', 'LK-2'] });
    expect(isSameReport(one, taken(['LK-1', 'LK-2']))).toBe(true);
    expect(isSameReport(one, { ...one, controllerInReach: null })).toBe(false);
    expect(isSameReport(one, { ...one, connectedKeys: ['LK-1'] })).toBe(false);
  });

  test.each([[['a b']], [['']], [Array.from({ length: 21 }, (_, at) => `LK-${at}`)], [['é']]])(
    'is refused with the keys %j',
    (connectedKeys) => {
      expect(presenceReport({ controllerInReach: null, connectedKeys }).faults).toBeDefined();
    },
  );
});
