import { readEvents, type StreamedEvent } from '../../src/events/stream-events.js';
import type { Pool } from '../../src/database.js';
import type { RunResult } from '../../src/testing/sync/sync-world.js';
import { COLUMNS } from './truth.js';

export type Row = Readonly<Record<string, unknown>>;

export const isOpen = (account: Row): boolean => account['closed_at'] === null;

/** Everything the database says about people. */
export interface PeopleState {
  readonly employees: readonly Row[];
  readonly accounts: readonly Row[];
}

/** What a run left behind besides people. */
export interface RunTrace {
  readonly run: RunResult;
  /** Of the run's stream, read in one go. */
  readonly events: readonly StreamedEvent[];
  /** The same stream by somebody who comes back again and again with the last number seen. */
  readonly resumed: readonly StreamedEvent[];
  /** Decisions that were carried out or failed. */
  readonly finishedItems: readonly Row[];
  /** Audit events of decisions about people. */
  readonly audited: readonly Row[];
}

const EMPLOYEE = `id, source, state, deactivation_causes, given_name, surname, display_name, email, email_key,
  telephone_number, position, department, company, primary_account_id, delete_after`;
const ACCOUNT = `id, employee_id, domain_id, object_guid, ${Object.keys(COLUMNS).join(', ')}, rid, enabled,
  pwd_last_set, account_expires, in_sync_group, in_password_group, by_primary_group, confirmed, password_holder,
  values_hash, unreadable_since, closed_at`;

export async function readPeople(pool: Pool): Promise<PeopleState> {
  const employees = await pool.query<Row>(`select ${EMPLOYEE} from employee order by id`);
  const accounts = await pool.query<Row>(`select ${ACCOUNT} from domain_account order by id`);
  return { employees: employees.rows, accounts: accounts.rows };
}

/** Small, so that a stream is resumed several times. */
const RESUME_AFTER = 3;
const MOST_EVENTS = 10_000;

export async function readTrace(pool: Pool, runId: string): Promise<RunTrace> {
  const resumed: StreamedEvent[] = [];
  for (;;) {
    const some = await readEvents(pool, runId, resumed.at(-1)?.sequence ?? 0, RESUME_AFTER);
    if (some.length === 0) break;
    resumed.push(...some);
  }
  const finished = await pool.query<Row>(
    `select object_guid, decision, state from sync_item where run_id = $1 and state in ('APPLIED', 'FAILED')`,
    [runId],
  );
  const audited = await pool.query<Row>(
    `select details ->> 'objectGuid' as object_guid, action, outcome, details from audit_event
     where actor_kind = 'SYNC' and actor_id = $1 and details ? 'objectGuid'`,
    [runId],
  );
  const runs = await pool.query<RunResult>('select * from sync_run where id = $1', [runId]);
  return {
    run: runs.rows[0]!,
    events: await readEvents(pool, runId, 0, MOST_EVENTS),
    resumed,
    finishedItems: finished.rows,
    audited: audited.rows,
  };
}
