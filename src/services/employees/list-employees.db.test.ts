import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { emailKey } from '../../domain/identifiers.js';
import { searchTextOf } from '../../domain/employee/search-text.js';
import { addStoredDomain } from '../../testing/stored-people.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { insertRow } from '../rows.js';
import type { EmployeeFilter } from './employee-query.js';
import {
  countEmployees,
  EmployeeOrderField,
  listEmployees,
  OrderDirection,
  sortKey,
  type EmployeeOrder,
  type ListedEmployee,
} from './list-employees.js';

/** Names with what is awkward in LIKE patterns, in ordering and in cursors; every third has no address. */
const NAMES = [
  'Anna',
  'anna',
  'Bo',
  'Bo',
  'Bo',
  'Żaneta',
  '100%',
  'a_b',
  'axb',
  'back\\slash',
  '🦊 Fox',
  'de Vries',
];
const BY_NAME: EmployeeOrder = { field: 'NAME', direction: 'ASC' };

let database: TestDatabase;
let pool: Pool;
const domains: Record<string, string> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  for (const name of ['north', 'south']) domains[name] = await addStoredDomain(pool, name);
  await withTransaction(pool, async (sql) => {
    for (const [at, displayName] of NAMES.entries()) {
      const email = at % 3 === 0 ? null : `p${NAMES.length - at}@x.example`;
      await insertRow(sql, 'employee', {
        source: at % 2 === 0 ? 'DIRECTORY' : 'MANUAL',
        state: at === 1 ? 'DEACTIVATED' : 'ACTIVE',
        deactivationCauses: at === 1 ? ['ADMINISTRATOR'] : [],
        displayName,
        email,
        emailKey: emailKey(email) ?? null,
        searchText: searchTextOf({
          displayName,
          givenName: null,
          surname: null,
          email,
          logins: [`login${at}`],
        }),
        // Several have the same moment, so that the id has to decide.
        createdAt: new Date(1_700_000_000_000 + Math.floor(at / 4) * 1_000),
        updatedAt: new Date(1_700_000_000_000 - at),
      });
    }
  });
  await addAccount('Anna', 'north', { in_sync_group: true, in_password_group: true });
  await addAccount('Anna', 'south', { in_sync_group: true, in_password_group: false, confirmed: false });
  await addAccount('de Vries', 'south', { in_sync_group: true, in_password_group: false });
  await addAccount('axb', 'north', { in_sync_group: false, in_password_group: true, closed_at: new Date() });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function addAccount(displayName: string, domain: string, more: Record<string, unknown>): Promise<void> {
  const columns = {
    domain_id: domains[domain],
    object_guid: randomUUID(),
    dn: 'CN=x',
    by_primary_group: false,
    confirmed: true,
    password_holder: 'UNMANAGED',
    ...more,
  };
  const names = Object.keys(columns);
  await pool.query(
    `insert into domain_account (employee_id, ${names.join(', ')})
     values ((select id from employee where display_name = $1), ${names.map((_, at) => `$${at + 2}`).join(', ')})`,
    [displayName, ...Object.values(columns)],
  );
}

async function everyPage(
  order: EmployeeOrder,
  limit: number,
  filter: EmployeeFilter = {},
): Promise<ListedEmployee[]> {
  const all: ListedEmployee[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last && { key: sortKey(last, order.field), id: last.id };
    const page = await listEmployees(pool, { filter, search: null, order, after, limit });
    all.push(...page);
    if (page.length < limit) return all;
  }
}

async function namesOf(filter: EmployeeFilter, search: string | null = null): Promise<string[]> {
  const page = await listEmployees(pool, { filter, search, order: BY_NAME, after: undefined, limit: 100 });
  expect(await countEmployees(pool, filter, search)).toBe(page.length);
  return page.map(({ displayName }) => displayName);
}

describe('pages of employees', () => {
  const orders = Object.values(EmployeeOrderField).flatMap((field) =>
    Object.values(OrderDirection).map((direction) => ({ field, direction })),
  );

  test.each(orders)(
    'by $field $direction hold everybody once, in one order, whatever their size',
    async (order) => {
      const whole = await everyPage(order, 100);
      expect(new Set(whole.map(({ id }) => id)).size).toBe(NAMES.length);
      for (const limit of [1, 2, 5]) expect(await everyPage(order, limit)).toEqual(whole);
      const turned = await everyPage({ ...order, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' }, 3);
      expect(turned.toReversed()).toEqual(whole);
    },
  );

  test('go by e-mail address with those without one at the end', async () => {
    const keys = (await everyPage({ field: 'EMAIL', direction: 'ASC' }, 3)).map(({ emailKey: key }) => key);
    const present = keys.filter((key) => key !== null);
    expect(keys.slice(present.length).every((key) => key === null)).toBe(true);
    expect(present).toEqual(present.toSorted());
  });

  test('carry the filter along', async () => {
    const active = await everyPage(BY_NAME, 2, { states: ['ACTIVE'], sources: ['MANUAL'] });
    expect(active.map(({ displayName }) => displayName).toSorted()).toEqual(
      NAMES.filter((_, at) => at % 2 === 1 && at !== 1).toSorted(),
    );
  });
});

describe('filters', () => {
  test('by domain look at open accounts only', async () => {
    expect(await namesOf({ domainIds: [domains['north']!] })).toEqual(['Anna']);
    expect(await namesOf({ domainIds: [domains['north']!, domains['south']!] })).toEqual([
      'Anna',
      'de Vries',
    ]);
    expect(await namesOf({ domainIds: [] })).toEqual([]);
  });

  test('by group mean the same account as the one by domain', async () => {
    expect(await namesOf({ inPasswordGroup: true })).toEqual(['Anna']);
    expect(await namesOf({ inPasswordGroup: true, domainIds: [domains['south']!] })).toEqual([]);
    expect(await namesOf({ inPasswordGroup: false, domainIds: [domains['south']!] })).toEqual([
      'Anna',
      'de Vries',
    ]);
    expect(await namesOf({ inSyncGroup: true })).toEqual(['Anna', 'de Vries']);
    expect((await namesOf({ inSyncGroup: false })).length).toBe(NAMES.length - 2);
  });

  test('find the accounts that nobody has confirmed', async () => {
    expect(await namesOf({ unconfirmedOnly: true })).toEqual(['Anna']);
    expect(await namesOf({ unconfirmedOnly: true, domainIds: [domains['north']!] })).toEqual([]);
    expect((await namesOf({ unconfirmedOnly: false })).length).toBe(NAMES.length);
  });
});

describe('search', () => {
  test.each([
    ['ANNA', ['Anna', 'anna']],
    ['vries de', ['de Vries']],
    ['100%', ['100%']],
    ['a_b', ['a_b']],
    ['k\\s', ['back\\slash']],
    ['🦊', ['🦊 Fox']],
    ['żan', ['Żaneta']],
    ['login11', ['de Vries']],
    ['p11@x.example', ['anna']],
    ["'; drop table employee; --", []],
  ])('for %s finds exactly who it means', async (search, names) => {
    expect(await namesOf({}, search)).toEqual(names);
  });

  test('for nothing but blanks finds everybody', async () => {
    expect((await namesOf({}, '  ')).length).toBe(NAMES.length);
  });

  test.each(['a'.repeat(201), 'a b c d e f g h i j k'])('is bounded (%#)', async (search) => {
    await expect(namesOf({}, search)).rejects.toMatchObject({ code: 'BAD_INPUT', inputPath: ['search'] });
  });
});
