import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KeyStand } from '../../testing/keys/key-service-stand.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';

let stand: KeyStand;

beforeAll(async () => {
  stand = await KeyStand.open();
});

afterAll(() => stand.close());

describe('what only a key held', () => {
  const WAYS = ['WITHDRAW', 'REPORT_BROKEN', 'MARK_COMPROMISED'] as const;

  async function managed() {
    const key = await stand.activeKey();
    const accountId = await stand.addAccount(key.ownerId);
    const { rows } = await stand.pool.query<{ serial: string }>('select serial from key where id = $1', [
      key.keyId,
    ]);
    return { ...key, accountId, serial: rows[0]!.serial };
  }

  test.each(WAYS)('has to be decided about: %s is refused without', async (way) => {
    const { keyId, accountId, serial } = await managed();
    await expect(stand.retire(keyId, { trigger: way, confirmSerial: serial })).rejects.toMatchObject({
      code: 'PASSWORDS_CHOICE_NEEDED',
      inputPath: ['input', 'passwords'],
    });
    expect((await stand.row(keyId)).status).toBe('ACTIVE');
    expect(await stand.holderOf(accountId)).toBe('MANAGED');
  });

  test.each(WAYS)('may be left in nobody’s hands, confirmed by the serial: %s', async (way) => {
    const { keyId, accountId, serial } = await managed();
    const passwords = 'LEAVE_WITHOUT_PASSWORD';
    for (const confirmSerial of [null, 'HK-0']) {
      await expect(stand.retire(keyId, { trigger: way, passwords, confirmSerial })).rejects.toMatchObject({
        code: 'CONFIRMATION_MISMATCH',
      });
    }
    await stand.retire(keyId, { trigger: way, passwords, confirmSerial: ` ${serial.toLowerCase()}` });
    expect(await stand.holderOf(accountId)).toBe('NO_ONE_HAS_IT');
    const last = (await auditOf(stand.pool, keyId)).at(-1);
    expect(last).toMatchObject({ outcome: 'DONE', details: { passwords, accounts: 1 } });
  });

  test.each(WAYS)('may wait for a replacement, which is assigned at once: %s', async (way) => {
    const { keyId, ownerId, accountId, serial } = await managed();
    const replacementKeyId = await stand.importKey();
    const choice = { passwords: 'REPLACEMENT', replacementKeyId, confirmSerial: serial } as const;
    await stand.retire(keyId, { trigger: way, ...choice });
    expect(await stand.holderOf(accountId)).toBe('NO_ONE_HAS_IT');
    expect(await stand.row(replacementKeyId)).toMatchObject({ status: 'RESERVED', owner_id: ownerId });
    expect(await stand.activations(replacementKeyId)).toEqual(['PENDING sealed']);
  });

  test('stays where it is when the replacement is refused', async () => {
    const { keyId, accountId } = await managed();
    const { keyId: taken } = await stand.reservedKey();
    const choice = { passwords: 'REPLACEMENT', replacementKeyId: taken } as const;
    await expect(stand.retire(keyId, choice)).rejects.toMatchObject({ code: 'KEY_TRANSITION_REFUSED' });
    for (const replacementKeyId of [null, keyId]) {
      await expect(stand.retire(keyId, { ...choice, replacementKeyId })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        inputPath: ['input', 'replacementKeyId'],
      });
    }
    expect((await stand.row(keyId)).status).toBe('ACTIVE');
    expect(await stand.holderOf(accountId)).toBe('MANAGED');
  });

  test('is nothing where no account is managed, and nothing has to be said', async () => {
    const { keyId, ownerId } = await stand.activeKey();
    const accountId = await stand.addAccount(ownerId, 'AWAITING_KEY');
    await stand.retire(keyId);
    expect(await stand.holderOf(accountId)).toBe('AWAITING_KEY');
  });
});

describe('a compromised key', () => {
  test('is final, confirmed by its serial, and nothing is delivered to it any more', async () => {
    const { keyId, ownerId } = await stand.activeKey(false);
    await stand.pool.query(`update key_task set state = 'DELIVERED' where key_id = $1`, [keyId]);
    const report = { trigger: 'MARK_COMPROMISED' } as const;
    await expect(stand.retire(keyId, report)).rejects.toMatchObject({ code: 'CONFIRMATION_MISMATCH' });
    const { rows } = await stand.pool.query('select serial from key where id = $1', [keyId]);
    await stand.retire(keyId, { ...report, confirmSerial: rows[0].serial });
    expect(await stand.row(keyId)).toMatchObject({
      status: 'COMPROMISED',
      reason: 'LOST_OR_STOLEN',
      owner_id: ownerId,
      compromised_at: expect.any(Date),
    });
    expect((await stand.row(keyId)).confirmed_status).not.toBe('COMPROMISED');
    expect(await stand.tasks(keyId)).toEqual(['LINK CANCELLED']);
    await expect(stand.retire(keyId)).rejects.toMatchObject({ code: 'KEY_TRANSITION_REFUSED' });
    await expect(stand.keys.unlock(TEST_ACTOR, keyId)).rejects.toMatchObject({
      code: 'KEY_TRANSITION_REFUSED',
    });
    // It does not count: its owner may have another.
    await stand.keys.assign(TEST_ACTOR, { keyId: await stand.importKey(), employeeId: ownerId });
  });
});
