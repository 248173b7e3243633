import type { Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { KeyPublicKey } from '../../../keys/key-protocol.js';
import { lockKeyAndOwner, type StoredKey } from '../../keys/moves/stored-key.js';
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
  const { rows: accounts } = await sql.query<{ id: string; isOwners: boolean }>(
    `select a.id, a.employee_id is not distinct from o.owner_id as "isOwners"
     from domain_account a, (select (select owner_id from key where id = $1) as owner_id) o
     where a.employee_id = o.owner_id or a.id = $2 order by a.id for no key update of a`,
    [keyId, accountId],
  );
  const key = await lockKeyAndOwner(sql, keyId);
  const { rows } = await sql.query<{ publicKey: Buffer; linkedAt: Date | null; newestSequence: bigint }>(
    `select public_key as "publicKey", linked_at as "linkedAt", newest_sequence as "newestSequence" from key where id = $1`,
    [keyId],
  );
  const { publicKey, ...more } = rows[0]!;
  const accountIds = accounts.flatMap(({ id, isOwners }) => (isOwners ? [id] : []));
  return { ...key, ...more, publicKey: { serial: key.serial, publicKey }, accountIds };
}

/** Approval is looked up each time. Fails with FORBIDDEN. */
export async function assertApproved(sql: Sql, workstationId: string): Promise<void> {
  const { rowCount } = await sql.query(
    prepared(`select 1 from workstation where id = $1 and state = 'APPROVED'`, [workstationId]),
  );
  if (rowCount !== 1) throw notApproved();
}
