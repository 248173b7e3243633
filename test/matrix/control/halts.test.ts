import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Halts } from './halts.js';

let halts: Halts;

beforeEach(async () => {
  halts = await Halts.listen();
});
afterEach(() => halts.close());

/** Settles with `gone on` when a program at this point may go on. */
async function arrive(point: string, id: string | null): Promise<string> {
  await fetch(halts.url, { method: 'POST', body: JSON.stringify({ point, id, pid: 7 }) });
  return 'gone on';
}

const stillThere = (arrived: Promise<string>): Promise<string> =>
  Promise.race([arrived, arrive('elsewhere', null).then(() => 'still there')]);

test('who is not wanted goes on at once', async () => {
  halts.at({ point: 'reset.before', id: 'one' });
  expect(await arrive('reset.before', 'other')).toBe('gone on');
  expect(await arrive('reset.after', 'one')).toBe('gone on');
  expect(halts.arrivals.map(({ point }) => point)).toEqual(['reset.before', 'reset.after']);
});

test('a change that is wanted waits there, and whoever comes with it later waits as well', async () => {
  const halt = halts.at({ point: 'reset.before', id: 'one' });
  const first = arrive('reset.before', 'one');
  expect(await halt.reached).toEqual({ point: 'reset.before', id: 'one', pid: 7 });
  const second = arrive('reset.before', 'one');
  expect(await stillThere(first)).toBe('still there');
  expect(await stillThere(second)).toBe('still there');
  halt.release();
  expect(await Promise.all([first, second])).toEqual(['gone on', 'gone on']);
  expect(await arrive('reset.before', 'one')).toBe('gone on');
});

test('where nobody is named, the first one who comes is meant and nobody else', async () => {
  const halt = halts.at({ point: 'reset.sending', id: null });
  const first = arrive('reset.sending', null);
  await halt.reached;
  expect(await arrive('reset.sending', null)).toBe('gone on');
  expect(await stillThere(first)).toBe('still there');
  halt.release();
  expect(await first).toBe('gone on');
});

test('whoever waits goes on when nobody is to wait any more', async () => {
  const halt = halts.at({ point: 'reset.before', id: 'one' });
  const arrived = arrive('reset.before', 'one');
  await halt.reached;
  expect(await stillThere(arrived)).toBe('still there');
  halts.releaseAll();
  expect(await arrived).toBe('gone on');
  expect(await arrive('reset.before', 'one')).toBe('gone on');
});
