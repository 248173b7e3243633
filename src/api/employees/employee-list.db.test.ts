import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  EmployeeCountDocument,
  EmployeesDocument,
  type EmployeesQuery,
  type EmployeesQueryVariables,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { addPeople, type StoredPeople } from '../../testing/stored-people.js';
import { globalId } from '../relay/global-id.js';

const PEOPLE = 120;
let api: TestApi;
let administrator: ApiClient;
let people: StoredPeople;

beforeAll(async () => {
  api = await startApi();
  administrator = await api.signedIn('ADMINISTRATOR');
  people = await addPeople(api.backend.pool, PEOPLE);
});

afterAll(() => api.close());

const employeeOf = (at: number): string => globalId('Employee', people.employeeIds[at]!);

/** How many statements the database gets for one request. */
async function statementsFor(work: () => Promise<unknown>): Promise<number> {
  const { pool, orm } = api.backend;
  const spies = [jest.spyOn(pool, 'query'), jest.spyOn(orm.em.getConnection(), 'execute')];
  try {
    await work();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('the list of employees', () => {
  test('is paged through by cursor, everybody once', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { employees }: EmployeesQuery = await administrator.request(EmployeesDocument, {
        first: 50,
        after,
      });
      names.push(...employees.edges.map(({ node }) => node.displayName));
      after = employees.pageInfo.hasNextPage ? (employees.pageInfo.endCursor ?? null) : null;
    } while (after !== null);
    expect(names).toHaveLength(PEOPLE);
    expect(names).toEqual([...new Set(names)].toSorted());
  });

  test('costs the same few statements for one employee and for a hundred', async () => {
    const page = (first: number) => () => administrator.request(EmployeesDocument, { first });
    await page(1)();
    const one = await statementsFor(page(1));
    expect(await statementsFor(page(50))).toBe(one);
    expect(await statementsFor(page(100))).toBe(one);
    // The session, the page, the accounts, the domains.
    expect(one).toBeLessThanOrEqual(4);
  });

  test('loads everything that hangs on employees for the whole page at once', async () => {
    const query = `query ($first: Int!) { employees(first: $first) { totalCount edges { node {
      primaryAccount { id } domainAccounts { employee { id } lastSeenAt domain { dnsName } }
      fieldOrigins { field account { id } domain { id } } syncItems(first: 2) { totalCount edges { node { id } } }
    } } } }`;
    const ask = (first: number) => async () => {
      const { errors } = await administrator.post(query, { first });
      expect(errors).toEqual([]);
    };
    expect(await statementsFor(ask(20))).toBe(await statementsFor(ask(2)));
  });

  test('counts only when the count is asked for', async () => {
    const count = () => administrator.request(EmployeeCountDocument, { search: 'person 11' });
    expect((await count()).employees.totalCount).toBe(11);
    const without = `query { employees(first: 1) { edges { node { id } } } }`;
    const withIt = `query { employees(first: 1) { totalCount edges { node { id } } } }`;
    const difference =
      (await statementsFor(() => administrator.post(withIt))) -
      (await statementsFor(() => administrator.post(without)));
    expect(difference).toBe(1);
  });

  test('is filtered, searched and ordered', async () => {
    const south = globalId('Domain', people.domainIds[1]!);
    const { employees } = await administrator.request(EmployeesDocument, {
      first: 100,
      filter: { domainIds: [south], unconfirmedOnly: true, states: ['ACTIVE'], sources: ['DIRECTORY'] },
      search: 'LOGIN1',
      orderBy: { field: 'EMAIL', direction: 'DESC' },
    });
    expect(employees.edges.map(({ node }) => node.email)).toEqual([
      'p110@x.example',
      'p10@x.example',
      'p100@x.example',
    ]);
    expect(employees.edges[0]?.node.domainAccounts.map(({ domain }) => domain?.dnsName).toSorted()).toEqual([
      'north.example',
      'south.example',
    ]);
  });

  test('refuses a cursor of another order, an id of another type, and a page beyond the limit', async () => {
    const { employees } = await administrator.request(EmployeesDocument, { first: 1 });
    const cases: EmployeesQueryVariables[] = [
      {
        first: 1,
        after: employees.pageInfo.endCursor ?? null,
        orderBy: { field: 'EMAIL', direction: 'ASC' },
      },
      { first: 1, filter: { domainIds: [employeeOf(0)] } },
      { first: 101 },
      { first: 1, search: 'x'.repeat(201) },
    ];
    for (const variables of cases) {
      const asked = administrator.request(EmployeesDocument, variables);
      await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
  });
});
