import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';
import { addStoredDomain } from '../../../testing/stored-people.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const change = (person: Person, values: object) => () => void stand.domain.changePerson(person.guid, values);

describe('an account that is not touched', () => {
  test.each<[string, string, (person: Person) => void | Promise<void>]>([
    ['is gone', 'ACCOUNT_GONE', (person) => stand.domain.remove(person.guid)],
    ['is hidden', 'ACCOUNT_GONE', (person) => stand.domain.hide(person.guid)],
    ['is disabled', 'ACCOUNT_DISABLED', (person) => change(person, { userAccountControl: 0x202 })()],
    ['has expired', 'ACCOUNT_EXPIRED', (person) => change(person, { accountExpires: new Date(1e12) })()],
    [
      'requires a smart card',
      'ACCOUNT_NEVER_MANAGED',
      (person) => change(person, { userAccountControl: 0x4_0200 })(),
    ],
    ['is built in', 'ACCOUNT_NEVER_MANAGED', (person) => change(person, { rid: 500 })()],
    ['cannot be read', 'ACCOUNT_NEVER_MANAGED', (person) => change(person, { userAccountControl: null })()],
    [
      'is what another domain is read with',
      'ACCOUNT_NEVER_MANAGED',
      async ({ guid }) => {
        const { samAccountName } = stand.domain.people.get(guid)!;
        await addStoredDomain(stand.pool, `${guid}.example`, { bindAccount: `NORTH\\${samAccountName}` });
      },
    ],
    [
      'is linked by an e-mail address alone',
      'ACCOUNT_UNCONFIRMED',
      async ({ accountId }) => {
        await stand.pool.query(`update domain_account set confirmed = false where id = $1`, [accountId]);
      },
    ],
    [
      'has left the domain',
      'ACCOUNT_GONE',
      async ({ accountId }) => {
        await stand.pool.query(`update domain_account set closed_at = now() where id = $1`, [accountId]);
      },
    ],
  ])('because it %s ends its change with %s, and no password was made', async (_what, code, act) => {
    const person = await stand.addPerson();
    const before = await stand.inDirectory(person);
    const id = await stand.want(person);
    await act(person);
    expect(await stand.advance(id)).toEqual({ state: 'ENDED', wake: [] });
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: code, generations: 0 });
    expect(await stand.tasks(person)).toEqual([]);
    expect(stand.inDirectory(person)).toBe(before);
    expect(await stand.holderOf(person)).toBe('AWAITING_KEY');
  });

  test('because it was disabled while the key was written to takes the password off the key again', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    change(person, { userAccountControl: 0x202 })();
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'ACCOUNT_DISABLED',
      sentAt: null,
    });
    await stand.deliver(person);
    expect(await stand.tasks(person)).toEqual(['WRITE_PENDING ACKNOWLEDGED', 'DISCARD ACKNOWLEDGED']);
    expect(await stand.slots(person)).toEqual({});
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });
});

describe('a directory that says no', () => {
  test.each<[string, string, (person: Person) => void]>([
    [
      'because the right is missing',
      'PASSWORD_RIGHT_MISSING',
      () => (stand.domain.passwords.mayReset = false),
    ],
    ['to one person', 'PASSWORD_RIGHT_MISSING', ({ guid }) => stand.domain.passwords.outOfReach.add(guid)],
    [
      'for protected people',
      'ACCOUNT_PROTECTED',
      ({ guid }) => stand.domain.passwords.protectedPeople.add(guid),
    ],
  ])('%s ends the change, and the old password stays', async (_what, code, act) => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    act(person);
    expect(await stand.runToEnd(person, id)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: code,
      resets: 0,
    });
    await stand.deliver(person);
    expect(await stand.slots(person)).toEqual({});
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
    expect(await stand.holderOf(person)).toBe('AWAITING_KEY');
    expect(await stand.hasCopy(id)).toBe(false);
  });

  test('by its policy is given a longer password, which the key has before', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    const { passwords } = stand.domain;
    const onKeyThen: (string | undefined)[] = [];
    passwords.onStep = async ({ call, at }) => {
      if (call !== 'resetPassword') return;
      if (at === 'BEFORE') onKeyThen.push((await stand.slots(person)).pending);
      passwords.policy = { ...passwords.policy!, minLength: at === 'BEFORE' ? 20 : 7 };
    };
    const ended = await stand.runToEnd(person, id);
    expect(ended).toMatchObject({ stage: 'COMPLETED', generations: 2, passwordLength: 24, resets: 1 });
    expect(onKeyThen.map((password) => password?.length)).toEqual([16, 24]);
    expect(stand.inDirectory(person)).toBe(onKeyThen[1]);
    expect((await stand.slots(person)).active).toBe(onKeyThen[1]);
  });

  test('by its policy again and again asks for a human, with the reason that can be found', async () => {
    const { passwords } = stand.domain;
    passwords.policy = { ...passwords.policy!, minLength: 200 };
    const person = await stand.addPerson();
    const id = await stand.want(person);
    const ended = await stand.runToEnd(person, id);
    expect(ended).toMatchObject({ stage: 'NEEDS_ATTENTION', lastErrorCode: 'PASSWORD_POLICY_REFUSED' });
    expect(ended.attention).toContain('asks for longer passwords');
    await stand.deliver(person);
    expect(await stand.slots(person)).toEqual({});
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });

  test('by a policy that cannot be read says so after four passwords', async () => {
    const { passwords } = stand.domain;
    passwords.onStep = ({ call, at }) => {
      if (call === 'resetPassword')
        passwords.policy = { ...passwords.policy!, minLength: at === 'BEFORE' ? 200 : 7 };
    };
    const person = await stand.addPerson();
    const ended = await stand.runToEnd(person, await stand.want(person));
    expect(ended).toMatchObject({ stage: 'NEEDS_ATTENTION', generations: 4, passwordLength: 64 });
    expect(ended.attention).toContain('password filter');
  });
});

describe('a directory that cannot be asked', () => {
  test('is asked again, less and less often, and the change comes to its end', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    stand.domain.passwords.pdcEmulator.isUp = false;
    const first = await stand.advance(id);
    expect(first).toMatchObject({ state: 'AGAIN' });
    await stand.makeDue(id);
    const second = await stand.advance(id);
    expect(second.state === 'AGAIN' && second.afterMilliseconds).toBeGreaterThan(1_500);
    expect(await stand.change(id)).toMatchObject({
      stage: 'QUEUED',
      attempts: 2,
      lastErrorCode: 'DIRECTORY_UNREACHABLE',
      holdsClaim: false,
    });
    stand.domain.passwords.pdcEmulator.isUp = true;
    await stand.makeDue(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', lastErrorCode: null });
  });

  test('because of its certificate ends the change, and a later one does it', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    stand.domain.signInFault = { check: 'CERTIFICATE', code: 'CERTIFICATE_UNTRUSTED' };
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'CERTIFICATE_UNTRUSTED' });
    stand.domain.signInFault = undefined;
    expect(await stand.runToEnd(person, await stand.want(person))).toMatchObject({ stage: 'COMPLETED' });
  });

  test('because of its certificate once the key has the password takes it off the key again', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.deliver(person);
    stand.domain.signInFault = { check: 'CERTIFICATE', code: 'CERTIFICATE_EXPIRED' };
    await stand.advance(id);
    await stand.deliver(person);
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'CERTIFICATE_EXPIRED' });
    expect(await stand.slots(person)).toEqual({});
  });
});
