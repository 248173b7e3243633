import type { Sql } from '../../database.js';
import { PasswordChangeStage, type PasswordChangeKind } from '../../domain/states.js';
import type { PasswordChange } from '../../entities/password/password-change.js';
import { BindValues } from '../employees/employee-query.js';
import { selectList } from '../rows.js';
import { sharedCount } from '../shared-answers.js';

/** Which changes. Every condition given must hold. */
export interface ChangeFilter {
  readonly accountId?: string | undefined;
  /** Of one of this employee's accounts. */
  readonly employeeId?: string | undefined;
  /** That give their password to this key. */
  readonly keyId?: string | undefined;
  readonly kinds?: readonly PasswordChangeKind[] | null | undefined;
  readonly stages?: readonly PasswordChangeStage[] | null | undefined;
  /** True: only those that have not ended; false: only those that have. */
  readonly open?: boolean | null | undefined;
}

/** Where a page begins: behind the change with this moment and id. */
export interface ChangePlace {
  readonly createdAt: Date;
  readonly id: string;
}

const PROPERTIES = [
  'id',
  'kind',
  'changeOrder',
  'stage',
  'wantedBy',
  'controllerAddress',
  'acceptedAt',
  'attempts',
  'lastErrorCode',
  'lastError',
  'nextAttemptAt',
  'attention',
  'lockedUntil',
  'verification',
  'disablesAccount',
  'createdAt',
  'updatedAt',
  'endedAt',
] as const satisfies readonly (keyof PasswordChange)[];

/** A change as lists have it; `account` and `key` are ids. */
export type ListedChange = Pick<PasswordChange, (typeof PROPERTIES)[number] | 'account' | 'key'>;

const SELECT = `select ${selectList('c', PROPERTIES)}, c.account_id as account, c.key_id as key from password_change c`;

/** One page, the newest first. */
export async function listChanges(
  sql: Sql,
  filter: ChangeFilter,
  { after, limit }: { readonly after: ChangePlace | undefined; readonly limit: number },
): Promise<ListedChange[]> {
  const bind = new BindValues();
  const conditions = conditionsOf(filter, bind);
  if (after !== undefined) {
    const place = `(${bind.add(after.createdAt)}::timestamptz, ${bind.add(after.id)}::uuid)`;
    conditions.push(`(c.created_at, c.id) < ${place}`);
  }
  const { rows } = await sql.query<ListedChange>(
    `${SELECT} ${where(conditions)} order by c.created_at desc, c.id desc limit ${bind.add(limit)}`,
    bind.all,
  );
  return rows;
}

/** How many there are in all pages. */
export function countChanges(sql: Sql, filter: ChangeFilter): Promise<number> {
  const bind = new BindValues();
  const conditions = conditionsOf(filter, bind);
  return sharedCount(
    sql,
    `select count(*)::int as count from password_change c ${where(conditions)}`,
    bind.all,
  );
}

/** The changes with these ids, in no order. */
export async function changesById(sql: Sql, ids: readonly string[]): Promise<ListedChange[]> {
  const { rows } = await sql.query<ListedChange>(`${SELECT} where c.id = any($1::uuid[])`, [ids]);
  return rows;
}

export interface StageCount {
  readonly stage: PasswordChangeStage;
  readonly count: number;
}

/** How many changes are in each stage, in the order a change goes through them; also where there are none. */
export async function countChangesByStage(sql: Sql): Promise<StageCount[]> {
  const { rows } = await sql.query<StageCount>(
    `select stage, count(*)::int as count from password_change group by stage`,
  );
  const counts = new Map(rows.map(({ stage, count }) => [stage, count]));
  return Object.values(PasswordChangeStage).map((stage) => ({ stage, count: counts.get(stage) ?? 0 }));
}

function conditionsOf(
  { accountId, employeeId, keyId, kinds, stages, open }: ChangeFilter,
  bind: BindValues,
): string[] {
  const conditions: string[] = [];
  if (accountId !== undefined) conditions.push(`c.account_id = ${bind.add(accountId)}`);
  if (employeeId !== undefined) {
    conditions.push(
      `c.account_id in (select id from domain_account where employee_id = ${bind.add(employeeId)})`,
    );
  }
  if (keyId !== undefined) conditions.push(`c.key_id = ${bind.add(keyId)}`);
  if (kinds) conditions.push(`c.kind = any(${bind.add(kinds)})`);
  if (stages) conditions.push(`c.stage = any(${bind.add(stages)})`);
  if (typeof open === 'boolean') conditions.push(`c.ended_at is ${open ? '' : 'not '}null`);
  return conditions;
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
