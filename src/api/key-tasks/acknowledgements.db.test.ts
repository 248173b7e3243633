import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import { linkElsewhere } from '../../testing/key-tasks/foreign-server.js';
import { KeyTaskStand, PIN, type HeldKey } from '../../testing/key-tasks/key-task-stand.js';
import { base64, type TestWorkstation } from '../../testing/key-tasks/test-workstation.js';
import { auditOf } from '../../testing/stored-people.js';

let stand: KeyTaskStand;
let workstation: TestWorkstation;

beforeAll(async () => {
  stand = await KeyTaskStand.open();
});

beforeEach(async () => {
  workstation = await stand.workstation();
});

afterAll(() => stand.close());

async function activated(): Promise<HeldKey> {
  const key = await stand.reserved('AWAITING_KEY');
  await workstation.connect([key.serial]);
  await workstation.guess(key.simulated, await stand.codeOf(key));
  return key;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

describe('the acknowledgement of a link', () => {
  test('makes the key ours: linked, confirmed, audited, told', async () => {
    const key = await activated();
    const link = await workstation.tasks().next();
    await workstation.handOver(key.simulated, link!);
    expect(await stand.keyRow(key)).toMatchObject({
      status: 'ACTIVE',
      confirmed_status: 'ACTIVE',
      linked_at: expect.any(Date),
      newest_sequence: 1n,
    });
    expect((await auditOf(stand.pool, key.id)).at(-1)).toMatchObject({ action: 'key.link', outcome: 'DONE' });
  });

  test('of a key that another server has linked hands nothing over, and says so in the audit', async () => {
    const key = await activated();
    const tasks = workstation.tasks();
    const link = await tasks.next();
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    await linkElsewhere(key, 1n);
    const answer = await workstation.handOver(key.simulated, link!);
    expect(answer).toMatchObject({ taken: false, userErrors: [{ code: 'KEY_LINKED_ELSEWHERE' }] });
    expect(await stand.keyRow(key)).toMatchObject({ linked_at: null, confirmed_status: 'RESERVED' });
    expect(await stand.tasksOf(key)).toEqual(['LINK REFUSED', 'WRITE_PENDING REFUSED']);
    expect((await auditOf(stand.pool, key.id)).at(-1)).toMatchObject({
      action: 'key.linked-elsewhere',
      outcome: 'REFUSED',
    });
  });
});

describe('an acknowledgement', () => {
  test('that is lost is given again with the same bytes, and taken', async () => {
    const key = await activated();
    const tasks = workstation.tasks();
    const link = await tasks.next();
    const lost = await key.simulated.deliver(bytesOf(link!.envelope));
    await tasks.close();
    await workstation.connect([key.serial]);
    const again = await workstation.tasks(link!.sequence).next();
    const acknowledgement = await key.simulated.deliver(bytesOf(again!.envelope));
    expect(base64(acknowledgement)).toBe(base64(lost));
    expect(await workstation.acknowledge(again!.taskId, acknowledgement)).toMatchObject({ taken: true });
  });

  test('that is brought twice, by whomever, changes nothing the second time', async () => {
    const key = await activated();
    const link = await workstation.tasks().next();
    const acknowledgement = await key.simulated.deliver(bytesOf(link!.envelope));
    const colleague = await stand.workstation();
    // Nothing is connected there: the key has signed, and that is what counts.
    const both = await Promise.all([
      workstation.acknowledge(link!.taskId, acknowledgement),
      colleague.acknowledge(link!.taskId, acknowledgement),
    ]);
    expect(both.map(({ taken }) => taken)).toEqual([true, true]);
    const links = (await auditOf(stand.pool, key.id)).filter(({ action }) => action === 'key.link');
    expect(links).toHaveLength(1);
  });

  test('that is forged, foreign or of another envelope is refused, and the task goes on', async () => {
    const key = await activated();
    const link = await workstation.tasks().next();
    const forger = await SimulatedKey.create(`${key.file}.forger`, { serial: key.serial, pin: PIN });
    const foreign = await stand.reserved();
    const forged = [
      await forger.deliver(bytesOf(link!.envelope)),
      await foreign.simulated.deliver(bytesOf(link!.envelope)),
      await key.simulated.deliver(Buffer.from('something else')),
      Buffer.from('no acknowledgement'),
    ];
    for (const acknowledgement of forged) {
      const { taken, userErrors } = await workstation.acknowledge(link!.taskId, acknowledgement);
      expect([taken, userErrors[0]?.code]).toEqual([null, 'ACKNOWLEDGEMENT_INVALID']);
    }
    expect(await stand.tasksOf(key)).toEqual(['LINK DELIVERED envelope']);
    expect(await stand.keyRow(key)).toMatchObject({ linked_at: null });
    expect(await workstation.handOver(key.simulated, link!)).toMatchObject({ taken: true });
  });

  test('wakes the change that its task is a step of', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    const changeId = await stand.claimed(key);
    const tasks = workstation.tasks();
    await stand.addWrite(key, { changeId, password: 'First-Passw0rd-1' });
    const write = await tasks.nextFor(key.serial);
    const told = stand.nextAdvanced();
    await workstation.handOver(key.simulated, write);
    expect(await told).toBe(changeId);
    const { rows } = await stand.pool.query('select stage, write from password_change where id = $1', [
      changeId,
    ]);
    expect(rows).toEqual([{ stage: 'ON_KEY', write: 2n }]);
  });
});

