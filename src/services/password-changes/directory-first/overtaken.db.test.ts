import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  advanceWithoutKey,
  personWithKeyAway,
  reconnect,
  wantAsAdministrator,
} from '../../../testing/passwords/administrators-changes.js';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';
import { keepCopy } from '../copies/copies.js';

const TYPED = 'Kx7-typed-for-somebody';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const away = (): Promise<Person> => personWithKeyAway(stand);
const want = (person: Person, typed?: string): Promise<string> =>
  wantAsAdministrator(stand, person, { order: 'DIRECTORY_FIRST', ...(typed === undefined ? {} : { typed }) });
const advanceAll = (changeId: string) => advanceWithoutKey(stand, changeId);
const returned = (person: Person, changeId: string) => reconnect(stand, person, changeId);

describe('a key that goes while the directory is ahead of it', () => {
  test('leaves an account that is in nobody’s hands', async () => {
    const person = await away();
    const id = await want(person);
    await advanceAll(id);
    await stand.withdraw(person);
    expect(await stand.advance(id)).toMatchObject({ state: 'ENDED' });
    expect(await stand.change(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'KEY_GONE' });
    expect(await stand.holderOf(person)).toBe('NO_ONE_HAS_IT');
    const { rows } = await stand.pool.query(
      `select 1 from key_task where change_id = $1 and sealed is not null`,
      [id],
    );
    expect(rows).toEqual([]);
  });

  test('before the directory was asked changes nothing there', async () => {
    const person = await away();
    const old = stand.inDirectory(person);
    const id = await want(person);
    await stand.withdraw(person);
    await advanceAll(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'CANCELLED', lastErrorCode: 'KEY_GONE' });
    expect(stand.inDirectory(person)).toBe(old);
  });
});

describe('another change of the account while the directory is ahead', () => {
  test('that reaches the directory takes its place, and the key gets only the newer password', async () => {
    const person = await away();
    const first = await want(person);
    await advanceAll(first);
    const second = await want(person);
    expect(second).not.toBe(first);
    // Until the directory has the newer one, the key may still get the older.
    await stand.advance(second);
    expect(await stand.change(first)).toMatchObject({
      stage: 'CANCELLED',
      lastErrorCode: 'CHANGE_SUPERSEDED',
    });
    await advanceAll(second);
    expect((await returned(person, second)).stage).toBe('COMPLETED');
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('that the directory refuses leaves it as it is', async () => {
    const person = await away();
    const first = await want(person);
    await advanceAll(first);
    const second = await want(person, 'Kx7!');
    expect(await advanceAll(second)).toMatchObject({ stage: 'FAILED' });
    expect((await returned(person, first)).stage).toBe('COMPLETED');
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('that the key gets first waits until the key has what the directory has', async () => {
    const person = await away();
    const first = await want(person);
    await advanceAll(first);
    await stand.connect(person);
    const second = await stand.want(person, 'ADMIN_GENERATE');
    expect(await stand.advance(second)).toMatchObject({ state: 'WAITING_FOR_CLAIM' });
    await stand.deliver(person);
    await stand.advance(first);
    await stand.deliver(person);
    expect(await stand.advance(first)).toMatchObject({ state: 'ENDED', wake: [second] });
  });

  test('that replaces the password of a lost key cancels what was still to go to it, at once', async () => {
    const person = await away();
    const first = await want(person);
    await advanceAll(first);
    const compromise = await stand.want(person, 'COMPROMISE', false);
    await stand.advance(compromise);
    expect(await stand.change(first)).toMatchObject({ stage: 'CANCELLED' });
    expect((await stand.tasks(person)).at(-1)).toBe('WRITE_PENDING CANCELLED');
  });

  test('that hands the password back takes its place once the directory has that', async () => {
    const person = await away();
    const first = await want(person);
    await advanceAll(first);
    const back = await stand.want(person, 'HAND_BACK', false);
    await stand.pool.query(`update password_change set is_typed = true where id = $1`, [back]);
    await keepCopy(stand.pool, stand.parts.copies, { changeId: back, password: TYPED });
    await stand.advance(back);
    expect(await stand.change(first)).toMatchObject({ stage: 'CANCELLED' });
    expect(stand.inDirectory(person)).toBe(TYPED);
  });
});
