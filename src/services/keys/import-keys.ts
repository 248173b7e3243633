import { withTransaction, type Pool, type Sql } from '../../database.js';
import { readKeyList, type KeyListFault, type ListedNewKey } from '../../domain/key/key-list.js';
import { inField } from '../../domain/settings/input-fault.js';
import type { ErrorCode } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { columnList, columnName } from '../rows.js';
import { rowOfNewKey } from './import-key.js';
import { recordKeyEvents } from './moves/key-events.js';

/** A line of the list that no key was made of. */
export interface RefusedLine extends KeyListFault {
  readonly code: ErrorCode;
}

export interface ImportedKeys {
  /** In the order of the list. */
  readonly keyIds: readonly string[];
  /** In the order of the list. */
  readonly refused: readonly RefusedLine[];
}

/**
 * Adds every good line of a list as a key, and names the others with the reason. One transaction, a handful of statements.
 *
 * @throws AppError BAD_INPUT when the list as a whole is none: see `readKeyList`
 */
export async function importKeys(pool: Pool, actor: Actor, csv: string): Promise<ImportedKeys> {
  const entry = { action: 'key.import-list' };
  return auditRefusals(pool, actor, entry, async () => {
    const { keys, faults } = valueOrThrow(inField('csv', readKeyList(csv)));
    return withTransaction(pool, async (sql) => {
      const idOf = await insertKeys(sql, keys);
      const taken = keys.filter(({ serial }) => idOf.has(serial));
      const refused = refusedLines(
        faults,
        keys.filter(({ serial }) => !idOf.has(serial)),
      );
      const keyIds = taken.map(({ serial }) => idOf.get(serial)!);
      await auditKeys(sql, actor, keyIds);
      await insertAudit(sql, actor, {
        ...entry,
        details: { imported: keyIds.length, refusedLines: refused.map(({ line }) => line) },
      });
      await recordKeyEvents(
        sql,
        keyIds.map((keyId) => ({ keyId, action: 'key.import' })),
      );
      return { keyIds, refused };
    });
  });
}

const PROPERTIES = ['serial', 'publicKey', 'firmware', 'name', 'status', 'confirmedStatus', 'searchText'];

/** The ids of the new keys by serial. Who is there already is not touched and not answered. */
async function insertKeys(sql: Sql, keys: readonly ListedNewKey[]): Promise<Map<string, string>> {
  const rows = keys.map(rowOfNewKey);
  const places = PROPERTIES.map((name, at) => `$${at + 1}::${name === 'publicKey' ? 'bytea' : 'text'}[]`);
  const { rows: added } = await sql.query<{ id: string; serial: string }>(
    `insert into key (${columnList(PROPERTIES)})
     select * from unnest(${places.join(', ')}) as k (${PROPERTIES.map(columnName).join(', ')})
     on conflict do nothing returning id, serial`,
    PROPERTIES.map((name) => rows.map((row) => row[name])),
  );
  return new Map(added.map(({ id, serial }) => [serial, id]));
}

function refusedLines(faults: readonly KeyListFault[], known: readonly ListedNewKey[]): RefusedLine[] {
  const bad = faults.map((fault) => ({ ...fault, code: 'BAD_INPUT' as const }));
  const there = known.map(({ line }) => ({
    line,
    code: 'ALREADY_EXISTS' as const,
    message: 'There is a key with this serial or public key already.',
  }));
  return [...bad, ...there].toSorted((a, b) => a.line - b.line);
}

async function auditKeys(sql: Sql, actor: Actor, keyIds: readonly string[]): Promise<void> {
  await sql.query(
    `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select $2, $3, $4, 'key.import', 'Key', k.id, 'DONE', jsonb_build_object('serial', k.serial)
     from key k where k.id = any($1::uuid[]) order by k.serial`,
    [keyIds, actor.kind, actor.id, actor.name],
  );
}
