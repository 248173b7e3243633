import { withTransaction } from '../../database.js';
import { keepCopy } from '../../services/password-changes/copies/copies.js';
import { createChanges } from '../../services/password-changes/create-changes.js';
import type { StoredChange } from '../../services/password-changes/rows/stored-change.js';
import { TEST_ACTOR } from '../stored-people.js';
import type { ChangeStand, Person } from './change-stand.js';

export interface WantedByOwner {
  /** What the owner says the present password is: then it is changed in the directory as well. */
  readonly old?: string;
  /** A generated one when left out. */
  readonly typed?: string;
  readonly insists?: boolean;
}

/** The change an owner wants at a workstation. */
export async function wantAsOwner(
  stand: ChangeStand,
  { accountId, keyId }: Person,
  { old, typed, insists = false }: WantedByOwner,
): Promise<string> {
  const { copies } = stand.parts;
  const kind = old === undefined ? 'USER_KEY_ONLY' : 'USER_CHANGE';
  const isTyped = typed !== undefined;
  return withTransaction(stand.pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
    const [id = ''] = await createChanges(sql, TEST_ACTOR, [{ accountId, kind, keyId, isTyped, insists }]);
    if (isTyped) await keepCopy(sql, copies, { changeId: id, password: typed });
    if (old !== undefined) await keepCopy(sql, copies, { changeId: id, password: old, part: 'OLD' });
    return id;
  });
}

/** Somebody whose key has the password, in a domain that lets passwords be changed at once. */
export async function personWithKey(stand: ChangeStand): Promise<Person> {
  const { passwords } = stand.domain;
  passwords.policy = { ...passwords.policy!, minAge: 0 };
  const person = await stand.addPerson();
  await stand.runToEnd(person, await stand.want(person));
  return person;
}

/** Carries a change to its end, and then what the key is still to be told. */
export async function toTheEnd(stand: ChangeStand, person: Person, changeId: string): Promise<StoredChange> {
  const ended = await stand.runToEnd(person, changeId);
  await stand.deliver(person);
  return ended;
}
