import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AskAppSignInDocument, CompleteAppSignInDocument } from '../../src/generated/operations.js';
import { PeopleStand } from '../../src/testing/people/people-stand.js';

const SIM = fileURLToPath(new URL('../../dist/src/sandbox/sim.js', import.meta.url));
const run = promisify(execFile);

let stand: PeopleStand;
let folder: string;

beforeAll(async () => {
  stand = await PeopleStand.open();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-sim-app-'));
});

afterAll(async () => {
  await stand.close();
  await rm(folder, { recursive: true });
});

async function sim(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], LATCHKEY_STATE_DIR: folder };
  const { stdout } = await run(process.execPath, [SIM, 'app', ...args, '--url', stand.api.url], { env });
  return stdout.trim();
}

describe('npm run sim -- app', () => {
  test('registers with what an invitation shows, knows whose it is, and signs a page in', async () => {
    const employee = await stand.addEmployee('Ada Lovelace');
    const { client } = await stand.invite(employee);
    expect(await sim('enrol', await stand.offer(client))).toMatch(/^registered as \S+$/);
    expect(await sim('who')).toBe(`the app of Ada Lovelace <${employee.email}>`);
    const page = stand.api.client();
    const { askAppSignIn } = await page.request(AskAppSignInDocument, {});
    expect(await sim('answer', askAppSignIn.uri ?? '')).toMatch(/^said yes to /);
    const { completeAppSignIn } = await page.request(CompleteAppSignInDocument, {
      input: { secret: askAppSignIn.secret ?? '' },
    });
    expect(completeAppSignIn.user).toMatchObject({ email: employee.email, role: 'EMPLOYEE' });
  });

  test('keeps its key where nobody else reads it', async () => {
    const [file = ''] = await readdir(folder);
    const { mode } = await stat(join(folder, file));
    expect(mode & 0o077).toBe(0);
  });
});
