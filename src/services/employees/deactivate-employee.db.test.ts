import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction, type Pool } from '../../database.js';
import {
  addStoredAccount,
  addStoredDomain,
  addStoredUser,
  openSessions,
  somebodyWaits,
  TEST_ACTOR,
} from '../../testing/stored-people.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { reprofileEmployees } from '../sync/reprofile-employees.js';
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

describe('deactivating', () => {
  test('works for everybody, ends sessions, keeps other causes, and twice is once', async () => {
    const { employeeId } = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'), {
      enabled: false,
      userAccountControl: 0x202,
    });
    const user = await addStoredUser(pool, employeeId);
    await employees.deactivate(TEST_ACTOR, employeeId, 'on leave');
    await employees.deactivate(TEST_ACTOR, employeeId, null);
    expect(await row(employeeId)).toMatchObject({
      state: 'DEACTIVATED',
      deactivation_causes: ['ADMINISTRATOR', 'DIRECTORY'],
    });
    expect(await openSessions(pool, user)).toBe(0);
    const { rows } = await pool.query(
      `select details from audit_event where target_id = $1 and action = 'employee.deactivate' order by position`,
      [employeeId],
    );
    expect(rows.map(({ details }) => details)).toEqual([
      { changed: true, endedSessions: 1, note: 'on leave' },
      { changed: false, endedSessions: 0, note: null },
    ]);
  });

  test('is taken back without touching what the directory says', async () => {
    const disabled = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'), {
      enabled: false,
    });
    const manual = await employees.create(TEST_ACTOR, ANNA);
    for (const id of [disabled.employeeId, manual]) await employees.deactivate(TEST_ACTOR, id, null);
    expect(await employees.reactivate(TEST_ACTOR, disabled.employeeId)).toEqual({
      lifted: true,
      remainingCauses: ['DIRECTORY'],
    });
    expect(await row(disabled.employeeId)).toMatchObject({
      state: 'DEACTIVATED',
      deactivation_causes: ['DIRECTORY'],
    });
    expect(await employees.reactivate(TEST_ACTOR, manual)).toEqual({ lifted: true, remainingCauses: [] });
    expect(await row(manual)).toMatchObject({ state: 'ACTIVE', deactivation_causes: [] });
    expect(await employees.reactivate(TEST_ACTOR, manual)).toEqual({ lifted: false, remainingCauses: [] });
  });

  test('and a synchronisation at the same time lose none of each other’s causes', async () => {
    const { id, employeeId } = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'));
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
    const sync = withTransaction(pool, async (sql) => {
      await sql.query('update domain_account set enabled = false where id = $1', [id]);
      await reprofileEmployees(sql, [employeeId]);
      isLocked();
      // Held until the administrator's statement is seen to wait for this transaction.
      await somebodyWaits(pool);
    });
    await locked;
    await Promise.all([employees.deactivate(TEST_ACTOR, employeeId, null), sync]);
    expect(await row(employeeId)).toMatchObject({ deactivation_causes: ['ADMINISTRATOR', 'DIRECTORY'] });
  });

  test('never leaves Latchkey without an administrator, not even when two deactivate each other', async () => {
    const [anna, bo] = [
      await employees.create(TEST_ACTOR, ANNA),
      await employees.create(TEST_ACTOR, { displayName: 'Bo' }),
    ];
    await addStoredUser(pool, anna, 'ADMINISTRATOR');
    await addStoredUser(pool, bo, 'ADMINISTRATOR');
    const both = await Promise.allSettled([
      employees.deactivate(TEST_ACTOR, anna, null),
      employees.deactivate(TEST_ACTOR, bo, null),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'WRONG_STATE' },
    });
  });

  test('takes a note of one line', async () => {
    const id = await employees.create(TEST_ACTOR, ANNA);
    await expect(employees.deactivate(TEST_ACTOR, id, 'a'.repeat(501))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      inputPath: ['input', 'note'],
    });
    expect(await row(id)).toMatchObject({ state: 'ACTIVE' });
  });
});
