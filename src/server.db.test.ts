import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './testing/database/test-database.js';

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
});
