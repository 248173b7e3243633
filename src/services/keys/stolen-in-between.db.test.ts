import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, type Person } from '../../testing/passwords/change-stand.js';
import { personWithKey, wantAsOwner } from '../../testing/passwords/owners-changes.js';
import { finishChange, retireKeyOf } from '../../testing/passwords/retirements.js';
import { insertRow } from '../rows.js';

const OWN = 'Kx7-of-its-owner-1';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

async function kindsOf({ accountId }: Person): Promise<string[]> {
  const { rows } = await stand.pool.query<{ kind: string }>(
    `select kind from password_change where account_id = $1 and kind = 'COMPROMISE'`,
    [accountId],
  );
  return rows.map(({ kind }) => kind);
}

/** Somebody whose own password is on its way to a key that had none. */
async function puttingOn(): Promise<Person> {
  const person = await stand.addPerson('NO_PASSWORD_ON_KEY');
  stand.domain.passwords.setPassword(person.guid, OWN);
  const id = await wantAsOwner(stand, person, { typed: OWN });
  await stand.advance(id);
  await stand.deliver(person);
  expect((await stand.slots(person)).pending).toBe(OWN);
  return person;
}

describe('a key that is stolen', () => {
  test('while its owner is putting a password on it has that replaced, though nobody counted on it yet', async () => {
    const person = await puttingOn();
    const [changeId] = await retireKeyOf(stand, person);
    expect((await finishChange(stand, changeId!)).stage).toBe('COMPLETED');
    expect(stand.inDirectory(person)).not.toBe(OWN);
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('after it was told to forget an account, and before it has, has that password replaced', async () => {
    const person = await personWithKey(stand);
    const held = stand.inDirectory(person);
    const { accountId, keyId } = person;
    await stand.pool.query(
      `update domain_account set password_holder = 'NO_ONE_HAS_IT', kept_off_key_since = now() where id = $1`,
      [accountId],
    );
    await insertRow(stand.pool, 'key_task', { keyId, kind: 'FORGET_ACCOUNT', accountId, wantedBy: 'test' });
    const [changeId] = await retireKeyOf(stand, person);
    expect((await finishChange(stand, changeId!)).stage).toBe('COMPLETED');
    expect(stand.inDirectory(person)).not.toBe(held);
  });

  test('of which the account was forgotten, or never was on it, leaves the password alone', async () => {
    const person = await stand.addPerson('NO_PASSWORD_ON_KEY');
    stand.domain.passwords.setPassword(person.guid, OWN);
    await retireKeyOf(stand, person);
    expect(await kindsOf(person)).toEqual([]);
    expect(stand.inDirectory(person)).toBe(OWN);
  });
});
