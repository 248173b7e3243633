import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AttemptLimit } from './attempt-limit.js';

function at(seconds: { value: number }) {
  return () => seconds.value * 1_000;
}

describe('an attempt limit', () => {
  test('lets as many attempts pass as allowed and then says how long to wait', () => {
    const clock = { value: 0 };
    const limit = new AttemptLimit({ attempts: 3, windowSeconds: 60, now: at(clock) });
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 0]);
    clock.value = 20;
    expect(limit.take('a')).toBe(40);
    expect(limit.take('b')).toBe(0);
  });

  test('begins anew when its window is over', () => {
    const clock = { value: 0 };
    const limit = new AttemptLimit({ attempts: 1, windowSeconds: 60, now: at(clock) });
    limit.take('a');
    clock.value = 59.9;
    expect(limit.take('a')).toBe(1);
    clock.value = 60;
    expect(limit.take('a')).toBe(0);
  });

  test('does not count what is given back, and forgets what it is told to', () => {
    const limit = new AttemptLimit({ attempts: 1, windowSeconds: 60 });
    limit.take('a');
    limit.giveBack('a');
    expect(limit.take('a')).toBe(0);
    limit.forget('a');
    expect(limit.take('a')).toBe(0);
    limit.giveBack('never seen');
  });

  test('never lets more than the allowed number pass within a window, whatever else is asked', () => {
    const asked = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 200 });
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 5 }), (keys, attempts) => {
        const limit = new AttemptLimit({ attempts, windowSeconds: 60, now: () => 0 });
        const passed = keys.filter((key) => limit.take(key) === 0);
        for (const key of ['a', 'b', 'c']) {
          const wanted = keys.filter((each) => each === key).length;
          expect(passed.filter((each) => each === key)).toHaveLength(Math.min(wanted, attempts));
        }
      }),
    );
  });

  test('remembers a bounded number of keys', () => {
    const limit = new AttemptLimit({ attempts: 1, windowSeconds: 60, mostKeys: 100 });
    for (let key = 0; key < 1_000; key += 1) limit.take(String(key));
    expect(limit.size).toBe(100);
    expect(limit.take('999')).toBeGreaterThan(0);
  });
});
