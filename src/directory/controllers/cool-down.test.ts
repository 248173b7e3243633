import { describe, expect, it } from '@jest/globals';
import { COOL_DOWN_MS, CoolDown } from './cool-down.js';

const [one, two, three] = ['one', 'two', 'three'].map((url) => ({ url })) as [
  { url: string },
  { url: string },
  { url: string },
];

function coolDown(): { clock: { now: number }; cooling: CoolDown } {
  const clock = { now: 1_000 };
  return { clock, cooling: new CoolDown(() => clock.now) };
}

describe('the cool-down of controllers', () => {
  it('leaves the order alone while nothing has failed', () => {
    expect(coolDown().cooling.order([one, two, three])).toEqual([one, two, three]);
  });

  it('puts what failed behind the others, in the order given, and leaves nothing out', () => {
    const { cooling } = coolDown();
    cooling.failed('two');
    cooling.failed('one');
    expect(cooling.order([one, two, three])).toEqual([three, one, two]);
  });

  it('is over after five minutes, counted from the last failure', () => {
    const { cooling, clock } = coolDown();
    cooling.failed('one');
    clock.now += COOL_DOWN_MS - 1;
    expect(cooling.order([one, two])).toEqual([two, one]);
    cooling.failed('one');
    clock.now += COOL_DOWN_MS - 1;
    expect(cooling.order([one, two])).toEqual([two, one]);
    clock.now += 1;
    expect(cooling.order([one, two])).toEqual([one, two]);
  });

  it('remembers at most a thousand addresses, the latest', () => {
    const { cooling } = coolDown();
    cooling.failed('one');
    for (let at = 0; at < 1_000; at += 1) cooling.failed(`other ${at}`);
    expect(cooling.order([one, { url: 'other 999' }, two])).toEqual([one, two, { url: 'other 999' }]);
  });
});
