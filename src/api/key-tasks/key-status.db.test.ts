import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { linkElsewhere } from '../../testing/key-tasks/foreign-server.js';
import { KeyTaskStand, type HeldKey } from '../../testing/key-tasks/key-task-stand.js';
import { base64, type TestWorkstation } from '../../testing/key-tasks/test-workstation.js';
import { somebodyWaits } from '../../testing/stored-people.js';

let stand: KeyTaskStand;
let workstation: TestWorkstation;

beforeAll(async () => {
  stand = await KeyTaskStand.open();
});

beforeEach(async () => {
  workstation = await stand.workstation();
});

afterAll(() => stand.close());

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

describe('what a key says of itself', () => {
  test('locks it when its PIN was wrong too often, and a new activation opens it again', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await key.simulated.readForLogOn('0000', key.accountIds[0]!, 'active');
    }
    expect(await workstation.reportStatus(key.simulated, 17)).toEqual({ status: 'LOCKED', userErrors: [] });
    expect(await stand.keyRow(key)).toMatchObject({ reason: 'INVALID_PIN', battery_percent: 17 });
    await stand.unlock(key);
    await workstation.connect([key.serial]);
    await workstation.guess(key.simulated, await stand.codeOf(key));
    // Its PIN is locked until it is linked anew: that is no news.
    expect(await workstation.reportStatus(key.simulated)).toMatchObject({ status: 'ACTIVE' });
    const tasks = workstation.tasks();
    await workstation.handOver(key.simulated, await tasks.nextFor(key.serial));
    expect(key.simulated.state.pinLocked).toBe(false);
    expect(await workstation.reportStatus(key.simulated)).toMatchObject({ status: 'ACTIVE' });
  });

  test('is taken for whoever has it, also when it is given to somebody in that very moment', async () => {
    const key = await stand.reserved();
    const other = await stand.employee([]);
    await workstation.connect([key.serial]);
    const said = await withTransaction(stand.pool, async (sql) => {
      await sql.query('update key set owner_id = $2 where id = $1', [key.id, other.ownerId]);
      const begun = workstation.reportStatus(key.simulated, 17);
      await somebodyWaits(stand.pool);
      return { begun };
    });
    expect(await said.begun).toEqual({ status: 'RESERVED', userErrors: [] });
    expect(await stand.keyRow(key)).toMatchObject({ battery_percent: 17 });
  });

  test('proves that it was wiped, without a task', async () => {
    const key = await stand.linked(workstation, 'UNMANAGED');
    await stand.retire(key, 'WITHDRAW');
    await key.simulated.reset();
    expect(await workstation.reportStatus(key.simulated)).toMatchObject({ status: 'READY' });
    expect(await stand.tasksOf(key)).toContain('WIPE CANCELLED');
  });

  test('shows that it was reset, or linked elsewhere', async () => {
    const key = await stand.managed(workstation);
    await key.simulated.reset();
    await linkElsewhere(key, 50n);
    const { userErrors } = await workstation.reportStatus(key.simulated);
    expect(userErrors).toMatchObject([{ code: 'KEY_LINKED_ELSEWHERE' }]);
    expect(await stand.keyRow(key)).toMatchObject({ linked_at: null, next_sequence: 51n });
    expect(await stand.holderOf(key.accountIds[0]!)).toBe('NO_ONE_HAS_IT');
  });

  test('shows nothing when it was signed before what the key has acknowledged since', async () => {
    const key = await stand.reserved();
    await workstation.connect([key.serial]);
    await workstation.guess(key.simulated, await stand.codeOf(key));
    const { challenge, nonce } = await workstation.challenge(key.serial);
    const status = base64(await key.simulated.signStatus(bytesOf(nonce)));
    await workstation.handOver(key.simulated, await workstation.tasks().nextFor(key.serial));
    // It says that the key is linked to nobody, and arrives when it is.
    const answer = await workstation.bringStatus({ keySerial: key.serial, challenge, status });
    expect(answer).toEqual({ status: 'ACTIVE', userErrors: [] });
    expect(await stand.keyRow(key)).toMatchObject({ linked_at: expect.any(Date) });
  });

  test('has it handed again what it may have lost with its power', async () => {
    const key = await stand.reserved();
    await workstation.connect([key.serial]);
    await workstation.guess(key.simulated, await stand.codeOf(key));
    const tasks = workstation.tasks();
    const { taskId, envelope } = await tasks.nextFor(key.serial);
    await workstation.reportStatus(key.simulated);
    expect(await tasks.nextFor(key.serial)).toMatchObject({ taskId, envelope });
  });

  test('counts over our nonce alone, once', async () => {
    const key = await stand.managed(workstation);
    const other = await stand.reserved();
    const { challenge, nonce } = await workstation.challenge(key.serial);
    const report = async (signer: HeldKey, over: Buffer) => {
      const status = base64(await signer.simulated.signStatus(over));
      return workstation.bringStatus({ keySerial: key.serial, challenge, status });
    };
    for (const [signer, over] of [
      [key, Buffer.alloc(32)],
      [other, bytesOf(nonce)],
    ] as const) {
      expect((await report(signer, over)).userErrors).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
    }
    expect((await report(key, bytesOf(nonce))).userErrors).toEqual([]);
    expect((await report(key, bytesOf(nonce))).userErrors).toMatchObject([{ code: 'CHALLENGE_OVER' }]);
  });
});

describe('passwordOnKey', () => {
  test('says that the directory may have the pending password once it was sent there', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    const changeId = await stand.claimed(key);
    const ask = () => workstation.pendingIsInDirectory(key.serial, key.accountIds[0]!);
    expect(await ask()).toBe(false);
    await stand.pool.query(`update password_change set write = 2 where id = $1`, [changeId]);
    expect(await ask()).toBe(false);
    await stand.pool.query(`update password_change set sent_at = now() where id = $1`, [changeId]);
    expect(await ask()).toBe(true);
    await stand.pool.query(
      `update password_change set stage = 'FAILED', ended_at = now(), holds_claim = false where id = $1`,
      [changeId],
    );
    expect(await ask()).toBe(false);
  });
});

test('a log-on with the pending password is in the audit, and wakes the change', async () => {
  const key = await stand.linked(workstation, 'AWAITING_KEY');
  const changeId = await stand.claimed(key);
  const told = stand.nextAdvanced();
  await workstation.logOn(key.serial, key.accountIds[0]!, 'PENDING');
  expect(await told).toBe(changeId);
  const { rows } = await stand.pool.query(
    `select details->>'slot' as slot from audit_event where action = 'workstation.log-on' and actor_id = $1`,
    [workstation.workstationId],
  );
  expect(rows).toEqual([{ slot: 'PENDING' }]);
});
