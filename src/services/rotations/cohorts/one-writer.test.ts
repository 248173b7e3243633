import { describe, expect, it } from '@jest/globals';
import { OneWriter, type WriterParts } from './one-writer.js';
import { WriteBudget } from './write-budget.js';

function writer(parts: Partial<WriterParts> = {}): OneWriter {
  return new OneWriter({
    budget: new WriteBudget(6_000),
    signal: new AbortController().signal,
    isOneByOne: false,
    mayGoOn: () => true,
    onRoom: () => undefined,
    ...parts,
  });
}

describe('the one who writes', () => {
  it('lets a set write once the one before it has left', async () => {
    const one = writer();
    const [first, second] = [one.reserve(), one.reserve()];
    const order: string[] = [];
    await first.enter(2);
    const entered = second.enter(1).then(() => order.push('second'));
    order.push('first');
    first.leave(false);
    await entered;
    expect(order).toEqual(['first', 'second']);
  });

  it('lets one that goes on alone write between two sets, and the set behind it only if all went well', async () => {
    const one = writer();
    const [first, second] = [one.reserve(), one.reserve()];
    await first.enter(2);
    const alone = one.enterAlone();
    const order: string[] = [];
    const entered = second.enter(1).then(() => order.push('second'));
    order.push('first');
    first.leave(false);
    const leave = await alone;
    order.push('alone');
    leave(true);
    await entered;
    expect(order).toEqual(['first', 'alone', 'second']);
    expect(second.mayGoOn()).toBe(false);
  });

  it('lets nothing go on that was got ready before something went wrong, and what is got ready after it', () => {
    const one = writer();
    const [first, second] = [one.reserve(), one.reserve()];
    first.leave(true);
    expect([second.mayGoOn(), one.reserve().mayGoOn()]).toEqual([false, true]);
  });

  it('has room for one set besides the one that is written', async () => {
    const one = writer();
    expect(one.hasRoomFor(0)).toBe(false);
    const first = one.reserve();
    expect(one.hasRoomFor(16)).toBe(false);
    await first.enter(16);
    expect([one.hasRoomFor(1), one.hasRoomFor(16)]).toEqual([false, true]);
    for (let writes = 0; writes < 12; writes += 1) first.took(25);
    expect(one.hasRoomFor(1)).toBe(true);
  });

  it('writes few together where the domain allows few a minute, or a controller is slow', async () => {
    expect(writer().setSize).toBe(16);
    expect(writer({ budget: new WriteBudget(30) }).setSize).toBe(1);
    const slow = writer();
    const place = slow.reserve();
    for (let writes = 0; writes < 50; writes += 1) place.took(300);
    expect(slow.setSize).toBe(2);
  });

  it('goes on with nothing once it is stopped, or nothing more may begin', () => {
    const stopped = new AbortController();
    const place = writer({ signal: stopped.signal }).reserve();
    expect(place.mayGoOn()).toBe(true);
    stopped.abort();
    expect([
      place.mayGoOn(),
      writer({ mayGoOn: () => false })
        .reserve()
        .mayGoOn(),
    ]).toEqual([false, false]);
  });
});
