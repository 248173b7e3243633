import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { RotationStand } from '../../testing/passwords/rotation-stand.js';
import { somebodyWaits } from '../../testing/stored-people.js';
import { rotateCohort } from './cohorts/rotate-cohort.js';
import { scanDue } from './due/scan-due.js';

/** As many as are in the first cohort. */
const PEOPLE = 5;

let stand: RotationStand;
/** Where rows come in the order in which they stand in their tables. */
let unsorted: Pool;

beforeAll(async () => {
  stand = await RotationStand.open();
  const url = new URL(stand.changes.databaseUrl);
  const kinds = ['indexscan', 'indexonlyscan', 'bitmapscan'];
  url.searchParams.set('options', kinds.map((kind) => `-c enable_${kind}=off`).join(' '));
  unsorted = createPool(url.href);
});
afterAll(async () => {
  await unsorted.end();
  await stand.close();
});
beforeEach(() => stand.reset());

/** Changes that wait, by id: the other way round than they stand in their table, and than their accounts do. */
async function waiting(): Promise<string[]> {
  await stand.addManagedPeople(PEOPLE);
  await stand.scan();
  const { rows } = await stand.pool.query<{ id: string }>(
    `select id from password_change where ended_at is null order by account_id`,
  );
  const ids = rows.map(() => randomUUID()).toSorted();
  for (const [at, id] of ids.toReversed().entries())
    await stand.pool.query(`update password_change set id = $2 where id = $1`, [rows[at]!.id, id]);
  return ids;
}

/** Has somebody hold the first of them, and answers which of the others `work` holds while it waits for that. */
async function heldWhileWaiting(ids: readonly string[], work: () => Promise<unknown>): Promise<string[]> {
  const [first, ...others] = ids;
  let working: Promise<unknown> | undefined;
  const free = await withTransaction(stand.pool, async (sql) => {
    await sql.query(`select id from password_change where id = $1 for update`, [first]);
    working = work();
    await somebodyWaits(stand.pool);
    const { rows } = await sql.query<{ id: string }>(
      `select id from password_change where id = any($1::uuid[]) order by id for update skip locked`,
      [others],
    );
    return rows.map(({ id }) => id);
  });
  await working;
  return others.filter((id) => !free.includes(id));
}

async function idsWhere(condition: string): Promise<string[]> {
  const { rows } = await stand.pool.query<{ id: string }>(
    `select id from password_change where ended_at is null and ${condition} order by id`,
  );
  return rows.map(({ id }) => id);
}

test('a look that hastens changes holds none while it waits for one that comes before it', async () => {
  const ids = await waiting();
  await stand.pool.query(
    `update password_change set overdue_at = now() + interval '1 year' where ended_at is null`,
  );
  const { domainId } = stand.changes;
  expect(await heldWhileWaiting(ids, () => scanDue(unsorted, { domainId }))).toEqual([]);
  expect(await idsWhere(`overdue_at < now() + interval '300 days'`)).toEqual(ids);
});

test('a cohort that leaves changes for later holds none while it waits for one that comes before it', async () => {
  const ids = await waiting();
  let leave: (() => Promise<unknown>) | undefined;
  const pool = new Proxy(stand.pool, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: [unknown, unknown[]?]): unknown => {
        if (name !== 'query' || !String(args[0]).includes('next_attempt_at = greatest'))
          return value.apply(target, args);
        leave = () => unsorted.query(String(args[0]), args[1]);
        return Promise.resolve({ rows: [] });
      };
    },
  });
  stand.changes.onCheckpoint = (point) => {
    if (point === 'generate.before') throw new Error('a fault of ours');
  };
  await rotateCohort({ ...stand.parts, pool }, stand.changes.domainId, new AbortController().signal);
  expect(leave).toBeDefined();
  await stand.pool.query(`update password_change set next_attempt_at = null where ended_at is null`);
  expect(await heldWhileWaiting(ids, leave!)).toEqual([]);
  expect(await idsWhere(`next_attempt_at > now()`)).toEqual(ids);
});
