import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';
import { finishChange, managedPerson, retireKeyOf } from '../../../testing/passwords/retirements.js';
import type { Retirement } from '../../keys/retire-key.js';

let stand: ChangeStand;

beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterEach(() => stand.reset());
afterAll(() => stand.close());

const managed = (): Promise<Person> => managedPerson(stand);
const retire = (person: Person, wanted?: Partial<Retirement>) => retireKeyOf(stand, person, wanted);
const finish = (changeId: string) => finishChange(stand, changeId);

const DISABLED = 0x2;

function controlOf({ guid }: Person): number {
  return stand.domain.people.get(guid)?.userAccountControl ?? 0;
}

function directoryState({ guid }: Person) {
  return stand.domain.passwords.stateOf(stand.domain.passwords.pdcEmulator, guid);
}

describe('a key that is reported lost', () => {
  test('has its passwords replaced twice, and nobody has them', async () => {
    const person = await managed();
    const lost = stand.inDirectory(person);
    const [changeId] = await retire(person);
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
    const change = await finish(changeId!);
    expect(change).toMatchObject({ kind: 'COMPROMISE', stage: 'COMPLETED', resets: 2 });
    const [previous, before] = directoryState(person).earlier;
    // What a directory takes for an hour after a change is the previous one: that is not the lost one.
    expect(before).toBe(lost);
    expect(new Set([stand.inDirectory(person), previous, lost, OLD_PASSWORD]).size).toBe(4);
    expect(await stand.hasCopy(changeId!)).toBe(false);
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('takes the claim in the same transaction, and whoever has it is overtaken', async () => {
    const person = await stand.addPerson();
    const activation = await stand.want(person);
    // The directory's answer is lost, so it may have the password: the activation cannot be cancelled any more.
    stand.once('resetPassword', 'AFTER', () => {
      throw new Error('the connection broke');
    });
    await stand.advance(activation);
    await stand.deliver(person);
    await stand.advance(activation);
    expect((await stand.change(activation)).sentAt).not.toBeNull();
    const [compromise] = await retire(person);
    expect(await stand.change(activation)).toMatchObject({
      stage: 'CANCELLED',
      holdsClaim: false,
      lastErrorCode: 'CHANGE_SUPERSEDED',
    });
    expect(await stand.change(compromise!)).toMatchObject({ holdsClaim: true });
    expect(await stand.hasCopy(activation)).toBe(false);
    expect((await finish(compromise!)).stage).toBe('COMPLETED');
  });

  test('leaves an account alone whose password was never on it', async () => {
    const person = await stand.addPerson();
    const activation = await stand.want(person);
    await stand.advance(activation);
    expect(await retire(person)).toEqual([]);
    expect(await stand.advance(activation)).toMatchObject({ state: 'ENDED' });
    expect(await stand.change(activation)).toMatchObject({ stage: 'CANCELLED', lastErrorCode: 'KEY_GONE' });
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
    expect(await stand.holderOf(person)).toBe('AWAITING_KEY');
  });

  test('is not done before everything that was under way can have arrived', async () => {
    const [changeId] = await retire(await managed());
    const outcome = await stand.advance(changeId!);
    expect(outcome).toMatchObject({ state: 'AGAIN' });
    expect(outcome.state === 'AGAIN' && outcome.afterMilliseconds).toBeGreaterThan(10_000);
    expect(await stand.change(changeId!)).toMatchObject({ stage: 'VERIFIED', intent: 'LOOK_AGAIN' });
  });

  test('is reset again where somebody has written after all', async () => {
    const person = await managed();
    const lost = stand.inDirectory(person);
    const [changeId] = await retire(person);
    await stand.advance(changeId!);
    // A worker that was stopped before wakes up and sends what the key has.
    stand.domain.passwords.setPassword(person.guid, lost);
    const change = await finish(changeId!);
    expect(change).toMatchObject({ stage: 'COMPLETED', resets: 4 });
    const { password, earlier } = directoryState(person);
    expect([password, earlier[0]]).not.toContain(lost);
  });

  test('begins with two new passwords where it was interrupted between them', async () => {
    const person = await managed();
    const lost = stand.inDirectory(person);
    const [changeId] = await retire(person);
    let resets = 0;
    stand.onCheckpoint = (point) => {
      if (point === 'reset.before') resets += 1;
      if (point === 'reset.after' && resets === 1) {
        resets += 1;
        throw new Error('the worker died');
      }
    };
    await expect(stand.advance(changeId!)).rejects.toThrow('the worker died');
    const change = await finish(changeId!);
    expect(change.stage).toBe('COMPLETED');
    const { password, earlier } = directoryState(person);
    expect([password, earlier[0]]).not.toContain(lost);
  });

  test('is told to nobody else when it is reported by two at once', async () => {
    const person = await managed();
    const both = await Promise.allSettled([retire(person), retire(person)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('disables the account in the directory where that is wanted', async () => {
    const person = await managed();
    const [changeId] = await retire(person, { disablesAccounts: true });
    expect(await finish(changeId!)).toMatchObject({ stage: 'COMPLETED', disablesAccount: true });
    expect(controlOf(person) & DISABLED).toBe(DISABLED);
  });

  test('has its password replaced though the account is disabled: it must not come back', async () => {
    const person = await managed();
    const lost = stand.inDirectory(person);
    stand.domain.changePerson(person.guid, { userAccountControl: controlOf(person) | DISABLED });
    const [changeId] = await retire(person);
    expect((await finish(changeId!)).stage).toBe('COMPLETED');
    expect(stand.inDirectory(person)).not.toBe(lost);
  });

  test('asks for somebody where the right is missing, in words', async () => {
    const person = await managed();
    stand.domain.passwords.mayReset = false;
    const [changeId] = await retire(person);
    const change = await finish(changeId!);
    expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', resets: 0 });
    expect(change.lastErrorCode).not.toBeNull();
    expect(change.attention).toContain('lost key');
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('is tried for as long as the directory cannot be reached', async () => {
    const person = await managed();
    const { pdcEmulator } = stand.domain.passwords;
    const [changeId] = await retire(person);
    pdcEmulator.isUp = false;
    for (let turns = 0; turns < 3; turns += 1) {
      expect((await stand.advance(changeId!)).state).toBe('AGAIN');
      await stand.makeDue(changeId!);
    }
    const waiting = await stand.change(changeId!);
    expect(waiting).toMatchObject({ endedAt: null, attempts: 3 });
    expect(waiting.lastError).not.toBeNull();
    pdcEmulator.isUp = true;
    expect((await finish(changeId!)).stage).toBe('COMPLETED');
  });

  test('is asked for a longer password where the policy wants one that cannot be read', async () => {
    const person = await managed();
    stand.domain.passwords.fineGrained.set(person.guid, 'UNREADABLE');
    const [changeId] = await retire(person);
    const change = await finish(changeId!);
    expect(change.stage).toBe('COMPLETED');
    expect(stand.inDirectory(person).length).toBeGreaterThanOrEqual(30);
  });
});

describe('a password that is handed back', () => {
  const TYPED = 'Temporary-1-for-them';

  async function handBack(person: Person, typed = TYPED): Promise<readonly string[]> {
    return retire(person, { trigger: 'WITHDRAW', passwords: 'HAND_BACK', temporaryPassword: typed });
  }

  test('is in the directory, must be changed, and Latchkey changes it no more', async () => {
    const person = await managed();
    const lost = stand.inDirectory(person);
    const [changeId] = await handBack(person);
    expect(await finish(changeId!)).toMatchObject({ kind: 'HAND_BACK', stage: 'COMPLETED' });
    const { password, earlier, lastSet } = directoryState(person);
    expect([password, lastSet]).toEqual([TYPED, 0n]);
    expect(earlier[0]).not.toBe(lost);
    expect(await stand.holderOf(person)).toBe('UNMANAGED');
    expect(await stand.hasCopy(changeId!)).toBe(false);
  });

  test('comes after the replacement where the key was lost', async () => {
    const person = await managed();
    const [compromise, handed] = await retire(person, { passwords: 'HAND_BACK', temporaryPassword: TYPED });
    expect((await stand.advance(handed!)).state).toBe('WAITING_FOR_CLAIM');
    expect((await finish(compromise!)).stage).toBe('COMPLETED');
    expect((await finish(handed!)).stage).toBe('COMPLETED');
    expect(stand.inDirectory(person)).toBe(TYPED);
    expect(await stand.holderOf(person)).toBe('UNMANAGED');
  });

  test('changes nothing where the policy refuses it', async () => {
    const person = await managed();
    const before = stand.inDirectory(person);
    const [changeId] = await handBack(person, 'short');
    expect(await finish(changeId!)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'PASSWORD_POLICY_REFUSED',
    });
    expect(stand.inDirectory(person)).toBe(before);
    expect(await stand.hasCopy(changeId!)).toBe(false);
  });

  test('changes nothing where a policy refuses it that cannot be read', async () => {
    const person = await managed();
    const before = stand.inDirectory(person);
    stand.domain.passwords.fineGrained.set(person.guid, 'UNREADABLE');
    const [changeId] = await handBack(person);
    expect(await finish(changeId!)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'PASSWORD_POLICY_REFUSED',
    });
    expect(stand.inDirectory(person)).toBe(before);
  });

  test('has to be typed again once its time is over', async () => {
    const person = await managed();
    const [changeId] = await handBack(person);
    await stand.loseCopy(changeId!);
    expect(await finish(changeId!)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_COPY_OVER' });
  });

  test('is told apart from one that the owner could not be made to change', async () => {
    const person = await managed();
    stand.once('writePwdLastSet', 'BEFORE', () => {
      stand.domain.passwords.outOfReach.add(person.guid);
    });
    const [changeId] = await handBack(person);
    const change = await finish(changeId!);
    expect(change.stage).toBe('NEEDS_ATTENTION');
    expect(change.attention).toContain('not made to change it');
    stand.domain.passwords.outOfReach.delete(person.guid);
    expect(stand.inDirectory(person)).toBe(TYPED);
  });

  test.each(['', 'with\0nul', 'x'.repeat(300)])(
    'is refused at once where no directory takes it',
    async (typed) => {
      const person = await managed();
      await expect(handBack(person, typed)).rejects.toMatchObject({ code: 'BAD_INPUT' });
      expect(await stand.holderOf(person)).toBe('MANAGED');
    },
  );
});
