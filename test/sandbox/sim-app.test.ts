import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApproveWorkstationDocument,
  AskAppSignInDocument,
  CompleteAppSignInDocument,
} from '../../src/generated/operations.js';
import { PeopleStand } from '../../src/testing/people/people-stand.js';
import { enrolmentToken } from '../../src/testing/workstations/simulated-workstations.js';
import { Terminal } from './terminal.js';

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

/** The same for somebody who types. */
function terminal(...args: readonly string[]): Terminal {
  const env = { PATH: process.env['PATH'], LATCHKEY_STATE_DIR: folder };
  return new Terminal(spawn(process.execPath, [SIM, ...args, '--url', stand.api.url], { env }));
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

  test('is paired with a workstation that `npm run sim -- workstation` plays, and unlocks it', async () => {
    const { client } = await stand.invite(await stand.addEmployee('Bea Byron'));
    await sim('enrol', await stand.offer(client));
    const { token } = await enrolmentToken(stand.admin);
    const workstation = terminal('workstation', '--name', 'SIM-PC-7', '--enrolment-token', token);
    const id = await workstation.shows(/registered as (\S+)/);
    await stand.admin.request(ApproveWorkstationDocument, { input: { id } });
    await workstation.shows(/APPROVED/);
    workstation.type('pair');
    const uri = await workstation.shows(/(latchkey:\S+)/);
    expect(await sim('pair', uri)).toMatch(/^may unlock SIM-PC-7 until \S+$/);
    await workstation.shows(/paired with the app of Bea Byron/);
    const app = terminal('app', 'watch');
    await app.shows(/waiting/);
    workstation.type('app-unlock');
    const number = await workstation.shows(/pick (\d\d) there/);
    expect(await app.shows(/SIM-PC-7 asks to be unlocked: (.*) or no/)).toContain(number);
    app.type(number);
    await workstation.shows(/UNLOCKED by the app/);
    app.type('quit');
    expect(await app.ended).toBe(0);
    expect(await sim('renew')).toMatch(/^may unlock SIM-PC-7 until \S+$/);
    const [credential = ''] = (await sim('unlocks')).split(' ');
    expect(await sim('give-up', credential)).toBe('given up');
    workstation.type(`app-unlock ${credential}`);
    await workstation.shows(/may not unlock this workstation any more/);
    workstation.type('quit');
    expect(await workstation.ended).toBe(0);
  });

  test('keeps its key where nobody else reads it', async () => {
    const file = (await readdir(folder)).find((name) => name.startsWith('app-')) ?? '';
    const { mode } = await stat(join(folder, file));
    expect(mode & 0o077).toBe(0);
  });
});
