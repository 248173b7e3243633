import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';
import {
  finishAll,
  finishChange,
  managedPerson,
  retireKeyOf,
} from '../../../testing/passwords/retirements.js';
import { TEST_ACTOR } from '../../../testing/stored-people.js';
import { idleWorkflows } from '../../../testing/waiting-run.js';
import { handBackPassword } from '../hand-back.js';

let stand: ChangeStand;

beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterEach(() => stand.reset());
afterAll(() => stand.close());

const TYPED = 'Temporary-1-for-them';

function directoryState({ guid }: Person, controller = stand.domain.passwords.pdcEmulator) {
  return stand.domain.passwords.stateOf(controller, guid);
}

function handBack({ accountId }: Person, temporaryPassword = TYPED): Promise<string> {
  const { pool, copies } = stand.parts;
  const parts = { pool, copies, workflows: idleWorkflows };
  return handBackPassword(parts, TEST_ACTOR, { accountId, temporaryPassword });
}

describe('the last look at a password that nobody is to have', () => {
  test('sees nothing where every reset leaves 0 behind: both are made once more, behind everything', async () => {
    const person = await managedPerson(stand);
    const lost = stand.inDirectory(person);
    stand.domain.passwords.mayUnexpire = false;
    const [changeId = ''] = await retireKeyOf(stand, person);
    await stand.advance(changeId);
    expect(directoryState(person).lastSet).toBe(0n);
    // What a stopped worker sends then leaves 0 behind as well.
    stand.domain.passwords.setPassword(person.guid, lost);
    const { pdcEmulator } = stand.domain.passwords;
    stand.domain.passwords.write(pdcEmulator, person.guid, { lastSet: 0n });
    expect(await finishChange(stand, changeId)).toMatchObject({ stage: 'COMPLETED', resets: 4 });
    const { password, earlier } = directoryState(person);
    expect([password, earlier[0]]).not.toContain(lost);
  });

  test('is had on another controller where the one that was written to is gone', async () => {
    const person = await managedPerson(stand);
    const lost = stand.inDirectory(person);
    const { passwords } = stand.domain;
    const other = passwords.addController();
    const [changeId = ''] = await retireKeyOf(stand, person);
    await stand.advance(changeId);
    // It has told nobody: to all others the lost password is still the right one.
    expect(directoryState(person, other).password).toBe(lost);
    passwords.pdcEmulator.isUp = false;
    const change = await finishChange(stand, changeId);
    expect(change).toMatchObject({ stage: 'COMPLETED', controllerInvocationId: other.invocationId });
    const { password, earlier } = directoryState(person, other);
    expect([password, earlier[0]]).not.toContain(lost);
  });
});

describe('a lost key', () => {
  test('has a password replaced that nobody could say whether the directory took', async () => {
    const person = await managedPerson(stand);
    await stand.pool.query(
      `update password_change set stage = 'NEEDS_ATTENTION', sent_at = now() where account_id = $1`,
      [person.accountId],
    );
    await stand.pool.query(`update domain_account set password_holder = 'NO_ONE_HAS_IT' where id = $1`, [
      person.accountId,
    ]);
    const lost = stand.inDirectory(person);
    const begun = await retireKeyOf(stand, person);
    expect(await finishAll(stand, begun)).toEqual(['COMPROMISE COMPLETED']);
    expect(stand.inDirectory(person)).not.toBe(lost);
  });

  test.each([
    ['requires a smart card', { userAccountControl: 0x4_0200 }],
    ['is built in', { rid: 500 }],
  ] as const)('leaves an account alone that %s', async (_why, values) => {
    const person = await managedPerson(stand);
    const before = directoryState(person);
    stand.domain.changePerson(person.guid, values);
    const [changeId = ''] = await retireKeyOf(stand, person);
    expect(await finishChange(stand, changeId)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'ACCOUNT_NEVER_MANAGED',
      resets: 0,
    });
    expect(directoryState(person)).toEqual(before);
  });

  test('asks for somebody where its owner is protected from the bind account', async () => {
    const person = await managedPerson(stand);
    const before = directoryState(person);
    stand.domain.passwords.protectedPeople.add(person.guid);
    const [changeId = ''] = await retireKeyOf(stand, person);
    const change = await finishChange(stand, changeId);
    expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', resets: 0 });
    expect(change.lastError).toBeTruthy();
    expect(directoryState(person).password).toBe(before.password);
  });

  test('is told to its owner by mail, once', async () => {
    const person = await managedPerson(stand);
    const [changeId = ''] = await retireKeyOf(stand, person);
    await finishChange(stand, changeId);
    await stand.advance(changeId);
    const { rows } = await stand.pool.query(`select 1 from mail where cause = $1`, [
      `password-changed/${changeId}`,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe('a password that is handed back while the key stays', () => {
  test('is forgotten by the key, and is nobody’s to change', async () => {
    const person = await managedPerson(stand);
    const change = await finishChange(stand, await handBack(person));
    expect(change).toMatchObject({ stage: 'COMPLETED', lastErrorCode: null });
    expect(directoryState(person)).toMatchObject({ password: TYPED, lastSet: 0n });
    expect(await stand.holderOf(person)).toBe('UNMANAGED');
    expect((await stand.tasks(person)).at(-1)).toBe('FORGET_ACCOUNT PENDING');
    await stand.deliver(person);
    expect(Object.values(await stand.slots(person)).filter((slot) => slot !== null)).toEqual([]);
  });

  test('stays with the key where the policy refuses it', async () => {
    const person = await managedPerson(stand);
    const before = stand.inDirectory(person);
    const change = await finishChange(stand, await handBack(person, 'Tiny-1'));
    expect(change).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_POLICY_REFUSED' });
    expect(change.lastError).not.toContain('Tiny-1');
    expect(stand.inDirectory(person)).toBe(before);
    expect(await stand.holderOf(person)).toBe('MANAGED');
    await stand.assertNobodyIsLockedOut(person);
  });

  test('is begun with what was typed last where it was typed twice', async () => {
    const person = await managedPerson(stand);
    const first = await handBack(person, 'Temporary-0-for-them');
    expect(await handBack(person)).toBe(first);
    expect((await finishChange(stand, first)).stage).toBe('COMPLETED');
    expect(stand.inDirectory(person)).toBe(TYPED);
  });

  test('is refused for who knows the password anyway', async () => {
    for (const holder of ['UNMANAGED', 'AWAITING_KEY'] as const) {
      const person = await stand.addPerson(holder);
      await expect(handBack(person)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    }
  });

  test('says in words that somebody has to type it again when it was begun and could not be ended', async () => {
    const person = await managedPerson(stand);
    stand.once('resetPassword', 'AFTER', () => {
      throw new Error('the connection broke');
    });
    const changeId = await handBack(person);
    await stand.advance(changeId);
    await stand.loseCopy(changeId);
    const change = await finishChange(stand, changeId);
    expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', lastErrorCode: 'PASSWORD_COPY_OVER' });
    expect(change.attention).toContain('again');
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
    expect((await finishChange(stand, await handBack(person))).stage).toBe('COMPLETED');
    expect(stand.inDirectory(person)).toBe(TYPED);
  });
});
