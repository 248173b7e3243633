import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../../../testing/passwords/change-stand.js';
import { RotationStand } from '../../../testing/passwords/rotation-stand.js';
import { forecast } from './forecast.js';
import { lookAtDomain } from './look-at-domain.js';

let stand: RotationStand;

beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

async function set(person: Person, settings: string): Promise<void> {
  await stand.pool.query(`update domain_account set ${settings} where id = $1`, [person.accountId]);
}

async function foreseen() {
  return forecast(stand.pool, stand.changes.domainId, { after: undefined, limit: 100 });
}

describe('what is due', () => {
  it.each<[string, string]>([
    ['a password that must be changed at the next log-on', `pwd_last_set = null`],
    ['one that somebody has typed', `pwd_last_set = now(), password_known_since = now()`],
    [
      'one whose own policy allows less than the period',
      `pwd_last_set = now() - interval '9 days', max_password_age_ms = 11 * 86400000::bigint`,
    ],
  ])('is %s', async (_claim, settings) => {
    await set(await stand.addManaged(1), settings);
    expect(await stand.scan()).toMatchObject({ added: 1 });
  });

  it.each<[string, string]>([
    ['whose account has left the password group', `in_password_group = false`],
    ['whose account has left the sync group', `in_sync_group = false`],
    ['whose account is disabled', `enabled = false`],
    ['whose link nobody has confirmed', `confirmed = false`],
    ['that is not on a key', `password_holder = 'AWAITING_KEY'`],
  ])('is none %s', async (_claim, settings) => {
    await set(await stand.addManaged(), settings);
    expect(await stand.scan()).toMatchObject({ added: 0 });
  });

  it('waits once, however often is looked', async () => {
    await stand.addManaged();
    await stand.scan();
    expect(await stand.scan()).toMatchObject({ added: 0, dropped: 0 });
    expect(await stand.rotations()).toMatchObject([{ total: 1 }]);
  });

  it('is dropped when it is not due any more: set elsewhere, or the period was changed while it waited', async () => {
    const elsewhere = await stand.addManaged(40);
    const longer = await stand.addManaged(40);
    await stand.scan();
    await set(elsewhere, `pwd_last_set = now()`);
    expect(await stand.scan()).toMatchObject({ dropped: 1, drifted: 1 });
    await stand.setDomain({ periodDays: 60 });
    expect(await stand.scan()).toMatchObject({ dropped: 1 });
    expect(await stand.stagesOf([elsewhere, longer])).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it('is dropped when its owner leaves the password group while it waits', async () => {
    const person = await stand.addManaged();
    await stand.scan();
    await set(person, `in_password_group = false`);
    expect(await stand.scan()).toMatchObject({ dropped: 1 });
  });

  it('is reckoned by the controller’s clock and by the policy of the domain, once they were looked at', async () => {
    const person = await stand.addManaged(9);
    expect(await stand.scan()).toMatchObject({ added: 0 });
    const { passwords } = stand.changes.domain;
    passwords.policy = { ...passwords.policy!, maxAge: 10 * 86_400_000 };
    await lookAtDomain(stand.parts, stand.changes.domainId);
    expect(await stand.scan()).toMatchObject({ added: 1 });
    expect((await stand.changeOf(person))?.stage).toBe('QUEUED');
  });
});

describe('a forecast', () => {
  it('says who is due when, who is not eligible and why, and what has drifted, the oldest first', async () => {
    const young = await stand.addManaged(1);
    const old = await stand.addManaged(50);
    const left = await stand.addManaged(20);
    await set(left, `in_password_group = false`);
    const drifted = await stand.addManaged(30);
    await set(drifted, `pwd_last_set = now() - interval '10 days'`);
    await stand.scan();
    const all = await foreseen();
    expect(
      all.map(({ id, obstacle, isDue, hasDrifted, changeId }) => ({
        id,
        obstacle,
        isDue,
        hasDrifted,
        waits: changeId !== null,
      })),
    ).toEqual([
      { id: old.accountId, obstacle: undefined, isDue: true, hasDrifted: false, waits: true },
      {
        id: left.accountId,
        obstacle: 'NOT_IN_PASSWORD_GROUP',
        isDue: false,
        hasDrifted: false,
        waits: false,
      },
      { id: drifted.accountId, obstacle: undefined, isDue: false, hasDrifted: true, waits: false },
      { id: young.accountId, obstacle: undefined, isDue: false, hasDrifted: false, waits: false },
    ]);
  });

  it('is read page by page', async () => {
    for (let days = 5; days > 0; days -= 1) await stand.addManaged(days);
    const all = await foreseen();
    const pages: string[] = [];
    for (let last = all[0]; last !== undefined;) {
      pages.push(last.id);
      const after = { setAt: last.passwordLastSet ?? new Date(0), id: last.id };
      [last] = await forecast(stand.pool, stand.changes.domainId, { after, limit: 1 });
    }
    expect(pages).toEqual(all.map(({ id }) => id));
  });
});

describe('whose key is away', () => {
  it('is told when the grace time is over, once, and administrators a day later, once a day', async () => {
    await stand.addAdministrator();
    const late = await stand.addManaged(28 + 3.5);
    const later = await stand.addManaged(28 + 10);
    const inTime = await stand.addManaged(28 + 1);
    for (const person of [late, later, inTime]) await stand.changes.disconnect(person);
    await stand.scan();
    expect(await stand.scan()).toMatchObject({ mails: 3 });
    expect([await stand.mails('key-not-connected'), await stand.mails('keys-not-connected')]).toEqual([2, 1]);
    expect(await stand.scan()).toMatchObject({ mails: 0 });
  });

  it('is told before the directory takes the password no more, however long the grace time', async () => {
    const person = await stand.addManaged(9.5);
    await set(person, `max_password_age_ms = 10 * 86400000::bigint`);
    await stand.changes.disconnect(person);
    await stand.setDomain({ graceHours: 720 });
    await stand.scan();
    await stand.scan();
    expect(await stand.mails('key-not-connected')).toBe(1);
  });

  it('is told nothing while the key is connected', async () => {
    await stand.addManaged(90);
    await stand.scan();
    expect(await stand.scan()).toMatchObject({ mails: 0 });
  });
});
