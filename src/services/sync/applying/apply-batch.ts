import type { Sql } from '../../../database.js';
import { ACCOUNT_VALUE_NAMES } from '../../../domain/employee/account-values.js';
import { LINK_ACCOUNT_VALUE_NAMES, type EmployeeLink } from '../../../domain/employee/employee-after.js';
import type { RemovalEffect } from '../../../domain/employee/employee-standing.js';
import type { SyncDecision } from '../../../domain/states.js';
import type { SyncInstruction } from '../../../domain/sync/planned-decision.js';
import { AppError } from '../../../errors.js';
import { columnList, selectList, takeExcluded } from '../../rows.js';
import { reprofileEmployees } from '../reprofile-employees.js';
import { recordProgress } from '../run-progress.js';
import type { SyncRunRow } from '../sync-run-row.js';

export interface ItemRow {
  readonly id: string;
  readonly decision: SyncDecision;
  readonly object_guid: string;
  readonly employee_id: string | null;
  readonly person_name: string;
  readonly instruction: SyncInstruction;
}

/** Writes one set of decided items in the caller's transaction. Doing it again does nothing twice. */
export async function applyItems(sql: Sql, run: SyncRunRow, itemIds: readonly string[]): Promise<void> {
  const items = await claimItems(sql, itemIds);
  if (items.length === 0) return;
  const ids = items.map(({ id }) => id);
  await lockAccounts(sql, run, items);
  await closeAccounts(sql, run, items);
  const created = await linkAccounts(sql, run, ids, items);
  await markUnreadable(sql, run, items);
  const known = items.flatMap(({ instruction, employee_id }) =>
    instruction.action === 'NONE' || employee_id === null || created.has(employee_id) ? [] : [employee_id],
  );
  const employeeIds = [...new Set(known)].toSorted();
  await reprofileEmployees(sql, employeeIds, { removals: removalsOf(items, run), created });
  await finishItems(sql, run, ids, items.at(-1)?.person_name ?? null);
  await recordProgress(sql, run.id);
}

/** Marks the items still to be done as applied, which is true once the caller's transaction is, and answers them. */
async function claimItems(sql: Sql, itemIds: readonly string[]): Promise<ItemRow[]> {
  const { rows } = await sql.query<ItemRow>(
    `update sync_item set state = 'APPLIED', applied_at = now()
     where id = any($1::uuid[]) and state = 'PLANNED'
     returning id, decision, object_guid, employee_id, person_name, instruction`,
    [itemIds],
  );
  return rows;
}

function removalsOf(items: readonly ItemRow[], run: SyncRunRow): Map<string, RemovalEffect> {
  const deleteAfter = new Date(Date.now() + run.domain.deletionGraceDays * 86_400_000);
  return new Map(
    items.flatMap(({ employee_id, instruction: { removal } }) =>
      employee_id === null || removal === null
        ? []
        : [[employee_id, { policy: removal, deleteAfter }] as const],
    ),
  );
}

/** In the order of everybody who needs several accounts at a time, such as a cohort of changes of passwords. */
async function lockAccounts(sql: Sql, run: SyncRunRow, items: readonly ItemRow[]): Promise<void> {
  await sql.query(
    `select id from domain_account where domain_id = $1 and object_guid = any($2::uuid[]) order by id for no key update`,
    [run.domainId, items.map((item) => item.object_guid)],
  );
}

// Told by objectGUID which accounts to touch, and not asked at all when there are none: joined with the items, the
// planner may go through every item for each account of the domain.
async function closeAccounts(sql: Sql, run: SyncRunRow, items: readonly ItemRow[]): Promise<void> {
  const closing = items.filter(({ instruction }) => instruction.action === 'CLOSE');
  if (closing.length === 0) return;
  await sql.query(
    `update domain_account a set closed_at = now(), in_sync_group = false, in_password_group = false,
            by_primary_group = false, password_holder = c.password_holder, values_hash = null,
            unreadable_since = null
     from unnest($2::uuid[], $3::text[]) as c (object_guid, password_holder)
     where a.domain_id = $1 and a.object_guid = c.object_guid`,
    [
      run.domainId,
      closing.map((item) => item.object_guid),
      closing.map(({ instruction }) => instruction.passwordHolder),
    ],
  );
}

