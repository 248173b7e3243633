import type { Sql } from '../../../database.js';
import { LOW_BATTERY_PERCENT } from '../../../domain/key/key-input.js';
import {
  containsPattern,
  searchWords,
  SEARCH_LIMIT,
  SEARCH_WORDS_LIMIT,
} from '../../../domain/employee/search-text.js';
import type { KeyStatus } from '../../../domain/states.js';
import type { Key } from '../../../entities/key/key.js';
import { AppError } from '../../../errors.js';
import { BindValues } from '../../employees/employee-query.js';
import { selectList } from '../../rows.js';
import { sharedCount } from '../../shared-answers.js';

/** Which keys. Every condition given must hold. */
export interface KeyFilter {
  readonly statuses?: readonly KeyStatus[] | null | undefined;
  readonly ownerIds?: readonly string[] | null | undefined;
  /** True: only those that said that little is left. */
  readonly lowBattery?: boolean | null | undefined;
  /** True: only those that have not confirmed their status; false: only those that have. */
  readonly unconfirmed?: boolean | null | undefined;
}

export interface KeyPageRequest {
  readonly filter: KeyFilter;
  readonly search: string | null | undefined;
  /** The serial the page begins behind. */
  readonly after: string | undefined;
  readonly limit: number;
}

const PROPERTIES = [
  'id',
  'serial',
  'name',
  'publicKey',
  'firmware',
  'status',
  'confirmedStatus',
  'reason',
  'note',
  'linkedAt',
  'compromisedAt',
  'batteryPercent',
  'batteryReportedAt',
  'codeAttempts',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Key)[];

/** A key as lists have it; `owner` is an id. */
export type ListedKey = Pick<Key, (typeof PROPERTIES)[number] | 'owner'>;

const SELECT = `select ${selectList('k', PROPERTIES)}, k.owner_id as owner from key k`;

/** One page in the order of the serials. */
export async function listKeys(
  sql: Sql,
  { filter, search, after, limit }: KeyPageRequest,
): Promise<ListedKey[]> {
  const bind = new BindValues();
  const conditions = conditionsOf(filter, search, bind);
  if (after !== undefined) conditions.push(`k.serial > ${bind.add(after)}`);
  const { rows } = await sql.query<ListedKey>(
    `${SELECT} ${where(conditions)} order by k.serial limit ${bind.add(limit)}`,
    bind.all,
  );
  return rows;
}

/** How many there are in all pages. */
export function countKeys(sql: Sql, filter: KeyFilter, search: string | null | undefined): Promise<number> {
  const bind = new BindValues();
  const conditions = conditionsOf(filter, search, bind);
  return sharedCount(sql, `select count(*)::int as count from key k ${where(conditions)}`, bind.all);
}

/** The keys with these ids, in no order. */
export async function keysById(sql: Sql, ids: readonly string[]): Promise<ListedKey[]> {
  const { rows } = await sql.query<ListedKey>(`${SELECT} where k.id = any($1::uuid[])`, [ids]);
  return rows;
}

/** The one key of each of these employees that counts. */
export async function keysOfEmployees(sql: Sql, employeeIds: readonly string[]): Promise<ListedKey[]> {
  const { rows } = await sql.query<ListedKey>(
    `${SELECT} where k.owner_id = any($1::uuid[]) and k.status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED')`,
    [employeeIds],
  );
  return rows;
}

function conditionsOf(filter: KeyFilter, search: string | null | undefined, bind: BindValues): string[] {
  const { statuses, ownerIds, lowBattery, unconfirmed } = filter;
  const conditions = wordsOf(search).map((word) => `k.search_text like ${bind.add(containsPattern(word))}`);
  if (statuses) conditions.push(`k.status = any(${bind.add(statuses)})`);
  if (ownerIds) conditions.push(`k.owner_id = any(${bind.add(ownerIds)}::uuid[])`);
  if (lowBattery) conditions.push(`k.battery_percent < ${LOW_BATTERY_PERCENT}`);
  if (typeof unconfirmed === 'boolean') {
    conditions.push(`k.status ${unconfirmed ? '<>' : '='} k.confirmed_status`);
  }
  return conditions;
}

function wordsOf(search: string | null | undefined): string[] {
  if (!search) return [];
  const words = search.length > SEARCH_LIMIT ? undefined : searchWords(search);
  if (words !== undefined && words.length <= SEARCH_WORDS_LIMIT) return words;
  throw new AppError(
    'BAD_INPUT',
    `A search has at most ${SEARCH_LIMIT} characters and ${SEARCH_WORDS_LIMIT} words.`,
    { path: ['search'] },
  );
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
