import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { goesBefore } from '../../domain/password-change/change-order.js';
import { PasswordChangeKind } from '../../domain/states.js';
import { wantAsAdministrator } from '../../testing/passwords/administrators-changes.js';
import { ChangeStand, type Person } from '../../testing/passwords/change-stand.js';
import { personWithKey, wantAsOwner } from '../../testing/passwords/owners-changes.js';
import { keepCopy } from './copies.js';
import type { StoredChange } from './stored-change.js';

/** Each kind with its own password where one is typed, so that it shows whose is where. */
const TYPED = {
  ADMIN_SET: 'Kx7-of-an-administrator',
  USER_CHANGE: 'Kx7-new-of-its-owner-1',
  USER_KEY_ONLY: 'Kx7-for-the-key-alone-1',
  HAND_BACK: 'Kx7-temporary-one-1',
} as const;
const TAKES_KEY_OUT: readonly PasswordChangeKind[] = ['COMPROMISE', 'HAND_BACK'];

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

async function want(person: Person, kind: PasswordChangeKind, old: string): Promise<string> {
  switch (kind) {
    case 'ADMIN_SET':
      return wantAsAdministrator(stand, person, { order: 'KEY_FIRST', typed: TYPED.ADMIN_SET });
    case 'ADMIN_GENERATE':
      return wantAsAdministrator(stand, person, { order: 'DIRECTORY_FIRST' });
    case 'USER_CHANGE':
      return wantAsOwner(stand, person, { old, typed: TYPED.USER_CHANGE });
    case 'USER_KEY_ONLY':
      return wantAsOwner(stand, person, { typed: TYPED.USER_KEY_ONLY, insists: true });
    case 'HAND_BACK': {
      const id = await stand.want(person, kind, false);
      await stand.pool.query(`update password_change set is_typed = true where id = $1`, [id]);
      await keepCopy(stand.pool, stand.parts.copies, { changeId: id, password: TYPED.HAND_BACK });
      return id;
    }
    default:
      return stand.want(person, kind, kind !== 'COMPROMISE');
  }
}

/** How many changes of an account claim it at this moment. */
async function claims({ accountId }: Person): Promise<number> {
  const { rowCount } = await stand.pool.query(
    `select 1 from password_change where account_id = $1 and holds_claim`,
    [accountId],
  );
  return rowCount ?? 0;
}

const DIRECTORY_WRITES = ['resetPassword', 'changePassword'];

/** Both go on side by side until neither does. Answers them, and in which order they wrote to the directory. */
async function runBoth(person: Person, ids: readonly [string, string]) {
  const writers: string[] = [];
  let most = 0;
  stand.domain.passwords.onStep = async ({ call, at }) => {
    if (at !== 'BEFORE' || !DIRECTORY_WRITES.includes(call)) return;
    most = Math.max(most, await claims(person));
    const { rows } = await stand.pool.query<{ id: string }>(
      `select id from password_change where account_id = $1 and holds_claim`,
      [person.accountId],
    );
    if (writers.at(-1) !== rows[0]?.id) writers.push(rows[0]?.id ?? 'nobody');
  };
  for (let turns = 0; turns < 25; turns += 1) {
    await Promise.all(ids.map((id) => stand.advance(id)));
    await stand.deliver(person);
    const both = await Promise.all(ids.map((id) => stand.change(id)));
    if (both.every(({ endedAt }) => endedAt !== null)) break;
    for (const id of ids) await stand.makeDue(id);
  }
  await stand.deliver(person);
  const [one, other] = await Promise.all(ids.map((id) => stand.change(id)));
  return { changes: [one, other] as [StoredChange, StoredChange], writers, most };
}

const kinds = Object.values(PasswordChangeKind);
const pairs = kinds.flatMap((one, at) => kinds.slice(at).map((other) => [one, other] as const));

describe('two kinds that are wanted for one account at the same moment', () => {
  test.each(pairs)(
    '%s and %s: one after the other, both end, and nobody is locked out',
    async (one, other) => {
      const person = await personWithKey(stand);
      const old = stand.inDirectory(person);
      const ids = [await want(person, one, old), await want(person, other, old)] as const;
      // A second request for the same joins the first.
      expect(ids[0] === ids[1]).toBe(one === other);
      const { changes, writers, most } = await runBoth(person, ids);
      expect(changes.map(({ endedAt }) => endedAt === null)).toEqual([false, false]);
      expect(most).toBeLessThanOrEqual(1);
      // Whoever has written once, and has been followed by another, writes no more.
      expect(new Set(writers).size).toBe(writers.length);
      const [urgent] = changes.toSorted((a, b) => (goesBefore(a.kind, b.kind) ? -1 : 1));
      expect(urgent!.stage).toBe('COMPLETED');
      const isOnKey = !changes.some(({ kind }) => TAKES_KEY_OUT.includes(kind));
      const active = (await stand.slots(person)).active;
      const valid = stand.inDirectory(person);
      const isForKeyAlone = active === TYPED.USER_KEY_ONLY;
      expect(isOnKey && !isForKeyAlone ? active : valid).toBe(valid);
      expect(await claims(person)).toBe(0);
    },
  );
});
