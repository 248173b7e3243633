import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { addWorkstationSession } from '../../testing/credentials.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { authenticate } from './authenticate.js';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const who = (token: string) => authenticate({ pool, requirePasskey: false }, token);

test('workstations that ask at once are looked up together, and each is who it is', async () => {
  const sessions = await Promise.all(
    (['APPROVED', 'PENDING', 'REVOKED', 'APPROVED'] as const).map((state) =>
      addWorkstationSession(pool, state),
    ),
  );
  const last = sessions.at(-1)!;
  await pool.query('update workstation_session set revoked_at = now() where workstation_id = $1', [
    last.workstationId,
  ]);
  const statements = jest.spyOn(pg.Client.prototype, 'query');
  const principals = await Promise.all(sessions.map(({ token }) => who(token)));
  expect(statements.mock.calls).toHaveLength(1);
  statements.mockRestore();
  expect(principals).toMatchObject([
    { kind: 'workstation', workstationId: sessions[0]!.workstationId, approved: true },
    { kind: 'workstation', workstationId: sessions[1]!.workstationId, approved: false },
    { kind: 'anonymous' },
    { kind: 'anonymous' },
  ]);
});

test('a workstation whose session somebody has locked keeps no other waiting', async () => {
  const [held, free] = await Promise.all([
    addWorkstationSession(pool, 'APPROVED'),
    addWorkstationSession(pool, 'APPROVED'),
  ]);
  await pool.query(`update workstation_session set last_used_at = now() - interval '1 hour'`);
  await withTransaction(pool, async (sql) => {
    await sql.query('select id from workstation_session where workstation_id = $1 for update', [
      held.workstationId,
    ]);
    expect(await Promise.all([who(held.token), who(free.token)])).toMatchObject([
      { workstationId: held.workstationId },
      { workstationId: free.workstationId },
    ]);
  });
  const { rows } = await pool.query(
    `select workstation_id as id from workstation_session where last_used_at > now() - interval '1 minute'
     and workstation_id = any($1::uuid[])`,
    [[held.workstationId, free.workstationId]],
  );
  expect(rows).toEqual([{ id: free.workstationId }]);
});

test('a look-up that fails for many is made for each alone', async () => {
  const sessions = await Promise.all([
    addWorkstationSession(pool, 'APPROVED'),
    addWorkstationSession(pool, 'APPROVED'),
  ]);
  const query = (statement: { readonly values: readonly [readonly Buffer[]] }): Promise<unknown> =>
    statement.values[0].length > 1 ? Promise.reject(new Error('too many')) : pool.query(statement as never);
  const failing = Object.assign(Object.create(pool) as Pool, { query });
  const rules = { pool: failing, requirePasskey: false };
  const principals = await Promise.all(sessions.map(({ token }) => authenticate(rules, token)));
  expect(principals).toMatchObject(sessions.map(({ workstationId }) => ({ workstationId })));
});
