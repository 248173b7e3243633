import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

/** Somebody whose key has the password. */
async function managed(): Promise<Person> {
  const person = await stand.addPerson();
  await stand.runToEnd(person, await stand.want(person));
  return person;
}

async function pause(): Promise<void> {
  await stand.pool.query(`update domain set passwords_paused_at = now(), passwords_pause_reason = 'test'`);
}

describe('a password that has become old', () => {
  test('is replaced on the key first, then in the directory, and the old one stays as the previous one', async () => {
    const person = await managed();
    const old = stand.inDirectory(person);
    const id = await stand.want(person, 'ROTATION');
    expect(await stand.runToEnd(person, id)).toMatchObject({
      kind: 'ROTATION',
      changeOrder: 'KEY_FIRST',
      stage: 'COMPLETED',
      resets: 1,
    });
    const { active, pending, previous } = await stand.slots(person);
    expect([active, pending, previous]).toEqual([stand.inDirectory(person), undefined, old]);
    expect(active).not.toBe(old);
    expect(await stand.holderOf(person)).toBe('MANAGED');
    expect(await stand.hasCopy(id)).toBe(false);
  });

  test('generates nothing while the key is away', async () => {
    const person = await managed();
    await stand.disconnect(person);
    const id = await stand.want(person, 'ROTATION');
    expect(await stand.advance(id)).toEqual({ state: 'WAITING_FOR_KEY', wake: [] });
    expect(await stand.change(id)).toMatchObject({ holdsClaim: false, generations: 0 });
  });

  test('waits while the passwords of its domain are paused, as a first one does', async () => {
    const person = await managed();
    await pause();
    const id = await stand.want(person, 'ROTATION');
    expect(await stand.advance(id)).toEqual({ state: 'WAITING_FOR_KEY', wake: [] });
    expect(await stand.change(id)).toMatchObject({ lastErrorCode: 'PASSWORDS_PAUSED', generations: 0 });
  });

  test('is no reason to wait for what somebody asked for, which goes on though the domain is paused', async () => {
    const person = await managed();
    await pause();
    const rotation = await stand.want(person, 'ROTATION');
    await stand.advance(rotation);
    const wanted = await stand.want(person, 'ADMIN_GENERATE');
    expect(await stand.runToEnd(person, wanted)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('makes way for an administrator as long as nothing was sent', async () => {
    const person = await managed();
    const rotation = await stand.want(person, 'ROTATION');
    await stand.advance(rotation);
    const wanted = await stand.want(person, 'ADMIN_GENERATE');
    await stand.advance(wanted);
    expect(await stand.change(rotation)).toMatchObject({
      stage: 'CANCELLED',
      lastErrorCode: 'CHANGE_SUPERSEDED',
    });
    expect(await stand.runToEnd(person, wanted)).toMatchObject({ stage: 'COMPLETED' });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });
});
