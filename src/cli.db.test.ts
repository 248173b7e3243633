import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool, type Pool } from './database.js';
import { verifyPassword } from './services/sign-in/password-hash.js';
import { createTestDatabase, type TestDatabase } from './testing/database/test-database.js';

const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));

let database: TestDatabase;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 1);
  folder = await mkdtemp(join(tmpdir(), 'latchkey-cli-'));
});

afterAll(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function latchkey(
  args: readonly string[],
  input = '',
  settings: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, ...settings },
    stdio: 'pipe',
  });
  child.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output, errors };
}

function newUser(email: string, input: string, role = 'ADMINISTRATOR'): Promise<Outcome> {
  return latchkey(
    ['create-user', '--email', email, '--name', 'Ann', '--role', role, '--password-stdin'],
    input,
  );
}

describe('create-user', () => {
  test('adds somebody with the password of standard input, and audits it', async () => {
    const { code, output } = await newUser('Ann@latchkey.example', 'a good long password\nand not this\n');
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^Ann can sign in now as Ann@latchkey\.example\. .*need a passkey first.*\n$/),
    ]);
    const { rows } = await pool.query(`select * from app_user where email_key = 'ann@latchkey.example'`);
    expect(rows).toMatchObject([
      { email: 'Ann@latchkey.example', display_name: 'Ann', role: 'ADMINISTRATOR' },
    ]);
    expect(await verifyPassword('a good long password', rows[0].password_hash)).toBe(true);
    const audit = await pool.query('select action, actor_kind, target_id, details from audit_event');
    expect(audit.rows).toEqual([
      {
        action: 'user.create',
        actor_kind: 'COMMAND_LINE',
        target_id: rows[0].id,
        details: { role: 'ADMINISTRATOR' },
      },
    ]);
  });

  test('says where they cannot sign in, for want of a passkey', async () => {
    const args = ['create-user', '--email', 'cy@latchkey.example', '--name', 'Cy', '--role', 'AUDITOR'];
    const settings = { LATCHKEY_REQUIRE_PASSKEY: 'true' };
    const { code, output } = await latchkey(
      [...args, '--password-stdin'],
      'a good long password\n',
      settings,
    );
    expect([code, output]).toEqual([0, expect.stringContaining('cannot sign in yet')]);
    expect(output).toContain('LATCHKEY_REQUIRE_PASSKEY=false');
    expect(output).not.toContain('can sign in now');
  });

  test.each([
    ['a second one of the same address', 'ANN@latchkey.example', 'another good password', 'already'],
    ['a short password', 'bob@latchkey.example', 'elevenchars', 'at least 12 characters'],
    ['no password at all', 'bob@latchkey.example', '', 'no password'],
    ['what is no address', 'bob', 'another good password', 'not one address'],
  ])('refuses %s in one sentence', async (_what, email, password, sentence) => {
    const { code, errors } = await newUser(email, password);
    expect(code).toBe(1);
    expect(errors).toContain(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  test('gives no role that comes with an invitation', async () => {
    const { code, errors } = await newUser('eve@latchkey.example', 'another good password', 'EMPLOYEE');
    expect(code).toBe(1);
    expect(errors).toContain('Allowed choices are ADMINISTRATOR, AUDITOR');
  });

  test('takes no password as an argument, and asks for none without a terminal', async () => {
    const args = ['create-user', '--email', 'x@y.example', '--name', 'X', '--role', 'AUDITOR'];
    expect((await latchkey([...args, '--password', 'visible to all'])).errors).toContain('unknown option');
    expect((await latchkey(args)).errors).toContain('Use --password-stdin');
  });
});

test('create-master-key makes a key that the settings accept', async () => {
  const file = join(folder, 'key');
  expect((await latchkey(['create-master-key', file])).code).toBe(0);
  expect(await readFile(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  const again = await latchkey(['create-master-key', file]);
  expect([again.code, again.errors]).toEqual([1, expect.stringContaining('exists and stays as it is')]);
});

test('migrate does what is missing, once', async () => {
  await pool.query('drop schema public cascade');
  await pool.query('create schema public');
  const first = await latchkey(['migrate']);
  expect([first.code, first.errors]).toEqual([0, '']);
  expect(first.output).toMatch(/^(Applied Migration\d+_\w+\.\n)+$/);
  const second = await latchkey(['migrate']);
  expect([second.code, second.output]).toEqual([0, 'The database is up to date.\n']);
});
