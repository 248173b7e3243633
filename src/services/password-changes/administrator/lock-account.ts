import type { Sql } from '../../../database.js';
import { mayHandOver } from '../../../domain/key-task/may-go.js';
import { countsAsOwned } from '../../../domain/key/key-transitions.js';
import type { KeyStatus, PasswordHolder } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';
import type { Actor } from '../../audit/record-audit.js';
import { lockOwner, planAssignment, type NewOwner } from '../../keys/assign-key.js';
import { moveKeys } from '../../keys/moves/move-keys.js';
import { changedHands, keyOf, lockKeys, type StoredKey } from '../../keys/moves/stored-key.js';
import { IS_ONLINE } from '../../workstations/lease.js';

/** An account that is locked, with its owner. */
export interface LockedAccount {
  readonly id: string;
  readonly employeeId: string;
  readonly holder: PasswordHolder;
  readonly dnsName: string;
  readonly trustedBy: readonly string[];
  /** No key gets a password of it by itself. */
  readonly isKeptOffKey: boolean;
}

/** The key of a locked account's owner, locked. */
export interface OwnersKey {
  readonly id: string;
  readonly serial: string;
  readonly status: KeyStatus;
  readonly isLinked: boolean;
}

/**
 * Locks an account of which the password is somebody's to decide about.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE when it has left; ACCOUNT_UNCONFIRMED
 */
export async function lockAccount(sql: Sql, accountId: string): Promise<LockedAccount> {
  await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
  const { rows } = await sql.query<LockedAccount & { confirmed: boolean; isOpen: boolean }>(
    `select a.id, a.employee_id as "employeeId", a.password_holder as holder, a.confirmed,
            a.closed_at is null as "isOpen", a.kept_off_key_since is not null as "isKeptOffKey", d.dns_name as "dnsName", d.trusted_by as "trustedBy"
     from domain_account a join domain d on d.id = a.domain_id where a.id = $1`,
    [accountId],
  );
  if (rows[0] === undefined) throw new AppError('NOT_FOUND', 'There is no such account (any more).');
  const { confirmed, isOpen, ...account } = rows[0];
  if (!isOpen) throw new AppError('WRONG_STATE', 'The account is not synchronised any more.');
  if (confirmed) return account;
  throw new AppError(
    'ACCOUNT_UNCONFIRMED',
    'Whose account it is was only told by an e-mail address. Confirm the link with confirmAccount.',
  );
}

export interface KeyForAccount {
  readonly actor: Actor;
  readonly codes: ActivationCodes;
  /** A key that is assigned to the owner, unless it is theirs already. */
  readonly assignKeyId?: string | null;
}

/**
 * The key that the owner of a locked account has, or is given now, with its activation code. Locked.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE without a key, or when it is neither reserved nor active;
 *   KEY_TRANSITION_REFUSED, KEY_OWNER_DEACTIVATED, EMPLOYEE_HAS_KEY where one is to be assigned
 */
export async function lockOwnersKey(
  sql: Sql,
  { employeeId }: LockedAccount,
  { actor, codes, assignKeyId = null }: KeyForAccount,
): Promise<OwnersKey> {
  const owner = await lockOwner(sql, employeeId);
  const ownId = await ownKeyId(sql, employeeId);
  const wantedId = assignKeyId ?? ownId;
  if (wantedId === undefined) throw noKey();
  const keys = await lockKeys(sql, ownId === undefined ? [wantedId] : [wantedId, ownId]);
  const key = keyOf(keys, wantedId, ['input', 'assignKeyId']);
  const isOwn = key.ownerId === employeeId && countsAsOwned(key.status);
  if (!isOwn && assignKeyId === null) throw changedHands();
  if (!isOwn) await assign(sql, { actor, codes }, key, owner);
  const now = await readKey(sql, wantedId);
  if (now.status === 'RESERVED' || now.status === 'ACTIVE') return now;
  throw new AppError(
    'WRONG_STATE',
    `The key ${now.serial} is ${now.status}: it takes a password once it is activated again.`,
  );
}

function assign(
  sql: Sql,
  by: { readonly actor: Actor; readonly codes: ActivationCodes },
  key: StoredKey,
  owner: NewOwner,
): Promise<void> {
  return moveKeys(sql, by, [planAssignment(key, owner)]);
}

async function ownKeyId(sql: Sql, employeeId: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from key where owner_id = $1 and status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED')`,
    [employeeId],
  );
  return rows[0]?.id;
}

async function readKey(sql: Sql, id: string): Promise<OwnersKey> {
  const { rows } = await sql.query<OwnersKey>(
    `select id, serial, status, linked_at is not null as "isLinked" from key where id = $1`,
    [id],
  );
  return rows[0]!;
}

/**
 * Fails when a password of the account cannot be handed to the key now: KEY_NOT_CONNECTED, WORKSTATION_NOT_JOINED.
 */
export async function assertConnected(sql: Sql, account: LockedAccount, key: OwnersKey): Promise<void> {
  const { rows } = await sql.query<{ joined: string | null }>(
    `select w.joined_domain as joined from workstation_presence p
     join workstation w on w.id = p.workstation_id and w.state = 'APPROVED'
     where $1 = any(p.connected_keys) and ${IS_ONLINE}`,
    [key.serial],
  );
  if (key.status !== 'ACTIVE' || rows.length === 0) {
    throw new AppError(
      'KEY_NOT_CONNECTED',
      `The key ${key.serial} is ${key.status === 'ACTIVE' ? 'not connected' : 'yet to be activated'}, so its owner could not log on until it is. To set the password all the same, say \`evenIfKeyIsAway: true\`.`,
      { path: ['input', 'evenIfKeyIsAway'] },
    );
  }
  if (rows.some(({ joined }) => mayHandOver(account, joined))) return;
  throw new AppError(
    'WORKSTATION_NOT_JOINED',
    `The key ${key.serial} is connected to a workstation that is joined neither to ${account.dnsName} nor to a domain that it trusts.`,
  );
}

function noKey(): AppError {
  return new AppError(
    'WRONG_STATE',
    'The owner of the account has no key. Name one that is READY: it is assigned to them at once.',
    { path: ['input', 'assignKeyId'] },
  );
}
