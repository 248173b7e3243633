import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BindProof, LogOnRestriction } from '../../../directory/password-directory.js';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';
import { withProofs } from '../../../testing/passwords/scripted-proofs.js';
import { AppError } from '../../../errors.js';
import type { StoredChange } from '../rows/stored-change.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

/** A change whose binds show this, up to where it waits for nothing but time. */
async function changeWithProofs(person: Person, proofs: readonly BindProof[]): Promise<StoredChange> {
  const id = await stand.want(person);
  await stand.advance(id);
  await stand.deliver(person);
  const passwords = withProofs(stand.directory.passwords, proofs);
  for (let turns = 0; turns < 6; turns += 1) {
    const { state } = await stand.advance(id, { passwords });
    if (state === 'ENDED') break;
    await stand.deliver(person);
    await stand.makeDue(id);
  }
  return stand.change(id);
}

const RESTRICTIONS: readonly (readonly [LogOnRestriction, string])[] = [
  ['LOG_ON_HOURS', '530'],
  ['WORKSTATION', '531'],
  ['PASSWORD_EXPIRED', '532'],
  ['DISABLED', '533'],
  ['ACCOUNT_EXPIRED', '701'],
  ['MUST_CHANGE', '773'],
];

describe('a bind that is refused', () => {
  test.each(RESTRICTIONS)(
    'for %s (%s) proves the password: it is put to use, and somebody is asked',
    async (restriction, code) => {
      const person = await stand.addPerson();
      const change = await changeWithProofs(person, [{ outcome: 'PROVED_BUT_RESTRICTED', restriction }]);
      expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', lastErrorCode: null });
      expect(change.attention).toContain(code);
      expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
      expect(await stand.holderOf(person)).toBe('MANAGED');
      expect(await stand.hasCopy(change.id)).toBe(false);
    },
  );

  test('as wrong has the same password set once more, and that one counts', async () => {
    const person = await stand.addPerson();
    const change = await changeWithProofs(person, [{ outcome: 'WRONG' }]);
    expect(change).toMatchObject({ stage: 'COMPLETED', resets: 2, generations: 1, attempts: 1 });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('as wrong leaves nothing to go by but what the controller shows of the next reset', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    const { pending } = await stand.slots(person);
    // Somebody else sets a password right after ours was taken.
    stand.once('resetPassword', 'AFTER', () => stand.domain.passwords.setPassword(person.guid, OLD_PASSWORD));
    expect(await stand.advance(id)).toMatchObject({ state: 'AGAIN' });
    expect(await stand.change(id)).toMatchObject({ intent: 'RESET', lastErrorCode: 'PASSWORD_NOT_PROVED' });
    await stand.loseCopy(id);
    await stand.makeDue(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'WAITING_FOR_KEY', generations: 2 });
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
    expect(stand.inDirectory(person)).not.toBe(pending);
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('as wrong twice asks for somebody, and leaves the password on the key', async () => {
    const person = await stand.addPerson();
    const change = await changeWithProofs(person, [{ outcome: 'WRONG' }, { outcome: 'WRONG' }]);
    expect(change).toMatchObject({
      stage: 'NEEDS_ATTENTION',
      lastErrorCode: 'PASSWORD_NOT_PROVED',
      resets: 2,
    });
    expect(change.attention).toContain('who else sets passwords');
    const { active, pending } = await stand.slots(person);
    expect([active, pending]).toEqual([undefined, stand.inDirectory(person)]);
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
    expect(await stand.tasks(person)).toEqual(['WRITE_PENDING ACKNOWLEDGED']);
  });

  test('because this kind of log-on is not allowed leaves it to what the controller said and shows', async () => {
    const person = await stand.addPerson();
    const change = await changeWithProofs(person, [{ outcome: 'LOG_ON_TYPE_REFUSED' }]);
    expect(change).toMatchObject({ stage: 'COMPLETED', resets: 1 });
  });

  test('by nobody, since no answer came, is made again and nothing else is', async () => {
    const person = await stand.addPerson();
    const failure = new AppError('DIRECTORY_TIMEOUT', 'No answer.');
    const change = await changeWithProofs(person, [{ outcome: 'UNANSWERED', failure }]);
    expect(change).toMatchObject({ stage: 'COMPLETED', resets: 1, attempts: 1, lastErrorCode: null });
  });
});

describe('an account that is locked', () => {
  test('gets its password, is not unlocked, and the change says until when it is locked', async () => {
    const person = await stand.addPerson();
    const { passwords } = stand.domain;
    passwords.write(passwords.pdcEmulator, person.guid, { lockedAt: new Date() });
    const change = await stand.runToEnd(person, await stand.want(person));
    expect(change).toMatchObject({ stage: 'COMPLETED', attention: null });
    const minutes = (change.lockedUntil!.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(28);
    expect(minutes).toBeLessThan(31);
    expect(passwords.stateOf(passwords.pdcEmulator, person.guid).lockedAt).not.toBeNull();
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('until somebody unlocks it needs attention', async () => {
    const person = await stand.addPerson();
    const { passwords } = stand.domain;
    passwords.policy = { ...passwords.policy!, lockoutDuration: 'never' };
    passwords.write(passwords.pdcEmulator, person.guid, { lockedAt: new Date() });
    const change = await stand.runToEnd(person, await stand.want(person));
    expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', lockedUntil: null });
    expect(change.attention).toContain('unlocks it');
    expect(await stand.holderOf(person)).toBe('MANAGED');
  });
});

describe('pwdLastSet of 0 after a reset', () => {
  /** A right that lacks after one write, and is there again. */
  function leaveZero(person: Person): void {
    const { passwords } = stand.domain;
    stand.once('resetPassword', 'AFTER', ({ controller }) =>
      passwords.write(controller, person.guid, { lastSet: 0n }),
    );
  }

  test('is set to now once, where that may be done, and nobody notices', async () => {
    const person = await stand.addPerson();
    leaveZero(person);
    const change = await stand.runToEnd(person, await stand.want(person));
    expect(change).toMatchObject({ stage: 'COMPLETED', attention: null });
    expect(change.ticksAfter).toBeGreaterThan(1n);
    const { passwords } = stand.domain;
    expect(passwords.stateOf(passwords.pdcEmulator, person.guid).lastSet).toBe(change.ticksAfter);
  });

  test('that cannot be taken back needs attention, and the domain’s other people are spared the same', async () => {
    const [person, next] = [await stand.addPerson(), await stand.addPerson()];
    stand.domain.passwords.mayUnexpire = false;
    await stand.pool.query(
      `insert into app_user (email, email_key, display_name, role)
       values ('ada@north.example', 'ada@north.example', 'Ada', 'ADMINISTRATOR')`,
    );
    const change = await stand.runToEnd(person, await stand.want(person));
    expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', ticksAfter: 0n });
    expect(change.attention).toContain('Unexpire password');
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
    const id = await stand.want(next);
    expect(await stand.runToEnd(next, id)).toMatchObject({
      stage: 'WAITING_FOR_KEY',
      lastErrorCode: 'PASSWORDS_PAUSED',
      generations: 0,
    });
    const { rows } = await stand.pool.query(
      `select count(*)::int as count from audit_event where action = 'domain.pause-passwords'`,
    );
    expect(rows).toEqual([{ count: 1 }]);
    const { rows: mails } = await stand.pool.query(
      `select recipient, parameters ->> 'reason' as reason from mail where template = 'passwords-paused'`,
    );
    expect(mails).toEqual([{ recipient: 'ada@north.example', reason: change.attention }]);
    await stand.pool.query(`update domain set passwords_paused_at = null`);
    stand.domain.passwords.mayUnexpire = true;
    expect(await stand.runToEnd(next, id)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('keeps a password that the key has already out of the directory while the domain is paused', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    await stand.pool.query(`update domain set passwords_paused_at = now()`);
    const before = stand.inDirectory(person);
    expect(await stand.advance(id)).toMatchObject({ state: 'WAITING_FOR_KEY' });
    expect(stand.inDirectory(person)).toBe(before);
    await stand.pool.query(`update domain set passwords_paused_at = null`);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });
});
