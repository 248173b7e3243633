import { randomUUID } from 'node:crypto';
import type { Sql } from '../../../database.js';
import { decide } from '../../../domain/sync/sync-plan.js';
import { type PlannedDecision } from '../../../domain/sync/planned-decision.js';
import { noCounts, type SyncCounts } from '../../../domain/sync/sync-counts.js';
import { AppError } from '../../../errors.js';
import { candidateOfRow } from './candidate-of-row.js';
import type { AddressMoves } from './address-moves.js';
import { findAddressMoves } from './contested-addresses.js';
import { BatchNumbers } from './batch-numbers.js';
import { decidedRows, IS_UNCHANGED, type CandidateRow, type DecidedRows } from './plan-candidates.js';
import { oneBehind } from '../../one-behind.js';
import { arrayLiteral } from '../../rows.js';
import { guardPlan } from '../guard/guard-plan.js';
import { recordProgress } from '../run-progress.js';
import type { Attempt } from '../reading/store-snapshot.js';
import type { SyncRunRow } from '../sync-run-row.js';

/** How many people are decided about at a time. */
const PLANNING_SIZE = 2_000;

/**
 * Makes the plan of a run, in the caller's transaction: first what the guard holds back, so that every decision follows
 * from what will really be applied; then one item for each person but the unchanged, who are only
 * counted. Called again after a crash it plans anew for whoever has no applied item yet; what was applied stays.
 *
 * @throws AppError SNAPSHOT_LOST when the snapshot has not the people that reading counted
 */
export async function planRun(sql: Sql, run: SyncRunRow): Promise<void> {
  const attempt = { runId: run.id, attempt: run.attempt };
  await proveSnapshotWhole(sql, run);
  await sql.query(`delete from sync_item where run_id = $1 and state in ('PLANNED', 'HELD')`, [run.id]);
  // Once for each reading: a plan that is made again after a crash holds what was held, whatever is left to count.
  if (run.phase === 'PLANNING') await guardPlan(sql, run);
  const moves = await findAddressMoves(sql, attempt, run.domain);
  let position = await lastPosition(sql, run.id);
  const batches = new BatchNumbers();
  const deciding = { size: PLANNING_SIZE, decide: (row: CandidateRow) => decideRow(row, run, moves) };
  await oneBehind(async (storeNext) => {
    for await (const { rows, decisions } of decidedRows(sql, attempt, run.domain, deciding)) {
      const values = itemValues({ position, batches, rows, decisions });
      await storeNext(() => sql.query(STORE_ITEMS, [run.id, ...values]));
      position += rows.length;
    }
  });
  await finishPlan(sql, attempt, run);
}

/**
 * Plans a run in which everybody is as they were last applied and nothing waits for somebody's decision: the usual one,
 * for which one comparison is enough. There is nothing to guard then, and nothing another domain's plan could get in the
 * way of, so it takes no lock.
 *
 * @returns false when there is something to decide about: then nothing was written
 * @throws AppError SNAPSHOT_LOST as `planRun` does
 */
export async function planUnchangedRun(sql: Sql, run: SyncRunRow): Promise<boolean> {
  if (run.phase !== 'PLANNING' || run.kind === 'APPROVAL') return false;
  const attempt = { runId: run.id, attempt: run.attempt };
  await proveSnapshotWhole(sql, run);
  const { rows } = await sql.query<{ found: boolean }>(
    `select exists (select 1 from sync_hold where domain_id = $3 and state in ('PENDING', 'REJECTED'))
         -- Counted, so that the two are compared as sets: asked whether there is one, the planner looks row by row.
         or (select count(*) from snapshot_entry e
             left join domain_account a on a.domain_id = $3 and a.object_guid = e.object_guid
             where e.run_id = $1 and e.attempt = $2 and (${IS_UNCHANGED}) is not true) > 0 as found`,
    [attempt.runId, attempt.attempt, run.domain.id],
  );
  if (rows[0]?.found !== false) return false;
  await finishPlan(sql, attempt, run);
  return true;
}

function decideRow(row: CandidateRow, run: SyncRunRow, moves: AddressMoves): PlannedDecision {
  const planned = decide(candidateOfRow(row, moves), run.domain);
  return moves.releasing.has(row.object_guid) || moves.replaced.has(row.object_guid)
    ? { ...planned, instruction: { ...planned.instruction, together: true } }
    : planned;
}