// The e-mail a link keeps when its change is withheld is the one it has; its hash then says that it is to be looked at
// again. Where the guard holds something back, the hash is no reading's: everything else is applied, and what is held is
// decided about by every run. Confirmation is never taken back here, and only an administrator gives it later.
const VALUES_BUT_MAIL = ACCOUNT_VALUE_NAMES.filter((name) => name !== 'mail');
const LINK = `
  insert into domain_account as a (employee_id, domain_id, object_guid, ${columnList(VALUES_BUT_MAIL)}, mail,
    enabled, when_changed, usn_changed, in_sync_group, in_password_group, by_primary_group, confirmed,
    password_holder, values_hash, last_seen_at)
  select i.employee_id, $2, e.object_guid, ${columnList(VALUES_BUT_MAIL, 'e')},
    -- Looked up for those few alone: joined, the planner may go through the whole domain for each of the items.
    case when (i.instruction ->> 'withholdMail')::boolean then (
      select k.mail from domain_account k where k.domain_id = $2 and k.object_guid = i.object_guid
    ) else e.mail end,
    (e.user_account_control & 2) = 0, e.when_changed, e.usn_changed, true, e.in_password_group, e.by_primary_group,
    (i.instruction ->> 'confirmed')::boolean,
    i.instruction ->> 'passwordHolder',
    case when (i.instruction ->> 'withholdMail')::boolean then null
         when e.held is not null then 'something is held' else e.values_hash end, now()
  from sync_item i
  join snapshot_entry e on e.run_id = i.run_id and e.attempt = $3 and e.object_guid = i.object_guid
  where i.id = any($1::uuid[]) and i.instruction ->> 'action' = 'LINK'
  on conflict (domain_id, object_guid) do update set
    ${takeExcluded(ACCOUNT_VALUE_NAMES)},
    enabled = excluded.enabled, when_changed = excluded.when_changed, usn_changed = excluded.usn_changed,
    in_sync_group = true,
    in_password_group = excluded.in_password_group, by_primary_group = excluded.by_primary_group,
    -- Confirmed since the plan was made, or in the hands of a key: then the plan knew less than the row does.
    password_holder = case when a.closed_at is null and (a.confirmed is distinct from excluded.confirmed
                             or a.password_holder not in ('UNMANAGED', 'AWAITING_KEY'))
                           then a.password_holder else excluded.password_holder end,
    values_hash = excluded.values_hash, last_seen_at = now(),
    unreadable_since = null, closed_at = null
  returning employee_id as "employeeId", id as "accountId", enabled, password_holder as "passwordHolder",
    ${selectList('a', LINK_ACCOUNT_VALUE_NAMES)}`;

/** @returns the one link of each employee who is new, by the employee's id */
async function linkAccounts(
  sql: Sql,
  run: SyncRunRow,
  ids: readonly string[],
  items: readonly ItemRow[],
): Promise<Map<string, EmployeeLink>> {
  const created = new Set(
    items.flatMap(({ instruction, employee_id }) =>
      instruction.employee === 'NEW' && instruction.action === 'LINK' ? [employee_id] : [],
    ),
  );
  const { rows } = await sql.query<LinkedRow>(LINK, [ids, run.domainId, run.attempt]);
  const { priority, seniority, mailSuffixes } = run.domain;
  const fresh = new Map<string, EmployeeLink>();
  for (const { employeeId, accountId, enabled, passwordHolder, ...values } of rows)
    if (created.has(employeeId))
      fresh.set(employeeId, {
        accountId,
        enabled,
        passwordHolder,
        values,
        priority,
        seniority,
        mailSuffixes,
      });
  return fresh;
}

type LinkedRow = Pick<EmployeeLink, 'accountId' | 'enabled' | 'passwordHolder'> &
  EmployeeLink['values'] & { readonly employeeId: string };

async function markUnreadable(sql: Sql, run: SyncRunRow, items: readonly ItemRow[]): Promise<void> {
  const unreadable = items.filter(({ instruction }) => instruction.action === 'MARK_UNREADABLE');
  if (unreadable.length === 0) return;
  await sql.query(
    `update domain_account set unreadable_since = coalesce(unreadable_since, now())
     where domain_id = $1 and object_guid = any($2::uuid[])`,
    [run.domainId, unreadable.map((item) => item.object_guid)],
  );
}

/** Each decision is an audit event in the transaction that carries it out. */
async function finishItems(sql: Sql, run: SyncRunRow, ids: readonly string[], lastPerson: string | null) {
  await sql.query(
    `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select 'SYNC', $2, $3, 'sync.' || lower(i.decision), 'Employee', i.employee_id, 'DONE',
            jsonb_build_object('domainId', $4::uuid, 'objectGuid', i.object_guid, 'reason', i.reason_code,
              'fields', case when jsonb_typeof(i.changes) = 'array' then coalesce((
                select jsonb_agg(c ->> 'field') from jsonb_array_elements(i.changes) c
                where c -> 'held' is null), '[]') else '[]' end)
     from sync_item i where i.id = any($1::uuid[]) order by i.position`,
    [ids, run.id, run.domain.dnsName, run.domainId],
  );
  const counted = await sql.query(
    `update sync_run set applied = applied + $2, last_person = coalesce($3, last_person)
     where id = $1 and attempt = $4 and phase = 'APPLYING'`,
    [run.id, ids.length, lastPerson, run.attempt],
  );
  // A run that was ended while this process hung must not be gone on with: its snapshot is no longer there.
  if (counted.rowCount === 0)
    throw new AppError('RUN_FINISHED', 'The run was ended while it was being applied.');
}

/** One person could not be written: they are named, in the caller's transaction, and the others go on. */
export async function failItem(sql: Sql, run: SyncRunRow, itemId: string, message: string): Promise<void> {
  const failed = await sql.query(
    `update sync_item set state = 'FAILED', error_message = $2,
            employee_id = case when instruction ->> 'employee' = 'NEW' then null else employee_id end
     where id = $1 and state = 'PLANNED'`,
    [itemId, message],
  );
  if (failed.rowCount === 0) return;
  await sql.query(
    `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select 'SYNC', $2, $3, 'sync.' || lower(decision), 'Employee', employee_id, 'FAILED',
            jsonb_build_object('domainId', $4::uuid, 'objectGuid', object_guid, 'reason', reason_code)
     from sync_item where id = $1`,
    [itemId, run.id, run.domain.dnsName, run.domainId],
  );
  await sql.query(`update sync_run set failed = failed + 1 where id = $1`, [run.id]);
  await recordProgress(sql, run.id);
}
