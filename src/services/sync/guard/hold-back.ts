import type { Sql } from '../../../database.js';
import { emailKey } from '../../../domain/identifiers.js';
import { GUARDED_FIELDS, type HeldChange } from '../../../domain/sync/removal-guard.js';
import { columnName } from '../../rows.js';
import type { SyncRunRow } from '../sync-run-row.js';
import { DUE, dueParameters } from './due-changes.js';

const KEY_SIZE = 2_000;

/** A held field keeps the value the link has. */
const KEPT_FIELDS = GUARDED_FIELDS.map((field) => {
  const column = columnName(field);
  return `${column} = case when '${field}' = any(d.held) then d.${column} else e.${column} end`;
}).join(', ');

/**
 * Puts into the snapshot what goes on instead of the changes to be held, for everybody they would befall: the removed
 * count as linked, the disabled as enabled (whatever else their account control says is taken), and an emptied field
 * keeps its value. So every decision that is made on the snapshot follows from what is really applied.
 */
export async function holdBack(
  sql: Sql,
  run: SyncRunRow,
  held: readonly HeldChange[],
  approvedRunId: string | null,
): Promise<void> {
  await sql.query(
    `update snapshot_entry e set
       held = d.held, values_hash = null,
       standing = case when 'REMOVAL' = any(d.held) then 'HELD' else e.standing end,
       user_account_control = case when 'DISABLING' = any(d.held) then e.user_account_control & ~2
                                   when 'UNKNOWN_STATE' = any(d.held) then d.user_account_control
                                   else e.user_account_control end,
       ${KEPT_FIELDS}
     from (
       select x.*, array(select c from unnest(x.due) with ordinality as u (c, place)
                         where c = any($5::text[]) order by place) as held
       from (${DUE}) x
     ) d
     where e.run_id = $1 and e.attempt = $2 and e.object_guid = d.guid and cardinality(d.held) > 0`,
    [...dueParameters(run, approvedRunId), held],
  );
  if (held.includes('mail')) await keepEmailKeys(sql, run);
}

/** Whoever keeps an address goes on being matched by it. */
async function keepEmailKeys(sql: Sql, { id, attempt }: SyncRunRow): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql.query<{ guid: string; mail: string }>(
      `select object_guid as guid, mail from snapshot_entry
       where run_id = $1 and attempt = $2 and 'mail' = any(held) and object_guid > $3
       order by object_guid limit ${KEY_SIZE}`,
      [id, attempt, after],
    );
    if (rows.length === 0) return;
    await sql.query(
      `update snapshot_entry e set email_key = k.email_key
       from unnest($3::uuid[], $4::text[]) as k (guid, email_key)
       where e.run_id = $1 and e.attempt = $2 and e.object_guid = k.guid`,
      [id, attempt, rows.map(({ guid }) => guid), rows.map(({ mail }) => emailKey(mail) ?? null)],
    );
    after = rows.at(-1)!.guid;
  }
}
