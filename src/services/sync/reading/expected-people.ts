import type { Pool } from '../../../database.js';
import type { ExpectedPeople } from '../../../directory/directory.js';
import type { Attempt } from './store-snapshot.js';

const SAMPLE = 1_000;

/**
 * Whom to expect, by the groups' own values and by whom we know already: people who are in a group by their primary
 * group are in no list of members. objectGUIDs are random, so the first of them are a sample.
 */
export async function expectedPeople(
  pool: Pool,
  { runId, attempt }: Attempt,
  domainId: string,
): Promise<ExpectedPeople> {
  const { rows } = await pool.query<ExpectedPeople>(
    `select greatest(r.expected, (select count(*)::int from domain_account where domain_id = $3 and closed_at is null)) as count,
            array(select dn from (
              (select dn from snapshot_member where run_id = $1 and attempt = $2 and role = 'SYNC'
               order by object_guid limit ${SAMPLE})
              union all
              (select dn from domain_account where domain_id = $3 and closed_at is null and by_primary_group
               order by object_guid limit ${SAMPLE})
            ) as known) as sample
     from sync_run r where r.id = $1`,
    [runId, attempt, domainId],
  );
  return rows[0] ?? { count: 0, sample: [] };
}
