import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { RevokeWorkstationDocument } from '../../generated/operations.js';
import { nextEnvelope } from '../../services/key-tasks/delivery/next-envelope.js';
import { noCheckpoints } from '../../services/password-changes/checkpoints.js';
import { KeyTaskStand, type HeldKey } from '../../testing/key-tasks/key-task-stand.js';
import type { TestWorkstation } from '../../testing/key-tasks/test-workstation.js';
import { AT_ONCE_MS } from '../../testing/at-once.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import type { TestApi } from '../../testing/start-api.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: KeyTaskStand;
let other: TestApi;
let workstation: TestWorkstation;

beforeAll(async () => {
  stand = await KeyTaskStand.open();
  other = await stand.secondServer();
});

beforeEach(async () => {
  workstation = await stand.workstation();
});

afterAll(async () => {
  await other.close();
  await stand.close();
});

/** A key whose only task is to be linked. */
async function activated(): Promise<HeldKey> {
  const key = await stand.reserved('AWAITING_KEY');
  await workstation.connect([key.serial]);
  await workstation.guess(key.simulated, await stand.codeOf(key));
  return key;
}

describe('an envelope', () => {
  test('goes as soon as there is something to tell a connected key, and the next one when it is acknowledged', async () => {
    const key = await activated();
    const tasks = workstation.tasks();
    const link = await tasks.next();
    expect(link).toMatchObject({ keySerial: key.serial, kind: 'LINK' });
    // A key is told one thing at a time.
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    expect(await workstation.handOver(key.simulated, link!)).toEqual({ taken: true, userErrors: [] });
    const write = await tasks.next();
    expect(write).toMatchObject({ kind: 'WRITE_PENDING' });
    expect(await workstation.handOver(key.simulated, write!)).toMatchObject({ taken: true });
    expect(key.simulated.state.accounts).toMatchObject([{ accountId: key.accountIds[0], pending: 2n }]);
    expect(await stand.tasksOf(key)).toEqual(['LINK ACKNOWLEDGED', 'WRITE_PENDING ACKNOWLEDGED']);
  });

  test('goes when its key is connected, also to a workstation that is there already', async () => {
    const key = await stand.reserved('AWAITING_KEY');
    await workstation.connect();
    const tasks = workstation.tasks();
    const link = tasks.next();
    await stand.addTask({ keyId: key.id, kind: 'WIPE' });
    await workstation.reportKeys(key.serial);
    expect(await link).toMatchObject({ keySerial: key.serial, kind: 'WIPE' });
  });

  test('is the same bytes until it is acknowledged, over connections, servers and workstations', async () => {
    const key = await activated();
    const first = await workstation.tasks().next();
    await workstation.connect([key.serial], other);
    const second = await workstation.tasks(first!.sequence).next();
    const colleague = await stand.workstation();
    await colleague.connect([key.serial]);
    const third = await colleague.tasks().next();
    expect([second?.envelope, third?.envelope]).toEqual([first?.envelope, first?.envelope]);
    expect([second?.taskId, third?.taskId]).toEqual([first?.taskId, first?.taskId]);
    const { rows } = await stand.pool.query('select attempts from key_task where key_id = $1', [key.id]);
    expect(rows).toEqual([{ attempts: 3 }]);
    expect((await stand.keyRow(key))?.next_sequence).toBe(2n);
  });

  test('is made once, however many ask for it at the same moment on two servers', async () => {
    const key = await activated();
    const pools = [stand.pool, other.backend.pool];
    const identity = stand.identity();
    const delivered = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        nextEnvelope(
          { pool: pools[at % 2]!, identity, checkpoints: noCheckpoints },
          { workstationId: workstation.workstationId, keyId: key.id },
        ),
      ),
    );
    const bytes = delivered.map((each) => each?.envelope.toString('hex'));
    expect(bytes[0]).toBeDefined();
    expect(new Set(bytes).size).toBe(1);
    expect((await stand.keyRow(key))?.next_sequence).toBe(2n);
  });

  test('goes on over another server when the one that held the subscription is gone', async () => {
    const dying = await stand.secondServer();
    const key = await stand.reserved('AWAITING_KEY');
    await workstation.connect([key.serial], dying);
    await workstation.guess(key.simulated, await stand.codeOf(key));
    const tasks = workstation.tasks();
    const link = await tasks.next();
    await dying.close();
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    await workstation.connect([key.serial], other);
    const resumed = workstation.tasks(link!.sequence);
    const again = await resumed.next();
    expect(again?.envelope).toBe(link?.envelope);
    await workstation.handOver(key.simulated, again!);
    expect(await resumed.next()).toMatchObject({ kind: 'WRITE_PENDING' });
  });

  test('of a change that has lost what it was about is not made', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    await stand.addTask({ keyId: key.id, kind: 'FORGET_ACCOUNT' });
    await stand.addTask({ keyId: key.id, kind: 'LOCK' });
    expect(await workstation.tasks().next()).toMatchObject({ kind: 'LOCK' });
    expect(await stand.tasksOf(key)).toContain('FORGET_ACCOUNT CANCELLED');
  });
});

