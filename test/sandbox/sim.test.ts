import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApproveWorkstationDocument,
  LiftLockDocument,
  LockAllWorkstationsDocument,
  RevokeWorkstationDocument,
} from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { startApi, type TestApi } from '../../src/testing/start-api.js';
import { enrolmentToken, PresenceWatch } from '../../src/testing/workstations/simulated-workstations.js';

const SIM = fileURLToPath(new URL('../../dist/src/sandbox/sim.js', import.meta.url));

let api: TestApi;
let admin: ApiClient;
let folder: string;

beforeAll(async () => {
  api = await startApi();
  admin = await api.signedIn('ADMINISTRATOR');
  folder = await mkdtemp(join(tmpdir(), 'latchkey-sim-'));
});

afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** `npm run sim -- workstation`, as somebody at a terminal has it. */
class Terminal {
  private readonly lines: string[] = [];
  private readonly listeners = new Set<() => void>();
  readonly ended: Promise<unknown>;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.lines.push(line);
      for (const tell of this.listeners) tell();
      this.listeners.clear();
    });
    this.ended = once(child, 'exit').then(([code]) => code as unknown);
  }

  type(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  async shows(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.map((line) => pattern.exec(line)).find((match) => match !== null);
      if (found) return found[1] ?? found[0];
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }
}

function sim(...args: readonly string[]): Terminal {
  const env = { PATH: process.env['PATH'], LATCHKEY_STATE_DIR: folder };
  return new Terminal(spawn(process.execPath, [SIM, 'workstation', '--url', api.url, ...args], { env }));
}

describe('npm run sim -- workstation', () => {
  test('plays a workstation from its registration until it is revoked', async () => {
    const watch = new PresenceWatch(admin, 0);
    const { token } = await enrolmentToken(admin);
    const terminal = sim('--enrolment-token', token, '--name', 'PC-7');
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
    const first = sim('--enrolment-token', token, '--name', 'PC-8');
    const id = await first.shows(/registered as (\S+)/);
    first.type('quit');
    expect(await first.ended).toBe(0);
    const second = sim('--name', 'PC-8');
    expect(await second.shows(/registered as (\S+)/)).toBe(id);
    second.type('quit');
    expect(await second.ended).toBe(0);
  });
});
