import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../src/api/relay/global-id.js';
import {
  ActivationCodeDocument,
  ApproveWorkstationDocument,
  AssignKeyDocument,
  ImportKeyDocument,
  KeyDocument,
  LiftLockDocument,
  LockAllWorkstationsDocument,
  RevokeWorkstationDocument,
} from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { startApi, type TestApi } from '../../src/testing/start-api.js';
import { addStoredAccount, addStoredDomain } from '../../src/testing/stored-people.js';
import { idleWorkflows } from '../../src/testing/waiting-run.js';
import { enrolmentToken, PresenceWatch } from '../../src/testing/workstations/simulated-workstations.js';
import { Terminal } from './terminal.js';

const SIM = fileURLToPath(new URL('../../dist/src/sandbox/sim.js', import.meta.url));

let api: TestApi;
let admin: ApiClient;
let folder: string;

beforeAll(async () => {
  api = await startApi({ adapters: { workflows: idleWorkflows } });
  admin = await api.signedIn('ADMINISTRATOR');
  folder = await mkdtemp(join(tmpdir(), 'latchkey-sim-'));
});

afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

function sim(...args: readonly string[]): Terminal {
  const env = { PATH: process.env['PATH'], LATCHKEY_STATE_DIR: folder };
  return new Terminal(spawn(process.execPath, [SIM, ...args], { env }));
}

const simWorkstation = (...args: readonly string[]): Terminal =>
  sim('workstation', '--url', api.url, ...args);

/** A key that `make-key` makes and an administrator imports and assigns, as the lines on the terminal say. */
async function assignedKey(serial: string): Promise<{ readonly id: string; readonly code: string }> {
  const terminal = sim('make-key', '--serial', serial);
  const publicKey = await terminal.shows(/public key {2}([0-9a-f]{64})$/);
  expect(await terminal.ended).toBe(0);
  const { importKey } = await admin.request(ImportKeyDocument, { input: { serial, publicKey } });
  const id = importKey.key?.id ?? '';
  const { pool } = api.backend;
  domainId ??= await addStoredDomain(pool, 'north.example');
  const { employeeId } = await addStoredAccount(pool, domainId, { mail: `${serial}@north.example` });
  await admin.request(AssignKeyDocument, {
    input: { keyId: id, employeeId: globalId('Employee', employeeId) },
  });
  const { activationCode } = await admin.request(ActivationCodeDocument, { keyId: id });
  return { id, code: activationCode.code };
}

let domainId: string | undefined;

describe('npm run sim -- workstation', () => {
  test('plays a workstation from its registration until it is revoked', async () => {
    const watch = new PresenceWatch(admin, 0);
    const { token } = await enrolmentToken(admin);
    const terminal = simWorkstation('--enrolment-token', token, '--name', 'PC-7');
    const id = await terminal.shows(/registered as (\S+)/);
    await terminal.shows(/ PENDING$/);
    await admin.request(ApproveWorkstationDocument, { input: { id } });
    await terminal.shows(/ APPROVED$/);
    terminal.type('reach yes');
    terminal.type('in LK-7');
    const seen = await watch.eventThat(id, ({ connectedKeys }) => connectedKeys.length === 1);
    expect(seen).toMatchObject({ machineName: 'PC-7', connectedKeys: ['LK-7'], controllerInReach: true });
    const { lockAllWorkstations } = await admin.request(LockAllWorkstationsDocument, {
      input: { reason: 'drill' },
    });
    await terminal.shows(/LOCKED by the alarm/);
    await admin.request(LiftLockDocument, { input: { alarmId: lockAllWorkstations.alarm?.id ?? '' } });
    await admin.request(RevokeWorkstationDocument, { input: { id } });
    await terminal.shows(/WORKSTATION_REFUSED/);
    expect(await terminal.ended).toBe(1);
  });

  test('is the same workstation when it is started again, without a token, and ends when told to', async () => {
    const { token } = await enrolmentToken(admin);
    const first = simWorkstation('--enrolment-token', token, '--name', 'PC-8');
    const id = await first.shows(/registered as (\S+)/);
    first.type('quit');
    expect(await first.ended).toBe(0);
    const second = simWorkstation('--name', 'PC-8');
    expect(await second.shows(/registered as (\S+)/)).toBe(id);
    second.type('quit');
    expect(await second.ended).toBe(0);
  });
});

describe('npm run sim -- activate', () => {
  test('says every step, from the approval of the workstation to a key that is ready', async () => {
    const { id, code } = await assignedKey('LK-SIM-1');
    const { token } = await enrolmentToken(admin);
    const from = ['activate', '--url', api.url, '--name', 'PC-9', '--enrolment-token', token];
    const terminal = sim(...from, '--serial', 'lk-sim-1', '--code', code);
    const workstationId = await terminal.shows(/waits for approval: .*"([^"]+)"/);
    await admin.request(ApproveWorkstationDocument, { input: { id: workstationId } });
    await terminal.shows(/LK-SIM-1 is in: it obeys no server/);
    await terminal.shows(/the code is typed; the key signs it/);
    await terminal.shows(/the code is right; no password is to be set/);
    await terminal.shows(/LK-SIM-1 is ready: it obeys server identity 1/);
    expect(await terminal.ended).toBe(0);
    const { key } = await admin.request(KeyDocument, { id });
    expect(key).toMatchObject({ status: 'ACTIVE' });
  });

  test('says how many attempts are left after a wrong code, and fails', async () => {
    const { code } = await assignedKey('LK-SIM-2');
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const terminal = sim(
      'activate',
      '--url',
      api.url,
      '--name',
      'PC-9',
      '--serial',
      'LK-SIM-2',
      '--code',
      wrong,
    );
    expect(await terminal.shows(/attempts left: (\d)/)).toBe('2');
    expect(await terminal.ended).toBe(1);
  });

  test('a key is activated by what is typed at a workstation as well', async () => {
    const { id, code } = await assignedKey('LK-SIM-3');
    const terminal = simWorkstation('--name', 'PC-9');
    await terminal.shows(/ APPROVED$/);
    terminal.type('in LK-SIM-3');
    terminal.type(`activate LK-SIM-3 ${code}`);
    await terminal.shows(/LK-SIM-3 is activated/);
    await terminal.shows(/LK-SIM-3 has taken the server/);
    terminal.type('quit');
    expect(await terminal.ended).toBe(0);
    const { key } = await admin.request(KeyDocument, { id });
    expect(key?.status).toBe('ACTIVE');
  });
});
