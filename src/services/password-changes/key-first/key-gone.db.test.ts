import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const lost = (): never => {
  throw new Error('the line was cut');
};

/** A change up to where the next turn of a worker begins with this. */
async function upTo(
  stage: 'QUEUED' | 'ON_ITS_WAY' | 'ON_KEY' | 'VERIFIED' | 'IN_USE',
  person: Person,
): Promise<string> {
  const id = await stand.want(person);
  const turns = ['QUEUED', 'ON_ITS_WAY', 'ON_KEY', 'VERIFIED', 'IN_USE'].indexOf(stage);
  for (let turn = 1; turn <= turns; turn += 1) {
    if (turn % 2 === 1) await stand.advance(id);
    else await stand.deliver(person);
  }
  return id;
}

describe('a key that is withdrawn', () => {
  test.each(['QUEUED', 'ON_ITS_WAY', 'ON_KEY'] as const)(
    'while its change is %s ends it, and the old password stays',
    async (stage) => {
      const person = await stand.addPerson();
      const id = await upTo(stage, person);
      await stand.withdraw(person);
      expect(await stand.advance(id)).toEqual({ state: 'ENDED', wake: [] });
      expect(await stand.change(id)).toMatchObject({ stage: 'CANCELLED', lastErrorCode: 'KEY_GONE' });
      expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
      expect(await stand.holderOf(person)).toBe('AWAITING_KEY');
      expect(await stand.hasCopy(id)).toBe(false);
    },
  );

  test.each(['VERIFIED', 'IN_USE'] as const)(
    'while its change is %s leaves nobody with the password, and says so',
    async (stage) => {
      const person = await stand.addPerson();
      const id = await upTo(stage, person);
      await stand.withdraw(person);
      await stand.advance(id);
      expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'KEY_GONE' });
      expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
    },
  );

  test('in doubt is settled by what the controller shows: the new password is in nobody’s hands', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_KEY', person);
    stand.once('resetPassword', 'AFTER', lost);
    await stand.advance(id);
    await stand.withdraw(person);
    await stand.makeDue(id);
    expect(await stand.advance(id)).toEqual({ state: 'ENDED', wake: [] });
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'KEY_GONE' });
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('in doubt is settled by what the controller shows: the old one is still valid', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_KEY', person);
    stand.domain.passwords.mayReset = false;
    stand.once('resetPassword', 'AFTER', lost);
    await stand.advance(id);
    await stand.withdraw(person);
    await stand.pool.query(`update password_change set next_attempt_at = null where id = $1`, [id]);
    // It might still be under way.
    const early = await stand.advance(id);
    expect(early.state === 'AGAIN' && early.afterMilliseconds).toBeGreaterThan(10_000);
    await stand.makeDue(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'CANCELLED', lastErrorCode: 'KEY_GONE' });
    expect(await stand.holderOf(person)).toBe('AWAITING_KEY');
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });

  test('in doubt does not wait for ever for a controller that is gone as well', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_KEY', person);
    stand.once('resetPassword', 'AFTER', lost);
    await stand.advance(id);
    await stand.withdraw(person);
    stand.domain.passwords.pdcEmulator.isUp = false;
    await stand.makeDue(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'KEY_GONE' });
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('lets a change for the key in its place go on', async () => {
    const person = await stand.addPerson();
    const id = await upTo('VERIFIED', person);
    const next = await stand.want(person);
    await stand.withdraw(person);
    expect(await stand.advance(id)).toEqual({ state: 'ENDED', wake: [next] });
  });
});

describe('a key that is suspended', () => {
  const suspend = ({ keyId }: Person, status = 'SUSPENDED'): Promise<unknown> =>
    stand.pool.query(`update key set status = $2 where id = $1`, [keyId, status]);

  test('before anything was sent keeps its password out of the directory', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_KEY', person);
    await suspend(person);
    expect(await stand.advance(id)).toMatchObject({ state: 'WAITING_FOR_KEY' });
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
    await suspend(person, 'ACTIVE');
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('after the directory took the password is told to use it all the same', async () => {
    const person = await stand.addPerson();
    const id = await upTo('VERIFIED', person);
    await suspend(person);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('and whose task was cancelled is written to again once it is active', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_ITS_WAY', person);
    await stand.pool.query(`update key_task set state = 'CANCELLED', sealed = null where change_id = $1`, [
      id,
    ]);
    await suspend(person);
    expect(await stand.advance(id)).toMatchObject({ state: 'WAITING_FOR_KEY' });
    await suspend(person, 'ACTIVE');
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', generations: 1 });
  });
});

describe('a key that was reset by hand', () => {
  test('after it took the password never has it set in the directory', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_KEY', person);
    await person.key.reset();
    await stand.pool.query(`update key set linked_at = null where id = $1`, [person.keyId]);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'CANCELLED', lastErrorCode: 'KEY_GONE' });
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });

  test('before it was told to use the password says so, and nobody has it', async () => {
    const person = await stand.addPerson();
    const id = await upTo('VERIFIED', person);
    await person.key.reset();
    await stand.deliver(person);
    expect(await stand.change(id)).toMatchObject({ stage: 'NEEDS_ATTENTION', lastErrorCode: 'KEY_REFUSED' });
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('and takes no password ends the change', async () => {
    const person = await stand.addPerson();
    const id = await upTo('ON_ITS_WAY', person);
    await person.key.reset();
    await stand.deliver(person);
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'KEY_REFUSED' });
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });
});

describe('a change waits for its key', () => {
  test.each<[string, string, (person: Person) => Promise<unknown>]>([
    ['which is not connected', 'KEY_NOT_CONNECTED', (person) => stand.disconnect(person)],
    [
      'which is suspended',
      'KEY_NOT_CONNECTED',
      ({ keyId }) => stand.pool.query(`update key set status = 'SUSPENDED' where id = $1`, [keyId]),
    ],
    [
      'which is not linked',
      'KEY_NOT_CONNECTED',
      ({ keyId }) => stand.pool.query(`update key set linked_at = null where id = $1`, [keyId]),
    ],
    [
      'while the alarm stands',
      'ALARM_RAISED',
      () => stand.pool.query(`insert into alarm (raised_by, reason) values ('test', 'test')`),
    ],
    [
      'at a workstation of another domain',
      'WORKSTATION_NOT_JOINED',
      async (person) => {
        await stand.disconnect(person);
        await stand.connect(person, 'south.example');
      },
    ],
  ])('%s, and says so once', async (_what, code, act) => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await act(person);
    expect(await stand.advance(id)).toEqual({ state: 'WAITING_FOR_KEY', wake: [] });
    const first = await stand.change(id);
    expect(first).toMatchObject({
      stage: 'WAITING_FOR_KEY',
      lastErrorCode: code,
      generations: 0,
      holdsClaim: false,
    });
    await stand.advance(id);
    expect((await stand.change(id)).revision).toBe(first.revision);
    expect(stand.directory.passwords.openSessions).toBe(0);
    await stand.connect(person);
  });

  test('until it is at a workstation of a domain that trusts the account’s', async () => {
    const person = await stand.addPerson();
    await stand.disconnect(person);
    await stand.connect(person, 'South.example');
    await stand.pool.query(`update domain set trusted_by = '{south.example}' where id = $1`, [
      stand.domainId,
    ]);
    expect(await stand.runToEnd(person, await stand.want(person))).toMatchObject({ stage: 'COMPLETED' });
    await stand.connect(person);
  });
});
