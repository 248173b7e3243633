import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  ConfirmAccountDocument,
  CreateEmployeeDocument,
  DeactivateEmployeeDocument,
  DeleteEmployeeDocument,
  EmployeeCountDocument,
  EmployeeDocument,
  EmployeesDocument,
  ReactivateEmployeeDocument,
  UpdateEmployeeDocument,
  type EmployeesQuery,
  type EmployeesQueryVariables,
} from '../../generated/operations.js';
import { reprofileEmployees } from '../../services/sync/reprofile-employees.js';
import { withTransaction } from '../../database.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { globalId } from '../relay/global-id.js';

const PEOPLE = 120;
let api: TestApi;
let administrator: ApiClient;
const domainIds: string[] = [];
const employeeIds: string[] = [];

beforeAll(async () => {
  api = await startApi();
  administrator = await api.signedIn('ADMINISTRATOR');
  for (const name of ['north.example', 'south.example']) domainIds.push(await addDomain(name));
  await addPeople();
});

afterAll(async () => {
  await api.close();
});

async function addDomain(dnsName: string): Promise<string> {
  const { services, pool } = api.backend;
  const actor = { kind: 'COMMAND_LINE', id: null, name: 'test' } as const;
  const id = await services.domains.create(actor, {
    dnsName,
    controllers: [`ldaps://dc1.${dnsName}`],
    bindAccount: `reader@${dnsName}`,
    priority: dnsName.startsWith('north') ? 200 : 100,
  });
  await pool.query(`update domain set last_read_at = '2099-01-01T00:00:00Z' where id = $1`, [id]);
  return id;
}

/** People of the north, every tenth of whom the south knows too, as a synchronisation would have left them. */
async function addPeople(): Promise<void> {
  await withTransaction(api.backend.pool, async (sql) => {
    for (let at = 0; at < PEOPLE; at += 1) {
      const id = randomUUID();
      employeeIds.push(id);
      for (const domain of at % 10 === 0 ? domainIds : domainIds.slice(0, 1)) {
        const isNorth = domain === domainIds[0];
        await sql.query(
          `insert into domain_account (employee_id, domain_id, object_guid, dn, display_name, mail, department,
             sam_account_name, rid, user_account_control, enabled, in_sync_group, in_password_group, by_primary_group,
             confirmed, password_holder)
           values ($1, $2, gen_random_uuid(), 'CN=x', $3, $4, $5, $6, 1500, 512, true, true, true, false, $7, 'UNMANAGED')`,
          [
            id,
            domain,
            `Person ${String(at).padStart(3, '0')}`,
            `p${at}@x.example`,
            isNorth ? null : 'Sales',
            `login${at}`,
            isNorth,
          ],
        );
      }
    }
    await reprofileEmployees(sql, employeeIds);
  });
}

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

const employeeOf = (at: number): string => globalId('Employee', employeeIds[at]!);

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
    const south = globalId('Domain', domainIds[1]!);
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

