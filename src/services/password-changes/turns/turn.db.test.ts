import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../../../database.js';
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.js';
import { eventually } from '../../../testing/eventually.js';
import { inTurns } from './turn.js';

let database: TestDatabase;
let pool: Pool;
let other: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  other = createPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await other.end();
  await database.drop();
});

test('a beginning of turns that is broken off leaves nobody at any of them', async () => {
  const id = randomUUID();
  const client = await pool.connect();
  const ask = client.query.bind(client) as (statement: unknown) => Promise<unknown>;
  const breaking = async (statement: unknown): Promise<unknown> => {
    await ask(statement);
    throw new Error('cancelled');
  };
  Object.assign(client, { query: breaking });
  const lending = Object.assign(Object.create(pool) as Pool, { connect: async () => client });
  await expect(inTurns(lending, [id], async () => undefined)).rejects.toThrow('cancelled');
  // Kept for the next one, the connection would keep its lock as well.
  expect(pool.totalCount).toBe(0);
  await eventually(async () => {
    const alone = await inTurns(other, [id], async (_, ids) => [...ids]);
    expect(alone).toEqual([id]);
  }, 10_000);
});
