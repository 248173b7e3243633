import type { Sql } from '../../database.js';
import { PROFILE_FIELDS } from '../../domain/employee/profile.js';
import type { Employee } from '../../entities/employee.js';
import { prepared } from '../prepared.js';
import { columnName, selectList } from '../rows.js';
import { sharedCount } from '../shared-answers.js';
import { BindValues, conditionsOf, type EmployeeFilter } from './employee-query.js';

/** What a list of employees may be ordered by. */
export const EmployeeOrderField = {
  NAME: 'NAME',
  EMAIL: 'EMAIL',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;
export type EmployeeOrderField = keyof typeof EmployeeOrderField;

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type OrderDirection = keyof typeof OrderDirection;

export interface EmployeeOrder {
  readonly field: EmployeeOrderField;
  readonly direction: OrderDirection;
}

/** Where a page begins: behind the row with this sort key. The key of EMAIL may be null. */
export interface EmployeePlace {
  readonly key: string | null;
  readonly id: string;
}

export interface EmployeePageRequest {
  readonly filter: EmployeeFilter;
  readonly search: string | null | undefined;
  readonly order: EmployeeOrder;
  readonly after: EmployeePlace | undefined;
  /** How many rows at most. */
  readonly limit: number;
}

/** The columns a list needs: everything but what only searching uses. */
const PROPERTIES = [
  'id',
  'source',
  'state',
  'deactivationCauses',
  ...PROFILE_FIELDS,
  'emailKey',
  'primaryAccountId',
  'deleteAfter',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Employee)[];

/** An employee as lists have them. */
export type ListedEmployee = Readonly<Pick<Employee, (typeof PROPERTIES)[number]>>;

const SELECTED = selectList('e', PROPERTIES);

const SORT_KEY = {
  NAME: { property: 'displayName', type: 'text' },
  EMAIL: { property: 'emailKey', type: 'text' },
  CREATED_AT: { property: 'createdAt', type: 'timestamptz' },
  UPDATED_AT: { property: 'updatedAt', type: 'timestamptz' },
} as const satisfies Record<EmployeeOrderField, { property: keyof ListedEmployee; type: string }>;

/** One page in one statement. */
export async function listEmployees(
  sql: Sql,
  request: EmployeePageRequest,
): Promise<readonly ListedEmployee[]> {
  const bind = new BindValues();
  const conditions = conditionsOf(request.filter, request.search, bind);
  const limit = bind.add(request.limit);
  const { property } = SORT_KEY[request.order.field];
  const { direction } = request.order;
  const part = (more: readonly string[]): string =>
    `(select ${SELECTED} from employee e ${where([...conditions, ...more])}
      order by e.${columnName(property)} ${direction}, e.id ${direction} limit ${limit})`;
  const parts = partsBehind(request, bind).map(part);
  // Each part comes in order from an index; ordering once more what is left of two parts is ordering a page or two.
  const text = `select * from (${parts.join(' union all ')}) page order by "${property}" ${direction}, id ${direction} limit ${limit}`;
  // What a search or a filter leaves decides about its plan; everybody is always read from the index of the order.
  const isForEverybody = conditions.length === 0;
  const query = isForEverybody ? prepared(text, bind.all) : { text, values: bind.all };
  const { rows } = await sql.query<ListedEmployee>(query);
  return rows;
}

/** How many there are in all pages. Lists are looked at by many at once, and all of them ask the same. */
export async function countEmployees(
  sql: Sql,
  filter: EmployeeFilter,
  search: string | null | undefined,
): Promise<number> {
  const bind = new BindValues();
  const conditions = conditionsOf(filter, search, bind);
  return sharedCount(sql, `select count(*)::int as count from employee e ${where(conditions)}`, bind.all);
}

/** The employees with these ids, in no order. */
export async function employeesById(sql: Sql, ids: readonly string[]): Promise<ListedEmployee[]> {
  const { rows } = await sql.query<ListedEmployee>(
    `select ${SELECTED} from employee e where e.id = any($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** The sort key of a row: what its cursor holds besides its id. */
export function sortKey(employee: ListedEmployee, field: EmployeeOrderField): string | null {
  const key = employee[SORT_KEY[field].property];
  return key instanceof Date ? key.toISOString() : key;
}

/**
 * What comes behind a place, as parts that an index serves one after the other. PostgreSQL puts nulls last when
 * ascending and first when descending, and a row comparison never finds them.
 */
function partsBehind({ after, order }: EmployeePageRequest, bind: BindValues): string[][] {
  if (after === undefined) return [[]];
  const { property, type } = SORT_KEY[order.field];
  const column = `e.${columnName(property)}`;
  const sign = order.direction === 'ASC' ? '>' : '<';
  const id = `${bind.add(after.id)}::uuid`;
  if (after.key === null) {
    const sameKey = [`${column} is null`, `e.id ${sign} ${id}`];
    return order.direction === 'ASC' ? [sameKey] : [sameKey, [`${column} is not null`]];
  }
  const behind = [`(${column}, e.id) ${sign} (${bind.add(after.key)}::${type}, ${id})`];
  const nullsFollow = order.field === 'EMAIL' && order.direction === 'ASC';
  return nullsFollow ? [behind, [`${column} is null`]] : [behind];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