describe('one employee', () => {
  test('shows accounts, when they were last seen, and where each field comes from', async () => {
    const { employee } = await administrator.request(EmployeeDocument, { id: employeeOf(0) });
    expect(employee).toMatchObject({ displayName: 'Person 000', department: 'Sales', source: 'DIRECTORY' });
    expect(employee?.domainAccounts).toHaveLength(2);
    expect(employee?.domainAccounts[0]).toMatchObject({
      lastSeenAt: '2099-01-01T00:00:00.000Z',
      enabled: true,
    });
    const origins = Object.fromEntries(
      (employee?.fieldOrigins ?? []).map(({ field, domain }) => [field, domain?.dnsName ?? null]),
    );
    expect(origins).toMatchObject({
      displayName: 'north.example',
      email: 'north.example',
      department: 'south.example',
      company: null,
    });
  });

  test('shows a closed account only when asked, with the moment it was really seen last', async () => {
    const id = employeeIds[1]!;
    await api.backend.pool.query(
      `update domain_account set closed_at = '2026-01-02Z', last_seen_at = '2026-01-01Z' where employee_id = $1`,
      [id],
    );
    const open = await administrator.request(EmployeeDocument, { id: globalId('Employee', id) });
    expect(open.employee?.domainAccounts).toEqual([]);
    const all = await administrator.request(EmployeeDocument, {
      id: globalId('Employee', id),
      includeClosed: true,
    });
    expect(all.employee?.domainAccounts).toMatchObject([
      { closedAt: '2026-01-02T00:00:00.000Z', lastSeenAt: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  test('shows what synchronisations decided, the newest first, page by page', async () => {
    const { pool } = api.backend;
    const { rows } = await pool.query<{ id: string }>(
      `insert into sync_run (domain_id, phase, counts, warnings) values ($1, 'COMPLETED', '{}', '{}') returning id`,
      [domainIds[0]],
    );
    for (let at = 0; at < 3; at += 1) {
      await pool.query(
        `insert into sync_item (run_id, object_guid, decision, state, reason_code, reason, person_name, employee_id,
           changes, instruction, batch_number, position, created_at)
         values ($1, gen_random_uuid(), 'UPDATE', 'APPLIED', 'CHANGED', 'why', 'Person', $2, $3, '{}', 1, $4, $5)`,
        [
          rows[0]!.id,
          employeeIds[2],
          JSON.stringify([{ field: 'surname', before: null, after: `v${at}` }]),
          at,
          `2026-0${at + 1}-01Z`,
        ],
      );
    }
    const first = await administrator.request(EmployeeDocument, { id: employeeOf(2), items: 2 });
    expect(first.employee?.syncItems).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const second = await administrator.request(EmployeeDocument, {
      id: employeeOf(2),
      items: 2,
      itemsAfter: first.employee?.syncItems.pageInfo.endCursor ?? null,
    });
    const items = [...(first.employee?.syncItems.edges ?? []), ...(second.employee?.syncItems.edges ?? [])];
    expect(items.map(({ node }) => node.changes?.[0])).toEqual([
      { field: 'surname', before: null, after: 'v2' },
      { field: 'surname', before: null, after: 'v1' },
      { field: 'surname', before: null, after: 'v0' },
    ]);
  });

  test('is null when there is none', async () => {
    const { employee } = await administrator.request(EmployeeDocument, {
      id: globalId('Employee', randomUUID()),
    });
    expect(employee).toBeNull();
  });
});

describe('changing employees over the API', () => {
  test('a manual one is created, changed, deactivated, reactivated and deleted', async () => {
    const { createEmployee } = await administrator.request(CreateEmployeeDocument, {
      input: { givenName: 'Mia', surname: 'Manual', email: 'mia@x.example' },
    });
    const id = createEmployee.employee!.id;
    expect(createEmployee.employee).toMatchObject({ source: 'MANUAL', displayName: 'Mia Manual' });
    const changed = await administrator.request(UpdateEmployeeDocument, { input: { id, surname: null } });
    expect(changed.updateEmployee.employee?.displayName).toBe('Mia');
    const off = await administrator.request(DeactivateEmployeeDocument, { input: { id, note: 'left' } });
    expect(off.deactivateEmployee.employee).toMatchObject({
      state: 'DEACTIVATED',
      deactivationCauses: ['ADMINISTRATOR'],
    });
    const on = await administrator.request(ReactivateEmployeeDocument, { input: { id } });
    expect(on.reactivateEmployee).toMatchObject({
      employee: { state: 'ACTIVE' },
      remainingCauses: [],
      message: expect.stringContaining('is active'),
    });
    const gone = await administrator.request(DeleteEmployeeDocument, { input: { id } });
    expect(gone.deleteEmployee).toEqual({ deletedEmployeeId: id, userErrors: [] });
  });

  test('what is refused comes as userErrors with code and place', async () => {
    const taken = await administrator.request(CreateEmployeeDocument, {
      input: { displayName: 'Double', email: 'P5@x.example' },
    });
    expect(taken.createEmployee).toMatchObject({
      employee: null,
      userErrors: [{ code: 'EMAIL_IN_USE', path: ['input', 'email'] }],
    });
    const owned = await administrator.request(UpdateEmployeeDocument, {
      input: { id: employeeOf(0), department: 'Support', displayName: 'Other' },
    });
    expect(owned.updateEmployee.userErrors).toMatchObject([
      {
        code: 'DIRECTORY_OWNED_FIELD',
        path: ['input', 'displayName'],
        message: expect.stringContaining('north'),
      },
      {
        code: 'DIRECTORY_OWNED_FIELD',
        path: ['input', 'department'],
        message: expect.stringContaining('south'),
      },
    ]);
    const kept = await administrator.request(DeleteEmployeeDocument, { input: { id: employeeOf(0) } });
    expect(kept.deleteEmployee.userErrors).toMatchObject([{ code: 'DIRECTORY_OWNED_EMPLOYEE' }]);
  });

  test('a confirmed account waits for a key and becomes the primary one', async () => {
    const { employee } = await administrator.request(EmployeeDocument, { id: employeeOf(10) });
    const account = employee?.domainAccounts.find(({ confirmed }) => !confirmed);
    const { confirmAccount } = await administrator.request(ConfirmAccountDocument, {
      input: { accountId: account!.id },
    });
    expect(confirmAccount).toMatchObject({
      account: { confirmed: true, passwordHolder: 'AWAITING_KEY' },
      userErrors: [],
    });
    const after = await administrator.request(EmployeeDocument, { id: employeeOf(10) });
    expect(after.employee?.primaryAccount?.id).toBe(account!.id);
  });

  test('takes the scope or the role for it', async () => {
    const auditor = await api.signedIn('AUDITOR');
    const input = { id: employeeOf(3) };
    await expect(auditor.request(DeactivateEmployeeDocument, { input })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const person = await api.signedIn('EMPLOYEE');
    await expect(person.request(EmployeesDocument, { first: 1 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
