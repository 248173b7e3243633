import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';
import { eraseExpiredCopies } from '../copies/copies.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

/** The quarter of an hour is over: the copy is erased, and its change told. */
async function timeOver(id: string): Promise<void> {
  await stand.loseCopy(id);
  expect(await eraseExpiredCopies(stand.pool)).toEqual([id]);
  await stand.makeDue(id);
}

const loseAnswer = (): void =>
  stand.once('resetPassword', 'AFTER', () => {
    throw new Error('the line was cut');
  });

async function onKey(person: Person): Promise<string> {
  const id = await stand.want(person);
  await stand.advance(id);
  await stand.deliver(person);
  return id;
}

describe('a password whose time is over', () => {
  test('before the key answered is made anew, and the first one never reaches the key', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await timeOver(id);
    await stand.advance(id);
    expect(await stand.tasks(person)).toEqual(['WRITE_PENDING CANCELLED', 'WRITE_PENDING PENDING']);
    const { rows } = await stand.pool.query(
      `select count(*)::int as kept from key_task where change_id = $1 and state = 'CANCELLED' and sealed is not null`,
      [id],
    );
    expect(rows).toEqual([{ kept: 0 }]);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', generations: 2 });
  });

  test('while the key is away waits for it without a claim, a copy or anything sealed', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.disconnect(person);
    await timeOver(id);
    expect(await stand.advance(id)).toMatchObject({ state: 'WAITING_FOR_KEY' });
    expect(await stand.change(id)).toMatchObject({
      stage: 'WAITING_FOR_KEY',
      holdsClaim: false,
      claim: null,
      undo: 'NOTHING',
      lastErrorCode: 'KEY_NOT_CONNECTED',
    });
    await stand.connect(person);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('after it was given to the key, which never answered, is taken off the key by its number', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    await stand.pool.query(
      `update key_task set state = 'DELIVERED', sequence = 7 where change_id = $1 and kind = 'WRITE_PENDING'`,
      [id],
    );
    await stand.disconnect(person);
    await timeOver(id);
    await stand.advance(id);
    const { rows } = await stand.pool.query(
      `select write from key_task where change_id = $1 and kind = 'DISCARD' and state = 'PENDING'`,
      [id],
    );
    expect(rows).toEqual([{ write: 7n }]);
  });

  test('once it is on the key, and nothing was sent, is taken off the key', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    const { pending } = await stand.slots(person);
    await timeOver(id);
    await stand.disconnect(person);
    await stand.advance(id);
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
    await stand.connect(person);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', generations: 2 });
    expect((await stand.slots(person)).active).not.toBe(pending);
    expect(await stand.tasks(person)).toContain('DISCARD ACKNOWLEDGED');
  });

  test('gives way to another change of the same kind that was asked for meanwhile', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    await stand.advance(id);
    const next = await stand.want(person);
    expect(next).not.toBe(id);
    expect(await stand.advance(next)).toEqual({ state: 'WAITING_FOR_CLAIM', wake: [] });
    await timeOver(id);
    expect(await stand.advance(id)).toEqual({ state: 'ENDED', wake: [next] });
    expect(await stand.change(id)).toMatchObject({ stage: 'CANCELLED' });
    expect(await stand.runToEnd(person, next)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('in doubt is put to use where the controller has moved, and somebody is asked to look', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    loseAnswer();
    await stand.advance(id);
    await timeOver(id);
    const change = await stand.runToEnd(person, id);
    expect(change).toMatchObject({ stage: 'NEEDS_ATTENTION', acceptedAt: null });
    expect(change.attention).toContain('answer to the reset was lost');
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
    expect(await stand.holderOf(person)).toBe('MANAGED');
  });

  test('in doubt is made anew where the controller has not moved', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    stand.domain.passwords.mayReset = false;
    loseAnswer();
    await stand.advance(id);
    stand.domain.passwords.mayReset = true;
    await timeOver(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', generations: 2 });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('in doubt waits, and keeps looking, as long as the controller does not answer', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    const { pdcEmulator } = stand.domain.passwords;
    loseAnswer();
    await stand.advance(id);
    pdcEmulator.isUp = false;
    await timeOver(id);
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await stand.advance(id)).toMatchObject({ state: 'AGAIN' });
      await stand.makeDue(id);
    }
    expect(await stand.change(id)).toMatchObject({
      stage: 'ON_KEY',
      holdsClaim: true,
      lastErrorCode: 'DIRECTORY_UNREACHABLE',
    });
    expect((await stand.slots(person)).pending).toBe(stand.inDirectory(person));
    pdcEmulator.isUp = true;
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'NEEDS_ATTENTION' });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('in doubt about an account that is gone ends, and stays on the key', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    loseAnswer();
    await stand.advance(id);
    stand.domain.hide(person.guid);
    await timeOver(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'ACCOUNT_GONE' });
    expect((await stand.slots(person)).pending).toBe(stand.inDirectory(person));
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
  });

  test('after the controller took it, and before it was tried, is put to use all the same', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    stand.once('verifyBind', 'BEFORE', () => {
      throw new Error('the line was cut');
    });
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'IN_DIRECTORY', acceptedAt: expect.any(Date) });
    await timeOver(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', attention: null });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('once it was proved is put to use when the key comes back, days later', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'VERIFIED' });
    await stand.disconnect(person);
    await timeOver(id);
    expect(await stand.advance(id)).toMatchObject({ state: 'WAITING_FOR_KEY' });
    await stand.assertNobodyIsLockedOut(person);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });
});