async function proveSnapshotWhole(sql: Sql, run: SyncRunRow): Promise<void> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from snapshot_entry where run_id = $1 and attempt = $2 and standing = 'PERSON'`,
    [run.id, run.attempt],
  );
  if (rows[0]?.count === run.snapshotPeople) return;
  throw new AppError(
    'SNAPSHOT_LOST',
    `The snapshot of ${run.domain.dnsName} has ${rows[0]?.count ?? 0} people, while ${run.snapshotPeople ?? 0} were read. Nothing was planned on it; start the synchronisation again.`,
  );
}

async function lastPosition(sql: Sql, runId: string): Promise<number> {
  const { rows } = await sql.query<{ last: number }>(
    `select coalesce(max(position), 0) as last from sync_item where run_id = $1`,
    [runId],
  );
  return rows[0]?.last ?? 0;
}

interface Placing {
  /** The last one that is taken. */
  readonly position: number;
  readonly batches: BatchNumbers;
}

// Nearly all of a set are told one of a few things: each of these is sent and read once.
const STORE_ITEMS = `
  with instructions as materialized (
    select place, instruction::jsonb from unnest($13::text[]) with ordinality as n (instruction, place)
  )
  insert into sync_item (run_id, object_guid, decision, state, held, reason_code, reason, person_name, employee_id,
                         changes, instruction, batch_number, position)
  select $1, i.object_guid, i.decision, i.state, i.held::text[], i.reason_code, i.reason, i.person_name, i.employee_id,
         i.changes::jsonb, n.instruction, i.batch_number, $2 + i.place
  from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[],
              $11::text[], $12::int[], $14::int[]) with ordinality
    as i (object_guid, decision, state, held, reason_code, reason, person_name, employee_id, changes, batch_number,
          instruction, place)
  join instructions n on n.place = i.instruction`;

/** The values of STORE_ITEMS after the run. */
function itemValues({
  position,
  batches,
  rows,
  decisions,
}: DecidedRows<PlannedDecision> & Placing): unknown[] {
  // Said here and not when it is applied: an item is then written once more, and not in every index.
  const employeeIds = decisions.map(
    ({ employeeId, instruction }) => employeeId ?? (instruction.employee === 'NEW' ? randomUUID() : null),
  );
  const instructions = new Map<string, number>();
  const places = decisions.map(({ instruction }) => {
    const text = JSON.stringify(instruction);
    const place = instructions.get(text) ?? instructions.size + 1;
    instructions.set(text, place);
    return place;
  });
  const columns = [
    rows.map(({ object_guid }) => object_guid),
    decisions.map(({ decision }) => decision),
    decisions.map(({ isHeld }) => (isHeld ? 'HELD' : 'PLANNED')),
    // What is held has names of ours, with nothing in them that an array would have to quote.
    rows.map(({ held }) => held && `{${held.join(',')}}`),
    decisions.map(({ reasonCode }) => reasonCode),
    decisions.map(({ reason }) => reason),
    decisions.map(({ personName }) => personName),
    employeeIds,
    decisions.map(({ changes }) => changes && JSON.stringify(changes)),
    decisions.map(({ instruction }) => batches.next(instruction)),
    [...instructions.keys()],
    places,
  ];
  return [position, ...columns.map(arrayLiteral)];
}

async function finishPlan(sql: Sql, { runId, attempt }: Attempt, run: SyncRunRow): Promise<void> {
  const counts: SyncCounts = noCounts();
  const { rows } = await sql.query<{ decision: keyof SyncCounts; count: number }>(
    `select decision, count(*)::int as count from sync_item where run_id = $1 group by decision`,
    [runId],
  );
  for (const { decision, count } of rows) counts[decision] = count;
  const unchanged = await sql.query<{ count: number }>(
    `select count(*)::int as count from snapshot_entry e
     join domain_account a on a.domain_id = $3 and a.object_guid = e.object_guid
     where e.run_id = $1 and e.attempt = $2 and ${IS_UNCHANGED}
       and not exists (select 1 from sync_item i where i.run_id = $1 and i.object_guid = e.object_guid)`,
    [runId, attempt, run.domain.id],
  );
  const planned = rows.reduce((sum, { count }) => sum + count, 0);
  counts.UNCHANGED = unchanged.rows[0]?.count ?? 0;
  await sql.query(
    `update sync_run r set phase = case when kind = 'DRY_RUN' then phase else 'APPLYING' end, phase_started_at = now(),
            planned = $2, counts = $3,
            held = (select count(*) from sync_item i where i.run_id = r.id and i.held is not null)
     where id = $1`,
    [runId, planned, JSON.stringify(counts)],
  );
  await recordProgress(sql, runId);
}
