import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { KeyStand } from '../../testing/keys/key-service-stand.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import { moveKeys } from './moves/move-keys.js';
import { planMove } from './moves/plan-move.js';
import { lockKey } from './moves/stored-key.js';

let stand: KeyStand;

beforeAll(async () => {
  stand = await KeyStand.open();
});

afterAll(() => stand.close());

const actions = async (keyId: string): Promise<string[]> =>
  (await auditOf(stand.pool, keyId)).map(({ action, outcome }) => `${action} ${outcome}`);

/** What phase of its life only the key itself can begin. */
async function trigger(keyId: string, what: 'PIN_ATTEMPTS_GONE' | 'PROVED_WIPED'): Promise<void> {
  await withTransaction(stand.pool, async (sql) => {
    const key = await lockKey(sql, keyId);
    await moveKeys(sql, { actor: TEST_ACTOR }, [{ key, move: planMove(key, what), action: 'key.test' }]);
  });
}

describe('assigning', () => {
  test('reserves the key and issues a sealed code', async () => {
    const { keyId, ownerId } = await stand.reservedKey();
    expect(await stand.row(keyId)).toMatchObject({
      status: 'RESERVED',
      confirmed_status: 'RESERVED',
      owner_id: ownerId,
    });
    expect(await stand.activations(keyId)).toEqual(['PENDING sealed']);
    expect(await stand.tasks(keyId)).toEqual([]);
    expect(await actions(keyId)).toEqual(['key.import DONE', 'key.assign DONE']);
  });

  test('gives an employee one key, also when two are assigned at once', async () => {
    const employeeId = await stand.addEmployee();
    const keyIds = [await stand.importKey(), await stand.importKey(), await stand.importKey()];
    const all = await Promise.allSettled(
      keyIds.map((keyId) => stand.keys.assign(TEST_ACTOR, { keyId, employeeId })),
    );
    expect(all.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toMatchObject([{ code: 'EMPLOYEE_HAS_KEY' }, { code: 'EMPLOYEE_HAS_KEY' }]);
  });

  test('gives a key one owner, also when it is assigned twice at once', async () => {
    const keyId = await stand.importKey();
    const people = [await stand.addEmployee(), await stand.addEmployee()];
    const both = await Promise.allSettled(
      people.map((employeeId) => stand.keys.assign(TEST_ACTOR, { keyId, employeeId })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'KEY_TRANSITION_REFUSED' },
    });
  });

  test('is refused for the deactivated and for nobody, and each refusal is audited', async () => {
    const [keyId, employeeId] = [await stand.importKey(), await stand.addEmployee()];
    await stand.pool.query(`update employee set state = 'DEACTIVATED' where id = $1`, [employeeId]);
    const assign = (to: string) => stand.keys.assign(TEST_ACTOR, { keyId, employeeId: to });
    await expect(assign(employeeId)).rejects.toMatchObject({ code: 'KEY_OWNER_DEACTIVATED' });
    await expect(assign(keyId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await actions(keyId)).toEqual(['key.import DONE', 'key.assign REFUSED', 'key.assign REFUSED']);
  });
});

describe('the life of a key', () => {
  test('leads from suspended with a note back to active, and what is wanted is confirmed by the key', async () => {
    const { keyId } = await stand.activeKey();
    expect(await stand.row(keyId)).toMatchObject({ status: 'ACTIVE', confirmed_status: 'ACTIVE' });
    await stand.keys.suspend(TEST_ACTOR, keyId, 'on leave');
    expect(await stand.row(keyId)).toMatchObject({
      status: 'SUSPENDED',
      confirmed_status: 'ACTIVE',
      reason: 'ADMINISTRATOR',
      note: 'on leave',
    });
    expect(await stand.tasks(keyId)).toEqual(['LINK ACKNOWLEDGED', 'LOCK PENDING']);
    await stand.acknowledge(keyId);
    expect(await stand.attempt(keyId, await stand.codeOf(keyId))).toMatchObject({ outcome: 'ACTIVATED' });
    expect(await stand.row(keyId)).toMatchObject({
      status: 'ACTIVE',
      confirmed_status: 'SUSPENDED',
      reason: null,
      note: null,
    });
    expect((await stand.tasks(keyId)).at(-1)).toBe('LINK PENDING');
    expect(await stand.activations(keyId)).toEqual(['USED', 'USED']);
  });

  test('does not lock a key that was activated again before it heard of its suspension', async () => {
    const { keyId } = await stand.activeKey();
    await stand.keys.suspend(TEST_ACTOR, keyId, 'by mistake');
    await stand.attempt(keyId, await stand.codeOf(keyId));
    expect(await stand.tasks(keyId)).toEqual(['LINK ACKNOWLEDGED', 'LOCK CANCELLED', 'LINK PENDING']);
  });

  test('does not link a key that was suspended before it heard of its activation', async () => {
    const { keyId } = await stand.activeKey(false);
    expect(await stand.tasks(keyId)).toEqual(['LINK PENDING']);
    await stand.keys.suspend(TEST_ACTOR, keyId, 'stop');
    expect(await stand.tasks(keyId)).toEqual(['LINK CANCELLED']);
  });

  test('locks a key that was told to link and has not answered', async () => {
    const { keyId } = await stand.activeKey(false);
    await stand.pool.query(`update key_task set state = 'DELIVERED' where key_id = $1`, [keyId]);
    await stand.keys.suspend(TEST_ACTOR, keyId, 'stop');
    expect(await stand.tasks(keyId)).toEqual(['LINK DELIVERED', 'LOCK PENDING']);
  });

  test('leads out of a PIN lock by unlocking, with a new code', async () => {
    const { keyId } = await stand.activeKey();
    await trigger(keyId, 'PIN_ATTEMPTS_GONE');
    expect(await stand.row(keyId)).toMatchObject({
      status: 'LOCKED',
      confirmed_status: 'LOCKED',
      reason: 'INVALID_PIN',
    });
    await stand.keys.unlock(TEST_ACTOR, keyId);
    expect(await stand.row(keyId)).toMatchObject({ status: 'SUSPENDED', confirmed_status: 'SUSPENDED' });
    expect(await stand.activations(keyId)).toEqual(['USED', 'PENDING sealed']);
  });

  test('ends with a proof that it was wiped, and begins again for somebody else', async () => {
    const { keyId, ownerId } = await stand.activeKey();
    await stand.retire(keyId, { note: 'gives it back' });
    expect(await stand.row(keyId)).toMatchObject({
      status: 'DEACTIVATED',
      confirmed_status: 'ACTIVE',
      reason: 'WITHDRAWN',
      note: 'gives it back',
      owner_id: ownerId,
    });
    expect(await stand.tasks(keyId)).toEqual(['LINK ACKNOWLEDGED', 'WIPE PENDING']);
    await trigger(keyId, 'PROVED_WIPED');
    expect(await stand.row(keyId)).toMatchObject({
      status: 'READY',
      confirmed_status: 'READY',
      owner_id: null,
      linked_at: null,
      reason: null,
      note: null,
    });
    await stand.keys.assign(TEST_ACTOR, { keyId, employeeId: await stand.addEmployee() });
    expect((await stand.row(keyId)).status).toBe('RESERVED');
  });

  test('goes back to ready when it is withdrawn before it was ever linked', async () => {
    const { keyId } = await stand.reservedKey();
    await stand.retire(keyId);
    expect(await stand.row(keyId)).toMatchObject({ status: 'READY', owner_id: null, code_attempts: 0 });
    expect(await stand.activations(keyId)).toEqual(['CANCELLED']);
    expect(await stand.tasks(keyId)).toEqual([]);
  });

  test('lets a key be renamed in every status, and refuses names that are none', async () => {
    const { keyId } = await stand.activeKey();
    await stand.keys.rename(TEST_ACTOR, keyId, ' Front desk ');
    expect(await stand.row(keyId)).toMatchObject({ name: 'Front desk' });
    await expect(stand.keys.rename(TEST_ACTOR, keyId, 'a\nb')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      inputPath: ['input', 'name'],
    });
    await expect(stand.keys.suspend(TEST_ACTOR, keyId, ' ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test('is told of in order, each change once', async () => {
    const before = (await stand.events()).length;
    const { keyId } = await stand.activeKey();
    await stand.keys.suspend(TEST_ACTOR, keyId, 'stop');
    await stand.retire(keyId, { trigger: 'REPORT_BROKEN' });
    expect((await stand.events()).slice(before)).toEqual([
      'key.import READY',
      'key.assign RESERVED',
      'key.activate ACTIVE',
      'key.suspend SUSPENDED',
      'key.report-broken DEACTIVATED',
    ]);
  });
});
