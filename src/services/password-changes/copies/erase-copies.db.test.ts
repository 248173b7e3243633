import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../../log.js';
import { eventually } from '../../../testing/eventually.js';
import { StoredChanges } from '../../../testing/passwords/stored-changes.js';
import { keepErasingCopies } from './erase-copies.js';
import type { StoredChange } from '../rows/stored-change.js';

const log = createLog('test', 'silent');

let stand: StoredChanges;
let stops: (() => Promise<void>)[];
let told: string[];

beforeAll(async () => {
  stand = await StoredChanges.open();
});

afterAll(() => stand.close());

beforeEach(() => {
  stops = [];
  told = [];
});

afterEach(async () => {
  for (const stop of stops) await stop();
});

function startEraser(
  pool = stand.pool,
  advanceChange = async (id: string): Promise<void> => void told.push(id),
): void {
  const eraser = keepErasingCopies({ pool, workflows: { advanceChange }, log });
  stops.push(() => eraser.stop());
}

async function changeWithCopy(milliseconds: number): Promise<StoredChange> {
  const { accountId } = await stand.addAccount();
  const change = await stand.addChange(accountId, 'HAND_BACK');
  await stand.addCopy(change, milliseconds);
  return change;
}

/** How many of these changes have a copy. */
async function copiesOf(...changes: StoredChange[]): Promise<number | null> {
  const { rowCount } = await stand.pool.query(
    `select 1 from password_copy where change_id = any($1::uuid[])`,
    [changes.map(({ id }) => id)],
  );
  return rowCount;
}

describe('copies of passwords', () => {
  test('are erased when their time is over, and their changes told, each once', async () => {
    const changes = [await changeWithCopy(-1), await changeWithCopy(150), await changeWithCopy(300)];
    const later = await changeWithCopy(60_000);
    startEraser();
    startEraser();
    const begun = performance.now();
    await eventually(async () => expect(await copiesOf(...changes)).toBe(0));
    expect(performance.now() - begun).toBeLessThan(25_000);
    await eventually(async () => expect(told.toSorted()).toEqual(changes.map(({ id }) => id).toSorted()));
    const { rows } = await stand.pool.query(`select change_id as id from password_copy`);
    expect(rows).toEqual([{ id: later.id }]);
  });

  test('are erased while the workflow server cannot be told', async () => {
    startEraser(stand.pool, () => new Promise(() => undefined));
    const first = await changeWithCopy(-1);
    startEraser(stand.pool, () => Promise.reject(new Error('away')));
    await eventually(async () => expect(await copiesOf(first)).toBe(0));
  });

  test('are erased after the database was away', async () => {
    const change = await changeWithCopy(-1);
    let isAway = true;
    const pool = Object.create(stand.pool, {
      query: {
        value: (...args: Parameters<typeof stand.pool.query>) => {
          if (!isAway) return stand.pool.query(...args);
          isAway = false;
          return Promise.reject(new Error('the database is away'));
        },
      },
    }) as typeof stand.pool;
    startEraser(pool);
    await eventually(async () => expect(await copiesOf(change)).toBe(0));
  });
});
