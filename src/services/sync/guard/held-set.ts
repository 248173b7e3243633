import type { Sql } from '../../../database.js';
import type { HeldChange } from '../../../domain/sync/removal-guard.js';
import type { SyncRunRow } from '../sync-run-row.js';

/** Everybody a snapshot holds something of. */
export interface HeldSet {
  readonly people: number;
  readonly removals: number;
  readonly disablings: number;
  /** Every change that is held of anybody. */
  readonly changes: readonly HeldChange[];
  /** SHA-256, hexadecimal, over who is held and what of them; the order of the reading makes no difference. */
  readonly hash: string;
}

export async function heldSet(sql: Sql, { id, attempt }: SyncRunRow): Promise<HeldSet> {
  const { rows } = await sql.query<HeldSet>(
    `select count(*)::int as people,
            count(*) filter (where 'REMOVAL' = any(held))::int as removals,
            count(*) filter (where held && array['DISABLING', 'UNKNOWN_STATE'])::int as disablings,
            array(select distinct c from snapshot_entry f cross join unnest(f.held) c
                  where f.run_id = $1 and f.attempt = $2 and f.held is not null) as changes,
            encode(sha256(convert_to(coalesce(string_agg(object_guid || ' ' || array_to_string(held, ' '), E'\\n'
              order by object_guid), ''), 'UTF8')), 'hex') as hash
     from snapshot_entry where run_id = $1 and attempt = $2 and held is not null`,
    [id, attempt],
  );
  return rows[0]!;
}
