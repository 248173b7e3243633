import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../../src/database.js';
import {
  ActivationCodeDocument,
  AssignKeyDocument,
  CreateEmployeeDocument,
  ImportKeyDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { SimulatedKey } from '../../src/sandbox/simulated-key/simulated-key.js';
import {
  base64,
  TestWorkstation,
  type WorkstationServer,
} from '../../src/testing/key-tasks/test-workstation.js';
import { startTwoServers, type TwoServers } from './two-servers.js';

let servers: TwoServers;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-delivery-'));
  servers = await startTwoServers('delivery');
  pool = createPool(servers.databaseUrl);
});

afterAll(async () => {
  await pool?.end();
  await servers?.stop();
  await rm(folder, { recursive: true });
});

function at(url: string): WorkstationServer {
  return { backend: { pool }, client: (options) => new ApiClient({ url, ...options }) };
}

/** A key that somebody was given, with its code. */
async function assignedKey(serial: string): Promise<{ readonly key: SimulatedKey; readonly code: string }> {
  const { administrator } = servers;
  const key = await SimulatedKey.create(join(folder, serial), { serial, pin: '1234' });
  const publicKey = base64(key.publicKey.publicKey);
  const { importKey } = await administrator.request(ImportKeyDocument, { input: { serial, publicKey } });
  const { createEmployee } = await administrator.request(CreateEmployeeDocument, {
    input: { displayName: 'Anna Berg', email: `${serial}@north.example` },
  });
  const keyId = importKey.key?.id ?? '';
  const employeeId = createEmployee.employee?.id ?? '';
  await administrator.request(AssignKeyDocument, { input: { keyId, employeeId } });
  const { activationCode } = await administrator.request(ActivationCodeDocument, { keyId });
  return { key, code: activationCode.code };
}

describe('when the server dies that held the subscription of a workstation', () => {
  test('another one goes on with what was delivered and not acknowledged, the same bytes, and with what comes next', async () => {
    const { key, code } = await assignedKey('LK-1');
    const { serial } = key.publicKey;
    const workstation = await TestWorkstation.add(at(servers.urls.dying));
    await workstation.connect([serial]);
    expect(await workstation.guess(key, code)).toMatchObject({ activated: true });
    const first = await workstation.tasks().next();
    expect(first).toMatchObject({ keySerial: serial, kind: 'LINK' });
    // The key has it; its answer is lost with the server.
    const answer = await key.deliver(Buffer.from(first!.envelope, 'base64'));

    await servers.dying.kill();
    await workstation.connect([serial], at(servers.urls.staying));
    const tasks = workstation.tasks(first!.sequence);
    const again = await tasks.next();
    expect(again).toMatchObject({ taskId: first?.taskId, envelope: first?.envelope });
    expect(base64(await key.deliver(Buffer.from(again!.envelope, 'base64')))).toBe(base64(answer));
    expect(await workstation.acknowledge(again!.taskId, answer)).toEqual({ taken: true, userErrors: [] });

    const { rows } = await pool.query<{ id: string }>(
      `insert into key_task (key_id, kind, wanted_by) select id, 'LOCK', 'test' from key where serial = $1 returning id`,
      [serial],
    );
    expect(rows).toHaveLength(1);
    await workstation.reportKeys();
    await workstation.reportKeys(serial);
    expect(await tasks.next()).toMatchObject({ kind: 'LOCK' });
    await workstation.disconnect();
  });
});
