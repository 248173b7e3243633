import { randomUUID } from 'node:crypto';
import { withTransaction, type Pool } from '../../database.js';
import { readNewKey, type KeyInput, type NewKey } from '../../domain/key/key-input.js';
import { keyTransition } from '../../domain/key/key-transitions.js';
import { searchTextOf } from '../../domain/key/key-search.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { insertRow, type RowValues } from '../rows.js';
import { recordKeyEvents } from './moves/key-events.js';

/**
 * Adds a key that nobody has: ready to be assigned.
 *
 * @returns its id
 * @throws AppErrors with every fault of the input; AppError ALREADY_EXISTS for a serial or public key that is there
 */
export async function importKey(pool: Pool, actor: Actor, input: KeyInput): Promise<string> {
  const id = randomUUID();
  const entry = { action: 'key.import', targetType: 'Key', targetId: id };
  return auditRefusals(pool, actor, entry, async () => {
    const key = valueOrThrow(readNewKey(input));
    await withTransaction(pool, async (sql) => {
      await insertRow(sql, 'key', { id, ...rowOfNewKey(key) });
      await insertAudit(sql, actor, { ...entry, details: { serial: key.serial } });
      await recordKeyEvents(sql, [{ keyId: id, action: entry.action }]);
    });
    return id;
  });
}

/** A new key as it is written. */
export function rowOfNewKey({ serial, publicKey, firmware, name }: NewKey): RowValues {
  const facts = { mayBeLinked: false, isConfirmed: false, ownerIsActive: false, ownerHasKey: false };
  const move = keyTransition({ status: null, reason: null }, 'IMPORT', facts);
  if (move.refusal !== undefined) throw new Error('a new key cannot be imported');
  return {
    serial,
    publicKey: Buffer.from(publicKey, 'hex'),
    firmware,
    name,
    status: move.status,
    confirmedStatus: move.status,
    searchText: searchTextOf(serial, name),
  };
}
