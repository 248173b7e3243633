import { withTransaction } from '../../database.js';
import { keepCopy } from '../../services/password-changes/copies/copies.js';
import { createChanges } from '../../services/password-changes/create-changes.js';
import type { StoredChange } from '../../services/password-changes/rows/stored-change.js';
import { TEST_ACTOR } from '../stored-people.js';
import type { ChangeStand, Person } from './change-stand.js';

/** Somebody whose key has the password, and is in a drawer. */
export async function personWithKeyAway(stand: ChangeStand): Promise<Person> {
  const person = await stand.addPerson();
  await stand.runToEnd(person, await stand.want(person));
  await stand.disconnect(person);
  return person;
}

export interface WantedByAdministrator {
  /** A generated one when left out. */
  readonly typed?: string;
  readonly order: 'KEY_FIRST' | 'DIRECTORY_FIRST';
}

/** The change an administrator wants. */
export async function wantAsAdministrator(
  stand: ChangeStand,
  { accountId, keyId }: Person,
  { typed, order }: WantedByAdministrator,
): Promise<string> {
  const isTyped = typed !== undefined;
  const kind = isTyped ? 'ADMIN_SET' : 'ADMIN_GENERATE';
  return withTransaction(stand.pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
    const [id = ''] = await createChanges(sql, TEST_ACTOR, [{ accountId, kind, keyId, order, isTyped }]);
    if (isTyped) await keepCopy(sql, stand.parts.copies, { changeId: id, password: typed });
    return id;
  });
}

/** Until nothing goes on without the key. */
export async function advanceWithoutKey(stand: ChangeStand, changeId: string): Promise<StoredChange> {
  for (let turns = 0; turns < 10; turns += 1) {
    const { state } = await stand.advance(changeId);
    if (state !== 'AGAIN') break;
    await stand.makeDue(changeId);
  }
  return stand.change(changeId);
}

/** The key is connected, and does what waits for it. */
export async function reconnect(stand: ChangeStand, person: Person, changeId: string): Promise<StoredChange> {
  await stand.connect(person);
  for (let turns = 0; turns < 5; turns += 1) {
    await stand.deliver(person);
    await stand.advance(changeId);
  }
  return stand.change(changeId);
}
