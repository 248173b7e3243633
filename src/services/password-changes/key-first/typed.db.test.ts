import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { personWithKeyAway, wantAsAdministrator } from '../../../testing/passwords/administrators-changes.js';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';

const TYPED = 'Kx7-typed-for-somebody';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const typedFor = (person: Person, typed: string): Promise<string> =>
  wantAsAdministrator(stand, person, { order: 'KEY_FIRST', typed });

async function connected(): Promise<Person> {
  const person = await personWithKeyAway(stand);
  await stand.connect(person);
  return person;
}

describe('what an administrator typed, with the key connected', () => {
  test('goes to the key first, and nobody is locked out on the way', async () => {
    const person = await connected();
    const id = await typedFor(person, TYPED);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', generations: 1 });
    expect((await stand.slots(person)).active).toBe(TYPED);
    expect(await stand.hasCopy(id)).toBe(false);
  });

  test('is refused by the policy in words, without the directory being asked or the key being told', async () => {
    const person = await connected();
    const old = stand.inDirectory(person);
    const before = await stand.tasks(person);
    const { samAccountName } = stand.domain.people.get(person.guid)!;
    for (const [typed, words] of [
      ['Ab1!', 'too short'],
      ['nothingbutletters', 'too few kinds'],
      [`Ab1!-${samAccountName}`, 'name'],
    ] as const) {
      const failed = await stand.runToEnd(person, await typedFor(person, typed));
      expect(failed).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_POLICY_REFUSED' });
      expect(failed.lastError).toContain(words);
      expect(failed.lastError).not.toContain(typed);
    }
    expect([stand.inDirectory(person), await stand.tasks(person)]).toEqual([old, before]);
  });

  test('is taken off the key again where the directory refuses it all the same', async () => {
    const person = await connected();
    const old = stand.inDirectory(person);
    const { passwords } = stand.domain;
    passwords.onStep = ({ call, at }) => {
      if (call === 'resetPassword')
        passwords.policy = { ...passwords.policy!, minLength: at === 'BEFORE' ? 40 : 7 };
    };
    const failed = await stand.runToEnd(person, await typedFor(person, TYPED));
    expect(failed).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'PASSWORD_POLICY_REFUSED',
      generations: 1,
    });
    await stand.deliver(person);
    expect(await stand.slots(person)).toMatchObject({ active: old, pending: undefined });
    expect(stand.inDirectory(person)).toBe(old);
  });

  test('has to be typed again once it is not kept any more', async () => {
    const person = await personWithKeyAway(stand);
    const id = await typedFor(person, TYPED);
    expect(await stand.advance(id)).toMatchObject({ state: 'WAITING_FOR_KEY' });
    await stand.loseCopy(id);
    expect(await stand.advance(id)).toMatchObject({ state: 'ENDED' });
    const failed = await stand.change(id);
    expect(failed).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_COPY_OVER' });
    expect(failed.lastError).toContain('Type it again');
  });
});