test('a key that is taken out and connected again gets again what it has not acknowledged', async () => {
  const key = await activated();
  const tasks = workstation.tasks();
  const first = await tasks.next();
  await workstation.reportKeys();
  await workstation.reportKeys(key.serial);
  expect(await tasks.next()).toMatchObject({ taskId: first?.taskId, envelope: first?.envelope });
});

describe('what is told to forget an account', () => {
  test('forgets all its passwords', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    const tasks = workstation.tasks();
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    await workstation.handOver(key.simulated, await tasks.nextFor(key.serial));
    expect(key.simulated.state.accounts).toHaveLength(1);
    await stand.addTask({ keyId: key.id, kind: 'FORGET_ACCOUNT', accountId: key.accountIds[0]! });
    await workstation.handOver(key.simulated, await tasks.nextFor(key.serial));
    expect(key.simulated.state.accounts).toEqual([]);
    expect(await stand.tasksOf(key)).toContain('FORGET_ACCOUNT ACKNOWLEDGED');
  });
});

describe('a workstation that may not hand passwords of this domain over', () => {
  test.each([
    ['is joined to another domain', 'south.example'],
    ['is joined to none', null],
  ])('%s: gets everything but passwords, and the change says why it waits', async (_how, joined) => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    const stranger = await stand.workstation(joined);
    await workstation.disconnect();
    await stranger.connect([key.serial]);
    const changeId = await stand.claimed(key);
    const tasks = stranger.tasks();
    const lock = tasks.next();
    await stand.addWrite(key, { changeId, password: 'First-Passw0rd-1' });
    await stand.addTask({ keyId: key.id, kind: 'LOCK' });
    expect(await lock).toMatchObject({ kind: 'LOCK' });
    expect(await stand.changesOf(key.accountIds[0]!)).toMatchObject([
      { id: changeId, code: 'WORKSTATION_NOT_JOINED' },
    ]);
    expect(await stand.tasksOf(key)).toContain('WRITE_PENDING PENDING sealed');
  });

  test('may when the domain of the account trusts its own', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    await stand.pool.query(`update domain set trusted_by = '{West.Example}' where id = $1`, [stand.northId]);
    const trusted = await stand.workstation('west.example');
    await workstation.disconnect();
    await trusted.connect([key.serial]);
    await stand.addWrite(key, { changeId: await stand.claimed(key), password: 'First-Passw0rd-1' });
    expect(await trusted.tasks().nextFor(key.serial)).toMatchObject({ kind: 'WRITE_PENDING' });
  });
});

