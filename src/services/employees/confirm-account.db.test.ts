import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../../database.js';
import {
  addStoredAccount,
  addStoredDomain,
  auditOf,
  TEST_ACTOR,
  type AuditRow,
} from '../../testing/stored-people.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { createEmployeeService, type EmployeeService } from './employee-service.js';

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

describe('confirming an account', () => {
  test.each([
    ['a member of both groups waits for a key', { inPasswordGroup: true }, 'AWAITING_KEY'],
    ['a member of the sync group alone stays unmanaged', {}, 'UNMANAGED'],
    ['a built-in account stays unmanaged', { inPasswordGroup: true, rid: 500 }, 'UNMANAGED'],
    [
      'an account that could not be read stays unmanaged',
      { inPasswordGroup: true, userAccountControl: null },
      'UNMANAGED',
    ],
  ])('%s', async (_claim, columns, holder) => {
    const { id, employeeId } = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'), {
      confirmed: false,
      ...columns,
    });
    await employees.confirmAccount(TEST_ACTOR, id);
    await employees.confirmAccount(TEST_ACTOR, id);
    const { rows } = await pool.query('select confirmed, password_holder from domain_account where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ confirmed: true, password_holder: holder }]);
    expect((await row(employeeId))['primary_account_id']).toBe(holder === 'AWAITING_KEY' ? id : null);
    expect(await lastAudit(id)).toMatchObject({ action: 'account.confirm', outcome: 'DONE' });
  });

  test('never manages the account a domain is read with', async () => {
    const domain = await addStoredDomain(pool, 'north.example');
    const guid = randomUUID();
    await pool.query('update domain set bind_account_guid = $1', [guid]);
    const { id } = await addStoredAccount(pool, domain, {
      confirmed: false,
      inPasswordGroup: true,
      objectGuid: guid,
    });
    await employees.confirmAccount(TEST_ACTOR, id);
    const { rows } = await pool.query('select confirmed, password_holder from domain_account where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ confirmed: true, password_holder: 'UNMANAGED' }]);
  });

  test('is refused for an account that has left', async () => {
    const { id } = await addStoredAccount(pool, await addStoredDomain(pool, 'north.example'), {
      confirmed: false,
    });
    await pool.query('update domain_account set closed_at = now()');
    await expect(employees.confirmAccount(TEST_ACTOR, id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(employees.confirmAccount(TEST_ACTOR, randomUUID())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
