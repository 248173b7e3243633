import type { Sql } from '../../database.js';

/** What comparing a snapshot with the accounts and employees joins and filters by; of the rest nothing has to be known. */
const COMPARED = {
  SNAPSHOT: [
    'snapshot_member (run_id, attempt, role, object_guid)',
    'snapshot_entry (run_id, attempt, object_guid, standing, email_key, values_hash, primary_group_id)',
  ],
  ACCOUNTS: [
    'domain_account (id, employee_id, domain_id, object_guid, closed_at, unreadable_since, values_hash)',
    'employee (id, email_key)',
  ],
} as const;

/** These columns are unique or have a handful of values: a small sample says as much about them as a large one. */
const SAMPLE = 'set local default_statistics_target = 10';

/**
 * Tells the planner how many rows there are by now: without it, tables that were just filled are compared row by row.
 * Several statements in one question are one short transaction: whoever does the same meanwhile waits for its end.
 */
export async function refreshStatistics(sql: Sql, tables: keyof typeof COMPARED): Promise<void> {
  await sql.query(`${SAMPLE}; analyze ${COMPARED[tables].join(', ')}`);
}