describe('while the alarm stands', () => {
  test('nothing new begins, and what is under way comes to its end; lifting it lets the rest go', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    const { workstations } = stand.api.backend.services;
    const alarmId = await workstations.lockAll(TEST_ACTOR, 'fire');
    const tasks = workstation.tasks();
    const accountId = key.accountIds[0]!;
    // Without a claim it has not begun; a discard of what another change has written is under way.
    await stand.addTask({ keyId: key.id, kind: 'RENEW_CACHED_LOGON', accountId });
    await stand.addTask({ keyId: key.id, kind: 'DISCARD', accountId, write: 1n });
    const discard = await tasks.next();
    expect(discard).toMatchObject({ kind: 'DISCARD' });
    await workstation.handOver(key.simulated, discard!);
    await stand.addWrite(key, { changeId: await stand.claimed(key), password: 'First-Passw0rd-1' });
    const write = await tasks.nextFor(key.serial);
    expect(write).toMatchObject({ kind: 'WRITE_PENDING' });
    await workstation.handOver(key.simulated, write);
    const renew = tasks.next();
    expect(await stand.tasksOf(key)).toContain('RENEW_CACHED_LOGON PENDING');
    await workstations.liftLock(TEST_ACTOR, { alarmId, reason: null });
    expect(await renew).toMatchObject({ kind: 'RENEW_CACHED_LOGON' });
  });
});

describe('what is sealed to a key', () => {
  test.each(['WITHDRAW', 'MARK_COMPROMISED'] as const)(
    'is erased when the key leaves its owner, and never delivered again: %s',
    async (trigger) => {
      const key = await stand.linked(workstation, 'AWAITING_KEY');
      const tasks = workstation.tasks();
      await stand.addWrite(key, { password: 'First-Passw0rd-1' });
      const write = await tasks.nextFor(key.serial);
      expect(await stand.tasksOf(key)).toContain('WRITE_PENDING DELIVERED sealed envelope');
      await stand.retire(key, trigger);
      expect(await stand.tasksOf(key)).toContain('WRITE_PENDING CANCELLED');
      const { rows } = await stand.pool.query(
        `select 1 from key_task where key_id = $1 and (sealed is not null or envelope is not null)`,
        [key.id],
      );
      expect(rows).toEqual([]);
      const late = await workstation.handOver(key.simulated, write);
      expect(late).toEqual({ taken: false, userErrors: [] });
      // A key that was withdrawn is wiped next; one that was lost is told nothing any more.
      const marker = await stand.reserved('UNMANAGED');
      await stand.addTask({ keyId: marker.id, kind: 'WIPE' });
      await workstation.reportKeys(key.serial, marker.serial);
      const next = await tasks.next();
      expect([next?.keySerial, next?.kind]).toEqual([
        trigger === 'WITHDRAW' ? key.serial : marker.serial,
        'WIPE',
      ]);
    },
  );
});

describe('a workstation that is not approved', () => {
  test('is told nothing within a second of being revoked, and its subscription ends', async () => {
    const key = await activated();
    const tasks = workstation.tasks();
    await tasks.next();
    const administrator = await stand.api.signedIn('ADMINISTRATOR');
    const over = tasks.next().catch(() => undefined);
    const before = performance.now();
    await administrator.request(RevokeWorkstationDocument, { input: { id: workstation.id } });
    expect(await over).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(AT_ONCE_MS);
    await expect(workstation.challenge(key.serial)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('gets no envelope even while somebody still listens for it', async () => {
    const key = await activated();
    await stand.pool.query(`update workstation set state = 'PENDING' where id = $1`, [
      workstation.workstationId,
    ]);
    const at = { workstationId: workstation.workstationId, keyId: key.id };
    const parts = { pool: stand.pool, identity: stand.identity(), checkpoints: noCheckpoints };
    expect(await nextEnvelope(parts, at)).toBeUndefined();
    await stand.pool.query(`update workstation set state = 'APPROVED' where id = $1`, [
      workstation.workstationId,
    ]);
    expect(await nextEnvelope(parts, at)).toBeDefined();
  });
});

test('an envelope names its task as the API does', async () => {
  const key = await activated();
  const task = await workstation.tasks().next();
  const { rows } = await stand.pool.query('select id from key_task where key_id = $1', [key.id]);
  expect(rows).toEqual([{ id: fromGlobalId('KeyTask', task!.taskId) }]);
});
