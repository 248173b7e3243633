import type { Sql } from '../../../database.js';
import type { AuditEvent } from '../../../entities/audit-event.js';
import type { Activation } from '../../../entities/key/activation.js';
import type { KeyTask } from '../../../entities/key/key-task.js';
import { selectList } from '../../rows.js';

const TASK_PROPERTIES = [
  'id',
  'kind',
  'state',
  'attempts',
  'lastError',
  'wantedBy',
  'createdAt',
  'deliveredAt',
  'endedAt',
] as const satisfies readonly (keyof KeyTask)[];

/** A task as lists have it; `key` and `account` are ids. */
export type ListedKeyTask = Pick<KeyTask, (typeof TASK_PROPERTIES)[number] | 'key' | 'account'>;

/** Where a page of tasks begins: behind the one with this moment and id. */
export interface TaskPlace {
  readonly createdAt: Date;
  readonly id: string;
}

/** The newest tasks of each of these keys behind a place, at most `limit` for each. One statement for all. */
export async function tasksOfKeys(
  sql: Sql,
  keyIds: readonly string[],
  after: TaskPlace | undefined,
  limit: number,
): Promise<ListedKeyTask[]> {
  const { rows } = await sql.query<ListedKeyTask>(
    `select page.* from unnest($1::uuid[]) k(id) cross join lateral (
       select ${selectList('t', TASK_PROPERTIES)}, t.key_id as key, t.account_id as account from key_task t
       where t.key_id = k.id and ($2::timestamptz is null or (t.created_at, t.id) < ($2::timestamptz, $3::uuid))
       order by t.created_at desc, t.id desc limit $4
     ) page order by page."createdAt" desc, page.id desc`,
    [keyIds, after?.createdAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}

const AUDIT_PROPERTIES = [
  'id',
  'at',
  'position',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'targetType',
  'targetId',
  'outcome',
  'details',
] as const satisfies readonly (keyof AuditEvent)[];

/** What the audit says of a key. */
export type KeyHistoryEvent = Pick<AuditEvent, (typeof AUDIT_PROPERTIES)[number]>;

/** Where a page of a history begins: behind the event with this moment and position. */
export interface HistoryPlace {
  readonly at: Date;
  readonly position: number;
}

/** The newest audit events of each of these keys behind a place, at most `limit` for each. One statement for all. */
export async function historyOfKeys(
  sql: Sql,
  keyIds: readonly string[],
  after: HistoryPlace | undefined,
  limit: number,
): Promise<KeyHistoryEvent[]> {
  const { rows } = await sql.query<KeyHistoryEvent>(
    `select page.* from unnest($1::uuid[]) k(id) cross join lateral (
       select ${selectList('a', AUDIT_PROPERTIES).replace('a.position', 'a.position::float8')} from audit_event a
       where a.target_type = 'Key' and a.target_id = k.id
         and ($2::timestamptz is null or (a.at, a.position) < ($2::timestamptz, $3::bigint))
       order by a.at desc, a.position desc limit $4
     ) page order by page.at desc, page.position desc`,
    [keyIds, after?.at ?? null, after?.position ?? null, limit],
  );
  return rows;
}

export interface CountOfKey {
  readonly keyId: string;
  readonly count: number;
}

/** How many tasks each of these keys has; a key without any is not in the answer. */
export async function countTasks(sql: Sql, keyIds: readonly string[]): Promise<CountOfKey[]> {
  const { rows } = await sql.query<CountOfKey>(
    `select key_id as "keyId", count(*)::int as count from key_task where key_id = any($1::uuid[]) group by 1`,
    [keyIds],
  );
  return rows;
}

/** How many audit events each of these keys has. */
export async function countHistory(sql: Sql, keyIds: readonly string[]): Promise<CountOfKey[]> {
  const { rows } = await sql.query<CountOfKey>(
    `select target_id as "keyId", count(*)::int as count from audit_event
     where target_type = 'Key' and target_id = any($1::uuid[]) group by 1`,
    [keyIds],
  );
  return rows;
}

/** An activation as the API shows it: never with its code. */
export type ListedActivation = Pick<Activation, 'state' | 'issuedAt' | 'expiresAt' | 'endedAt' | 'key'>;

/** The newest activation of each of these keys. One whose days are over counts as expired, erased or not. */
export async function activationsOfKeys(sql: Sql, keyIds: readonly string[]): Promise<ListedActivation[]> {
  const { rows } = await sql.query<ListedActivation>(
    `select distinct on (a.key_id) a.key_id as key, a.issued_at as "issuedAt", a.expires_at as "expiresAt",
            a.ended_at as "endedAt",
            case when a.state = 'PENDING' and a.expires_at <= now() then 'EXPIRED' else a.state end as state
     from activation a where a.key_id = any($1::uuid[])
     order by a.key_id, a.state = 'PENDING' desc, a.issued_at desc, a.id`,
    [keyIds],
  );
  return rows;
}
