import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { goesBefore, isFinalStage } from '../../domain/password-change/change-order.js';
import { PasswordChangeKind } from '../../domain/states.js';
import { wantAsAdministrator } from '../../testing/passwords/administrators-changes.js';
import { ChangeStand, type Person } from '../../testing/passwords/change-stand.js';
import { personWithKey, wantAsOwner } from '../../testing/passwords/owners-changes.js';
import { WriteWitness } from '../../testing/passwords/write-witness.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import { keepCopy } from './copies/copies.js';
import { createChanges } from './create-changes.js';

const TEMPORARY = 'Kx7-temporary-and-typed';
const MOST_TURNS = 60;

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

/** The password that is typed for a kind. */
const typedFor = (kind: PasswordChangeKind): string => `Kx7-typed-for-${kind.toLowerCase()}`;

async function ask(person: Person, kind: PasswordChangeKind): Promise<string> {
  switch (kind) {
    case 'ADMIN_SET':
      return wantAsAdministrator(stand, person, { order: 'KEY_FIRST', typed: typedFor(kind) });
    case 'ADMIN_GENERATE':
      return wantAsAdministrator(stand, person, { order: 'KEY_FIRST' });
    case 'USER_CHANGE':
      return wantAsOwner(stand, person, { old: stand.inDirectory(person), typed: typedFor(kind) });
    case 'USER_KEY_ONLY':
      return wantAsOwner(stand, person, { typed: stand.inDirectory(person) });
    case 'HAND_BACK':
      return handBack(person);
    case 'COMPROMISE':
      // Nobody asks for it but by taking a stolen key away.
      await stand.withdraw(person);
      return stand.want(person, kind, false);
    default:
      return stand.want(person, kind);
  }
}

async function handBack({ accountId, keyId }: Person): Promise<string> {
  return withTransaction(stand.pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
    const [id = ''] = await createChanges(sql, TEST_ACTOR, [
      { accountId, kind: 'HAND_BACK', keyId, isTyped: true },
    ]);
    await keepCopy(sql, stand.parts.copies, { changeId: id, password: TEMPORARY });
    return id;
  });
}

/** Two workers, each with a change, and the key in between, until both have ended. */
async function driveBoth(person: Person, ids: readonly string[]): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    await Promise.all(ids.map((id) => stand.advance(id)));
    await stand.deliver(person);
    const changes = await Promise.all(ids.map((id) => stand.change(id)));
    if (changes.every(({ stage }) => isFinalStage(stage))) return;
    for (const id of ids) await stand.makeDue(id);
  }
  const stuck = await Promise.all(ids.map((id) => stand.change(id)));
  throw new Error(
    stuck.map(({ kind, stage, lastErrorCode }) => `${kind} ${stage} ${lastErrorCode}`).join('; '),
  );
}

/** Somebody logs on: with the key, or with what was typed for them. */
async function logsOn(person: Person): Promise<boolean> {
  await stand.deliver(person);
  const usable = [(await stand.slots(person)).active, TEMPORARY];
  return usable.includes(stand.inDirectory(person));
}

/** After a theft: whether the stolen key holds the password still. Then another key takes its place. */
async function isOfUseToThief(person: Person): Promise<boolean> {
  const { active, pending, previous } = await stand.slots(person);
  const held = [active, pending, previous].includes(stand.inDirectory(person));
  await stand.pool.query(`update key set status = 'ACTIVE' where id = $1`, [person.keyId]);
  await driveBoth(person, [await stand.want(person)]);
  return held;
}

const KINDS = Object.values(PasswordChangeKind);
const pairs = KINDS.flatMap((one, at) =>
  KINDS.slice(at).map((other): [PasswordChangeKind, PasswordChangeKind] =>
    goesBefore(other, one) ? [other, one] : [one, other],
  ),
);

describe.each(pairs)('%s and %s of one account', (one, other) => {
  /** What both come to: no overlap, and a log-on. */
  async function settle(person: Person, witness: WriteWitness, ids: readonly string[]): Promise<void> {
    await driveBoth(person, ids);
    expect(witness.faults).toEqual([]);
    expect(one === 'COMPROMISE' && (await isOfUseToThief(person))).toBe(false);
    expect(await logsOn(person)).toBe(true);
    const { rows } = await stand.pool.query(
      `select 1 from password_copy c join password_change p on p.id = c.change_id where p.account_id = $1`,
      [person.accountId],
    );
    expect(rows).toEqual([]);
  }

  test('asked for at the same moment do not overlap, the more urgent goes first, and the person logs on', async () => {
    const person = await personWithKey(stand);
    const witness = new WriteWitness(stand, person);
    const asked = await Promise.all([ask(person, one), ask(person, other)]);
    const ids = [...new Set(asked)];
    expect(ids).toHaveLength(one === other ? 1 : 2);
    await settle(person, witness, ids);
    // One that writes at once may have been under way; and one writes nothing but to the key.
    const goesFirst = goesBefore(one, other) && one !== 'USER_KEY_ONLY' && other !== 'HAND_BACK';
    expect(goesFirst ? witness.writes[0]?.kind : one).toBe(one);
    expect((await stand.change(ids[0]!)).stage).not.toBe('CANCELLED');
  });
});
