import type { Sql } from '../../database.js';
import { keyTransition, type KeyTrigger } from '../../domain/key/key-transitions.js';
import type { Actor } from '../audit/record-audit.js';
import { moveKeys, type PlannedMove } from './moves/move-keys.js';
import { factsOf, lockKeys, type StoredKey } from './moves/stored-key.js';

/** Who acts where keys follow what a synchronisation wrote. */
const FOLLOWING: Actor = { kind: 'SYNC', id: null, name: 'synchronisation' };

const ACTIONS = {
  OWNER_DEACTIVATED: 'key.owner-deactivated',
  OWNER_RESTORED: 'key.owner-restored',
  OWNER_DELETED: 'key.owner-deleted',
} as const satisfies { readonly [Trigger in KeyTrigger]?: string };

const COUNTING = `k.status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED')`;

/**
 * Makes the keys of these employees follow what has become of their owners, in the transaction that wrote that and behind
 * it: those of the deactivated are suspended and their codes cancelled, those of the restored get a new code, which is
 * drawn when somebody first looks. Where no key is concerned it is one look at an index; otherwise a handful of
 * statements, whatever their number. Doing it again does nothing.
 */
export async function actOnKeysOfEmployees(
  sql: Sql,
  employeeIds: readonly string[],
  actor: Actor = FOLLOWING,
): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select k.id from key k join employee e on e.id = k.owner_id
     where k.owner_id = any($1::uuid[]) and ${COUNTING} and k.owner_deactivated <> (e.state = 'DEACTIVATED')`,
    [employeeIds],
  );
  if (rows.length === 0) return;
  const keys = await lockAgain(sql, rows);
  const following = keys.filter(({ ownerDeactivated, ownerIsActive }) => ownerDeactivated === ownerIsActive);
  // Where the table says nothing, as of a locked key, the key stays as it is and is not looked at again.
  await sql.query(`update key set owner_deactivated = not owner_deactivated where id = any($1::uuid[])`, [
    following.map(({ id }) => id),
  ]);
  await moveAll(sql, actor, following, (key) => (key.ownerIsActive ? 'OWNER_RESTORED' : 'OWNER_DEACTIVATED'));
}

/**
 * Takes the keys of employees who are about to be deleted from them, in the transaction that deletes them and before it:
 * they are to be wiped, and those that were never linked are ready again.
 */
export async function takeKeysOfDeleted(
  sql: Sql,
  employeeIds: readonly string[],
  actor: Actor = FOLLOWING,
): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select k.id from key k where k.owner_id = any($1::uuid[]) and ${COUNTING}`,
    [employeeIds],
  );
  if (rows.length > 0) await moveAll(sql, actor, await lockAgain(sql, rows), () => 'OWNER_DELETED');
}

async function lockAgain(sql: Sql, rows: readonly { readonly id: string }[]): Promise<StoredKey[]> {
  const keys = await lockKeys(
    sql,
    rows.map(({ id }) => id),
  );
  return [...keys.values()];
}

async function moveAll(
  sql: Sql,
  actor: Actor,
  keys: readonly StoredKey[],
  triggerOf: (key: StoredKey) => keyof typeof ACTIONS,
): Promise<void> {
  const moves = keys.flatMap((key): PlannedMove[] => {
    const trigger = triggerOf(key);
    const move = keyTransition(key, trigger, factsOf(key));
    return move.refusal === undefined ? [{ key, move, action: ACTIONS[trigger] }] : [];
  });
  await moveKeys(sql, { actor }, moves);
}