describe('a number the key has seen already', () => {
  test('is taken again, higher, when our database knows less than the key', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    const tasks = workstation.tasks();
    await workstation.handOver(key.simulated, await tasks.nextFor(key.serial));
    await stand.pool.query(`update key set next_sequence = 1, newest_sequence = 0 where id = $1`, [key.id]);
    await stand.addTask({ keyId: key.id, kind: 'LOCK' });
    const replayed = await tasks.nextFor(key.serial);
    expect(await workstation.handOver(key.simulated, replayed)).toMatchObject({
      taken: false,
      userErrors: [],
    });
    const anew = await tasks.nextFor(key.serial);
    expect(anew.taskId).toBe(replayed.taskId);
    expect(await workstation.handOver(key.simulated, anew)).toMatchObject({ taken: true });
    expect(key.simulated.state).toMatchObject({ locked: true, lastSequence: 3n });
    expect((await stand.keyRow(key))?.next_sequence).toBe(4n);
  });

  test('counts as carried out when the key shows that it was', async () => {
    const key = await stand.linked(workstation, 'AWAITING_KEY');
    const tasks = workstation.tasks();
    const [accountId = ''] = key.accountIds;
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    const write = await tasks.nextFor(key.serial);
    await workstation.handOver(key.simulated, write);
    await stand.addTask({ keyId: key.id, kind: 'COMMIT', accountId, write: 2n });
    const commit = await tasks.nextFor(key.serial);
    await key.simulated.deliver(bytesOf(commit.envelope));
    // Its acknowledgement is lost, and another envelope has been carried out since.
    await stand.deliverUnseen(key, { kind: 'LOCK' });
    expect(await workstation.handOver(key.simulated, commit)).toMatchObject({ taken: true });
    expect(await stand.tasksOf(key)).toContain('COMMIT ACKNOWLEDGED');
  });
});

describe('a key that has been reset by hand', () => {
  test('is not linked any more: nobody has its passwords, and it is told nothing', async () => {
    const key = await stand.managed(workstation);
    const tasks = workstation.tasks();
    await stand.addWrite(key, { password: 'First-Passw0rd-1' });
    const write = await tasks.nextFor(key.serial);
    await stand.addTask({ keyId: key.id, kind: 'LOCK' });
    await key.simulated.reset();
    expect(await workstation.handOver(key.simulated, write)).toEqual({ taken: false, userErrors: [] });
    expect(await stand.keyRow(key)).toMatchObject({
      status: 'ACTIVE',
      confirmed_status: 'READY',
      linked_at: null,
    });
    expect(await stand.holderOf(key.accountIds[0]!)).toBe('NO_ONE_HAS_IT');
    expect(await stand.tasksOf(key)).toEqual(['LINK ACKNOWLEDGED', 'WRITE_PENDING REFUSED', 'LOCK REFUSED']);
    // Connecting it again begins nothing: it takes a new code.
    await stand.keysConnected(key.serial);
    expect(await stand.changesOf(key.accountIds[0]!)).toEqual([]);
  });
});

describe('the acknowledgement of a wipe', () => {
  test('makes a withdrawn key ready for somebody else', async () => {
    const key = await stand.linked(workstation, 'UNMANAGED');
    await stand.retire(key, 'WITHDRAW');
    const wipe = await workstation.tasks().nextFor(key.serial);
    expect(await workstation.handOver(key.simulated, wipe)).toMatchObject({ taken: true });
    expect(await stand.keyRow(key)).toMatchObject({
      status: 'READY',
      confirmed_status: 'READY',
      owner_id: null,
      linked_at: null,
    });
  });

  test('also of a key that was never linked, and has nothing to wipe', async () => {
    const key = await activated();
    const tasks = workstation.tasks();
    // It was told to link itself, and nobody knows whether it has.
    await tasks.next();
    await stand.retire(key, 'WITHDRAW');
    const wipe = await tasks.next();
    expect(wipe).toMatchObject({ kind: 'WIPE' });
    expect(await workstation.handOver(key.simulated, wipe!)).toMatchObject({ taken: true });
    expect(await stand.keyRow(key)).toMatchObject({ status: 'READY', owner_id: null });
  });
});
