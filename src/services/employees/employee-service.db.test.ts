import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../../database.js';
import {
  addStoredAccount,
  addStoredDomain,
  addStoredUser,
  auditOf,
  openSessions,
  TEST_ACTOR,
  type AuditRow,
} from '../../testing/stored-people.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { createEmployeeService, type EmployeeService } from './employee-service.js';

const ANNA = { givenName: 'Anna', surname: 'Berg', email: 'Anna.Berg@north.example' };

let database: TestDatabase;
let pool: Pool;
let employees: EmployeeService;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  employees = createEmployeeService(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  for (const table of ['app_user', 'domain', 'employee']) await pool.query(`delete from ${table}`);
});

async function row(id: string): Promise<Record<string, unknown>> {
  const { rows } = await pool.query('select * from employee where id = $1', [id]);
  return rows[0];
}

async function lastAudit(targetId: string): Promise<AuditRow | undefined> {
  return (await auditOf(pool, targetId)).at(-1);
}

describe('manual employees', () => {
  test('are created with all that follows from their profile, and the audit names fields, not values', async () => {
    const id = await employees.create(TEST_ACTOR, { ...ANNA, position: ' Engineer ' });
    expect(await row(id)).toMatchObject({
      source: 'MANUAL',
      state: 'ACTIVE',
      display_name: 'Anna Berg',
      email: 'Anna.Berg@north.example',
      email_key: 'anna.berg@north.example',
      position: 'Engineer',
      search_text: 'anna berg\nanna.berg@north.example',
    });
    const audit = await lastAudit(id);
    expect(audit).toMatchObject({ action: 'employee.create', outcome: 'DONE' });
    expect(JSON.stringify(audit)).not.toContain('Anna');
  });

  test('share no e-mail address, whoever comes first', async () => {
    const both = await Promise.allSettled([
      employees.create(TEST_ACTOR, ANNA),
      employees.create(TEST_ACTOR, { ...ANNA, email: ' anna.berg@NORTH.example ' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'EMAIL_IN_USE', inputPath: ['input', 'email'] },
    });
    expect((await pool.query('select 1 from employee')).rowCount).toBe(1);
  });

  test('are changed field by field; the refusal of a taken address is audited', async () => {
    const anna = await employees.create(TEST_ACTOR, ANNA);
    const bo = await employees.create(TEST_ACTOR, { displayName: 'Bo' });
    await employees.update(TEST_ACTOR, anna, { surname: 'Dahl', email: null });
    expect(await row(anna)).toMatchObject({
      display_name: 'Anna Dahl',
      given_name: 'Anna',
      email: null,
      email_key: null,
      search_text: 'anna dahl',
    });
    await employees.update(TEST_ACTOR, bo, { email: ANNA.email });
    await expect(employees.update(TEST_ACTOR, anna, { email: ANNA.email })).rejects.toMatchObject({
      code: 'EMAIL_IN_USE',
    });
    expect(await lastAudit(anna)).toMatchObject({ action: 'employee.update', outcome: 'REFUSED' });
    expect((await row(anna))['email']).toBeNull();
  });

  test('are deleted with their links to users; a user without a role of their own is disabled', async () => {
    const id = await employees.create(TEST_ACTOR, ANNA);
    const [plain, auditor] = [await addStoredUser(pool, id), await addStoredUser(pool, id, 'AUDITOR')];
    await employees.delete(TEST_ACTOR, id);
    expect(await row(id)).toBeUndefined();
    const { rows } = await pool.query(
      `select id, employee_id, disabled_at is not null as disabled from app_user order by role desc`,
    );
    expect(rows).toEqual([
      { id: plain, employee_id: null, disabled: true },
      { id: auditor, employee_id: null, disabled: false },
    ]);
    expect(await openSessions(pool, auditor)).toBe(0);
    await expect(employees.delete(TEST_ACTOR, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('employees of a directory', () => {
  test('refuse edits field by field, naming the domain that owns each', async () => {
    const [north, south] = [
      await addStoredDomain(pool, 'north.example', { priority: 200 }),
      await addStoredDomain(pool, 'south.example'),
    ];
    const { employeeId } = await addStoredAccount(pool, north, { givenName: 'Anna', department: null });
    await addStoredAccount(pool, south, { employeeId, givenName: 'Anni', department: 'Sales' });
    const edit = { givenName: 'Ann', department: 'Support', company: 'Ours', displayName: 'Anna Berg' };
    const refusal: unknown = await employees
      .update(TEST_ACTOR, employeeId, edit)
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      all: [
        { code: 'DIRECTORY_OWNED_FIELD', inputPath: ['input', 'givenName'] },
        { code: 'DIRECTORY_OWNED_FIELD', inputPath: ['input', 'department'] },
        { code: 'DIRECTORY_OWNED_FIELD', inputPath: ['input', 'company'] },
      ],
    });
    const messages = (refusal as { all: Error[] }).all.map(({ message }) => message);
    expect(messages[0]).toContain('directory of north.example.');
    expect(messages[1]).toContain('directory of south.example.');
    expect(messages[2]).toContain('north.example and south.example');
  });

  test('take a form that changes nothing', async () => {
    const { employeeId } = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'));
    await employees.update(TEST_ACTOR, employeeId, { displayName: 'Anna Berg', company: null });
    expect(await lastAudit(employeeId)).toMatchObject({ outcome: 'DONE', details: { fields: [] } });
  });

  test('are not deleted while a directory knows them, and are once it does not', async () => {
    const { id, employeeId } = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'));
    await expect(employees.delete(TEST_ACTOR, employeeId)).rejects.toMatchObject({
      code: 'DIRECTORY_OWNED_EMPLOYEE',
      message: expect.stringContaining('north.example'),
    });
    await pool.query('update domain_account set closed_at = now() where id = $1', [id]);
    await employees.delete(TEST_ACTOR, employeeId);
    expect(await row(employeeId)).toBeUndefined();
  });
});
