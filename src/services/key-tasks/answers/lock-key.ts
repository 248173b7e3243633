import type { Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { KeyPublicKey } from '../../../keys/key-protocol.js';
import { changedHands, KEY_COLUMNS, keyOf, type StoredKey } from '../../keys/moves/stored-key.js';
import { IF_LOCKED, type Locking } from '../../locking.js';
import { notApproved } from '../../workstations/report-presence.js';
import { prepared } from '../../prepared.js';

/** A locked key, with what judges what it says. */
export interface SpeakingKey extends StoredKey {
  readonly publicKey: KeyPublicKey;
  readonly linkedAt: Date | null;
  readonly newestSequence: bigint;
  /** Accounts of its owner, locked. */
  readonly accountIds: readonly string[];
}

/** A key by its serial, before anything is locked. Fails with NOT_FOUND. */
export async function findKey(
  sql: Sql,
  serial: string,
): Promise<{ readonly id: string; readonly publicKey: KeyPublicKey }> {
  const { rows } = await sql.query<{ id: string; publicKey: Buffer }>(
    `select id, public_key as "publicKey" from key where serial = $1`,
    [serial],
  );
  if (rows[0] === undefined) {
    throw new AppError('NOT_FOUND', `No key with the serial ${serial} was imported.`, {
      path: ['input', 'keySerial'],
    });
  }
  return { id: rows[0].id, publicKey: { serial, publicKey: rows[0].publicKey } };
}

/**
 * Locks a key and everything that what it says may change, in the order of everybody: the accounts of its owner, and the
 * one of a task, then the owner, then the key. Fails with NOT_FOUND, and with WRONG_STATE when it changes hands at this
 * moment.
 */
export async function lockSpeakingKey(
  sql: Sql,
  keyId: string,
  accountId: string | null = null,
): Promise<SpeakingKey> {
  const { key, ownerIsLocked } = keyOf(await lockSpeakingKeys(sql, [{ keyId, accountId }]), keyId);
  if (!ownerIsLocked) throw changedHands();
  return key;
}

/** A key that has said something, and the account it is about. */
export interface Spoken {
  readonly keyId: string;
  readonly accountId: string | null;
}

export interface LockedKey {
  readonly key: SpeakingKey;
  /** False when it changes hands at this moment, or somebody else has locked its owner. */
  readonly ownerIsLocked: boolean;
  /** Whether all accounts of its owner are, and that of its task. */
  readonly accountsAreLocked: boolean;
}

/** The same for several, each once, by id: a few statements, whatever their number. */
export async function lockSpeakingKeys(
  sql: Sql,
  spoken: readonly Spoken[],
  locking: Locking = 'WAIT',
): Promise<ReadonlyMap<string, LockedKey>> {
  const keyIds = spoken.map(({ keyId }) => keyId);
  const named = new Map(spoken.map(({ keyId, accountId }) => [keyId, accountId]));
  const accountIds = [...named.values()].filter((id) => id !== null);
  const { accounts, owners, locked } = await lockRows(sql, [keyIds, accountIds], locking);
  const stored = await readSpeakingKeys(sql, [...locked]);
  return new Map(
    stored.map(({ publicKey, ...key }) => {
      const { id, serial, ownerId, accountIds: own } = key;
      const account = named.get(id) ?? null;
      return [
        id,
        {
          key: {
            ...key,
            publicKey: { serial, publicKey },
            accountIds: own.filter((each) => accounts.has(each)),
          },
          ownerIsLocked: ownerId === null || owners.has(ownerId),
          accountsAreLocked: [...own, ...(account === null ? [] : [account])].every((each) =>
            accounts.has(each),
          ),
        },
      ];
    }),
  );
}

/** A statement sees what was committed before it began, so reading comes after the locks. */
async function readSpeakingKeys(sql: Sql, ids: readonly string[]): Promise<readonly StoredSpeakingKey[]> {
  const { rows } = await sql.query<StoredSpeakingKey>(
    prepared(
      `select ${KEY_COLUMNS}, k.public_key as "publicKey", k.linked_at as "linkedAt",
            k.newest_sequence as "newestSequence",
            array(select a.id from domain_account a where a.employee_id = k.owner_id order by a.id)::text[] as "accountIds"
     from key k left join employee e on e.id = k.owner_id where k.id = any($1::uuid[])`,
      [ids],
    ),
  );
  return rows;
}

interface StoredSpeakingKey extends Omit<SpeakingKey, 'publicKey'> {
  readonly publicKey: Buffer;
}

interface LockedRows {
  readonly accounts: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

/** One part is read to its end before the next one is begun: that is the order in which everybody locks. */
async function lockRows(
  sql: Sql,
  ids: readonly [keys: readonly string[], accounts: readonly string[]],
  locking: Locking,
): Promise<LockedRows> {
  const { rows } = await sql.query<{ part: keyof LockedRows; id: string }>(
    prepared(
      `with accounts as materialized (
       select a.id from domain_account a where a.id in (
         select unnest($2::uuid[]) union
         select o.id from key k join domain_account o on o.employee_id = k.owner_id where k.id = any($1::uuid[])
       ) order by a.id for no key update of a ${IF_LOCKED[locking]}
     ), owners as materialized (
       select e.id from employee e where e.id in (select owner_id from key where id = any($1::uuid[]))
       order by e.id for key share of e ${IF_LOCKED[locking]}
     ), locked as materialized (
       select id from key where id = any($1::uuid[]) order by id for update ${IF_LOCKED[locking]}
     )
     select 'accounts' as part, id from accounts
     union all select 'owners', id from owners
     union all select 'locked', id from locked`,
      [...ids],
    ),
  );
  const part = (name: keyof LockedRows): ReadonlySet<string> =>
    new Set(rows.flatMap((row) => (row.part === name ? [row.id] : [])));
  return { accounts: part('accounts'), owners: part('owners'), locked: part('locked') };
}

/** Which of these workstations are approved. Looked up each time. */
export async function approvedOf(sql: Sql, workstationIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ id: string }>(
    prepared(`select id from workstation where id = any($1::uuid[]) and state = 'APPROVED'`, [
      workstationIds,
    ]),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Fails with FORBIDDEN. */
export async function assertApproved(sql: Sql, workstationId: string): Promise<void> {
  const approved = await approvedOf(sql, [workstationId]);
  if (!approved.has(workstationId)) throw notApproved();
}
