import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool, type Pool } from './database.js';
import type { UserRole } from './domain/states.js';
import { createUser } from './services/users/create-user.js';
import { createTestDatabase, type TestDatabase } from './testing/database/test-database.js';
import { eventually } from './testing/eventually.js';
import { TEST_ACTOR } from './testing/stored-people.js';

/** As it is started in production: what was built before the tests. */
const entry = fileURLToPath(new URL('../dist/src/server.js', import.meta.url));

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

function start(environment: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env['PATH'], ...environment };
  return spawn(process.execPath, [entry], { env, stdio: 'pipe' });
}

function settings(): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: database.url,
    LATCHKEY_PORT: '0',
    LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
  };
}

/** The address in the server's log. */
async function listening(server: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: server.stdout })) {
    const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
    if (msg === 'listening' && url) return url;
  }
  throw new Error(`the server ended without listening: ${await text(server.stderr)}`);
}

describe('the server', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'answers without Temporal, and ends in order on %s',
    async (signal) => {
      const server = start(settings());
      const url = await listening(server);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      server.stdout.resume();
      server.kill(signal);
      expect(await once(server, 'close')).toEqual([0, null]);
    },
  );

  test('stops in order when the signal comes while it starts', async () => {
    const own = await createTestDatabase();
    const pool = createPool(own.url, 2);
    await addUserWith(pool, 'ADMINISTRATOR', 'PASSKEY');
    const holder = await pool.connect();
    await holder.query('begin; lock table app_user in access exclusive mode');
    const server = start({ ...settings(), ...PASSKEYS, DATABASE_URL: own.url });
    const said = text(server.stdout);
    await eventually(async () => {
      const { rowCount } = await pool.query(
        'select from pg_locks join pg_database d on d.oid = database where datname = current_database() and not granted',
      );
      expect(rowCount).toBe(1);
    });
    server.kill('SIGTERM');
    await holder.query('rollback');
    holder.release();
    expect(await once(server, 'close')).toEqual([0, null]);
    expect(await said).toContain('"stopped"');
    await pool.end();
    await own.drop();
  });

  test('tells all wrong settings together and does not start', async () => {
    const server = start({ LATCHKEY_PORT: 'x', LATCHKEY_MASTER_KEY: 'short' });
    const [errors, [code]] = await Promise.all([text(server.stderr), once(server, 'close')]);
    expect(code).toBe(1);
    for (const name of ['DATABASE_URL', 'LATCHKEY_PORT', 'LATCHKEY_MASTER_KEY'])
      expect(errors).toContain(`- ${name}:`);
    expect(errors).not.toContain('    at ');
  });

  test('does not start at a port that is taken', async () => {
    const first = start(settings());
    const { port } = new URL(await listening(first));
    const second = start({ ...settings(), LATCHKEY_PORT: port });
    const [errors, [code]] = await Promise.all([text(second.stderr), once(second, 'close')]);
    expect([code, errors]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
    first.stdout.resume();
    first.kill('SIGTERM');
    await once(first, 'close');
  });

  test('demands no passkey while no administrator who may sign in has one, and says what to do', async () => {
    const demanding = { ...settings(), ...PASSKEYS };
    const pool = createPool(database.url, 1);
    await addUserWith(pool, 'AUDITOR', 'PASSKEY');
    await addUserWith(pool, 'ADMINISTRATOR', 'APP');
    const lost = await addUserWith(pool, 'ADMINISTRATOR', 'PASSKEY');
    await pool.query('update app_user set disabled_at = now() where id = $1', [lost]);
    const refused = start(demanding);
    const [errors, [code]] = await Promise.all([text(refused.stderr), once(refused, 'close')]);
    expect([code, errors]).toEqual([
      1,
      expect.stringContaining('- LATCHKEY_REQUIRE_PASSKEY: no administrator'),
    ]);
    expect(errors).toContain('LATCHKEY_REQUIRE_PASSKEY=false');
    expect(errors).not.toContain('    at ');
    await pool.query('update app_user set disabled_at = null where id = $1', [lost]);
    await pool.end();
    expect(await stopped(start(demanding))).toEqual([0, null]);
  });

  test('starts without a database all the same, where it cannot look', async () => {
    const away = { DATABASE_URL: 'postgresql://x@127.0.0.1:1/x' };
    expect(await stopped(start({ ...settings(), ...PASSKEYS, ...away }))).toEqual([0, null]);
  });
});

/** Who may sign in, with one authenticator of this kind. */
async function addUserWith(pool: Pool, role: UserRole, kind: 'APP' | 'PASSKEY'): Promise<string> {
  const user = {
    email: `${randomUUID()}@x.example`,
    displayName: 'X',
    role,
    password: 'long enough it is',
  };
  const id = await createUser(pool, TEST_ACTOR, user);
  await pool.query(`insert into authenticator (user_id, kind, name, public_key) values ($1, $2, 'X', $3)`, [
    id,
    kind,
    randomBytes(32),
  ]);
  return id;
}

const PASSKEYS = { LATCHKEY_REQUIRE_PASSKEY: 'true', LATCHKEY_PUBLIC_URL: 'https://keys.example/' };

/** How it ended after it was stopped, once it listened. */
async function stopped(server: ChildProcessWithoutNullStreams): Promise<unknown> {
  await listening(server);
  server.stdout.resume();
  server.kill('SIGTERM');
  return once(server, 'close');
}
