import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ConfirmAccountDocument,
  CreateEmployeeDocument,
  DeactivateEmployeeDocument,
  DeleteEmployeeDocument,
  EmployeeDocument,
  EmployeesDocument,
  ReactivateEmployeeDocument,
  UpdateEmployeeDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { addPeople, type StoredPeople } from '../../testing/stored-people.js';
import { globalId } from '../relay/global-id.js';

let api: TestApi;
let administrator: ApiClient;
let people: StoredPeople;

beforeAll(async () => {
  api = await startApi();
  administrator = await api.signedIn('ADMINISTRATOR');
  people = await addPeople(api.backend.pool, 20);
});

afterAll(() => api.close());

const employeeOf = (at: number): string => globalId('Employee', people.employeeIds[at]!);

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
    const id = people.employeeIds[1]!;
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
      [people.domainIds[0]],
    );
    for (let at = 0; at < 3; at += 1) {
      await pool.query(
        `insert into sync_item (run_id, object_guid, decision, state, reason_code, reason, person_name, employee_id,
           changes, instruction, batch_number, position, created_at)
         values ($1, gen_random_uuid(), 'UPDATE', 'APPLIED', 'CHANGED', 'why', 'Person', $2, $3, '{}', 1, $4, $5)`,
        [
          rows[0]!.id,
          people.employeeIds[2],
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
