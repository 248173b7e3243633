import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import type { Actor } from '../audit/record-audit.js';
import { reprofileEmployees } from '../sync/reprofile-employees.js';
import { createEmployeeService, type EmployeeService } from './employee-service.js';

const ACTOR: Actor = { kind: 'COMMAND_LINE', id: null, name: 'test' };
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

async function lastAudit(targetId: string): Promise<Record<string, unknown>> {
  const { rows } = await pool.query(
    `select action, outcome, details from audit_event where target_id = $1 order by at desc, id limit 1`,
    [targetId],
  );
  return rows[0];
}

async function addDomain(dnsName: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into domain (dns_name, controllers, bind_account, ca_certificates, sync_group_name, nested_groups,
       mail_suffixes, priority, sync_interval_minutes, removed_user_policy, deletion_grace_days, removal_limit_people,
       removal_limit_percent, single_sign_on, rotation_period_days, time_zone, rotation_grace_hours,
       rotation_failure_limit, write_budget_per_minute)
     values ($1, '{}', 'x', '{}', 'x', false, '{}', 100, 60, 'KEEP', 30, 5, 10, false, 28, 'UTC', 72, 5, 600)
     returning id`,
    [dnsName],
  );
  return rows[0]!.id;
}

interface AccountColumns {
  readonly [column: string]: unknown;
}

/** An account of an employee; a new employee when none is given. */
async function addAccount(
  domainId: string,
  more: AccountColumns = {},
): Promise<{ id: string; employeeId: string }> {
  const columns: AccountColumns = {
    employee_id: randomUUID(),
    domain_id: domainId,
    object_guid: randomUUID(),
    rid: 1_500,
    dn: 'CN=x',
    display_name: 'Anna Berg',
    user_account_control: 0x200,
    enabled: true,
    in_sync_group: true,
    in_password_group: false,
    by_primary_group: false,
    confirmed: true,
    password_holder: 'UNMANAGED',
    ...more,
  };
  return withTransaction(pool, async (sql) => {
    const names = Object.keys(columns);
    const { rows } = await sql.query<{ id: string; employee_id: string }>(
      `insert into domain_account (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})
       returning id, employee_id`,
      Object.values(columns),
    );
    const { id, employee_id: employeeId } = rows[0]!;
    await reprofileEmployees(sql, [employeeId]);
    return { id, employeeId };
  });
}

async function addUser(employeeId: string | null, role = 'EMPLOYEE'): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into app_user (email, email_key, display_name, role, employee_id) values ($1, $1, 'x', $2, $3) returning id`,
    [`${randomUUID()}@x.example`, role, employeeId],
  );
  await pool.query(
    `insert into session (user_id, token_hash, expires_at) values ($1, $2, now() + interval '1 hour')`,
    [rows[0]!.id, Buffer.from(randomUUID())],
  );
  return rows[0]!.id;
}

async function openSessions(userId: string): Promise<number> {
  const { rowCount } = await pool.query(`select 1 from session where user_id = $1 and revoked_at is null`, [
    userId,
  ]);
  return rowCount ?? 0;
}

describe('manual employees', () => {
  test('are created with all that follows from their profile, and the audit names fields, not values', async () => {
    const id = await employees.create(ACTOR, { ...ANNA, position: ' Engineer ' });
    expect(await row(id)).toMatchObject({
      source: 'MANUAL',
      state: 'ACTIVE',
      display_name: 'Anna Berg',
      email: 'Anna.Berg@north.example',
      email_key: 'anna.berg@north.example',
      position: 'Engineer',
      search_text: 'anna berg\nanna\nberg\nanna.berg@north.example',
    });
    const audit = await lastAudit(id);
    expect(audit).toMatchObject({ action: 'employee.create', outcome: 'DONE' });
    expect(JSON.stringify(audit)).not.toContain('Anna');
  });

  test('share no e-mail address, whoever comes first', async () => {
    const both = await Promise.allSettled([
      employees.create(ACTOR, ANNA),
      employees.create(ACTOR, { ...ANNA, email: ' anna.berg@NORTH.example ' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'EMAIL_IN_USE', path: ['input', 'email'] },
    });
    expect((await pool.query('select 1 from employee')).rowCount).toBe(1);
  });

  test('are changed field by field; the refusal of a taken address is audited', async () => {
    const anna = await employees.create(ACTOR, ANNA);
    const bo = await employees.create(ACTOR, { displayName: 'Bo' });
    await employees.update(ACTOR, anna, { surname: 'Dahl', email: null });
    expect(await row(anna)).toMatchObject({
      display_name: 'Anna Dahl',
      given_name: 'Anna',
      email: null,
      email_key: null,
      search_text: 'anna dahl\nanna\ndahl',
    });
    await employees.update(ACTOR, bo, { email: ANNA.email });
    await expect(employees.update(ACTOR, anna, { email: ANNA.email })).rejects.toMatchObject({
      code: 'EMAIL_IN_USE',
    });
    expect(await lastAudit(anna)).toMatchObject({ action: 'employee.update', outcome: 'REFUSED' });
    expect((await row(anna))['email']).toBeNull();
  });

  test('are deleted with their links to users; a user without a role of their own is disabled', async () => {
    const id = await employees.create(ACTOR, ANNA);
    const [plain, auditor] = [await addUser(id), await addUser(id, 'AUDITOR')];
    await employees.delete(ACTOR, id);
    expect(await row(id)).toBeUndefined();
    const { rows } = await pool.query(
      `select id, employee_id, disabled_at is not null as disabled from app_user order by role desc`,
    );
    expect(rows).toEqual([
      { id: plain, employee_id: null, disabled: true },
      { id: auditor, employee_id: null, disabled: false },
    ]);
    expect(await openSessions(auditor)).toBe(0);
    await expect(employees.delete(ACTOR, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('employees of a directory', () => {
  test('refuse edits field by field, naming the domain that owns each', async () => {
    const [north, south] = [await addDomain('north.example'), await addDomain('south.example')];
    const { employeeId } = await addAccount(north, { given_name: 'Anna', department: null });
    await addAccount(south, { employee_id: employeeId, given_name: 'Anni', department: 'Sales' });
    const edit = { givenName: 'Ann', department: 'Support', company: 'Ours', displayName: 'Anna Berg' };
    const refusal: unknown = await employees.update(ACTOR, employeeId, edit).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      all: [
        { code: 'DIRECTORY_OWNED_FIELD', path: ['input', 'givenName'] },
        { code: 'DIRECTORY_OWNED_FIELD', path: ['input', 'department'] },
        { code: 'DIRECTORY_OWNED_FIELD', path: ['input', 'company'] },
      ],
    });
    const messages = (refusal as { all: Error[] }).all.map(({ message }) => message);
    expect(messages[0]).toContain('directory of north.example.');
    expect(messages[1]).toContain('directory of south.example.');
    expect(messages[2]).toContain('north.example and south.example');
  });

  test('take a form that changes nothing', async () => {
    const { employeeId } = await addAccount(await addDomain('north.example'));
    await employees.update(ACTOR, employeeId, { displayName: 'Anna Berg', company: null });
    expect(await lastAudit(employeeId)).toMatchObject({ outcome: 'DONE', details: { fields: [] } });
  });

  test('are not deleted while a directory knows them, and are once it does not', async () => {
    const { id, employeeId } = await addAccount(await addDomain('north.example'));
    await expect(employees.delete(ACTOR, employeeId)).rejects.toMatchObject({
      code: 'DIRECTORY_OWNED_EMPLOYEE',
      message: expect.stringContaining('north.example'),
    });
    await pool.query('update domain_account set closed_at = now() where id = $1', [id]);
    await employees.delete(ACTOR, employeeId);
    expect(await row(employeeId)).toBeUndefined();
  });
});

describe('deactivating', () => {
  test('works for everybody, ends sessions, keeps other causes, and twice is once', async () => {
    const { employeeId } = await addAccount(await addDomain('north.example'), {
      enabled: false,
      user_account_control: 0x202,
    });
    const user = await addUser(employeeId);
    await employees.deactivate(ACTOR, employeeId, 'on leave');
    await employees.deactivate(ACTOR, employeeId, null);
    expect(await row(employeeId)).toMatchObject({
      state: 'DEACTIVATED',
      deactivation_causes: ['ADMINISTRATOR', 'DIRECTORY'],
    });
    expect(await openSessions(user)).toBe(0);
    const { rows } = await pool.query(
      `select details from audit_event where target_id = $1 and action = 'employee.deactivate' order by at, id`,
      [employeeId],
    );
    expect(rows.map(({ details }) => details)).toEqual([
      { changed: true, endedSessions: 1, note: 'on leave' },
      { changed: false, endedSessions: 0, note: null },
    ]);
  });

  test('is taken back without touching what the directory says', async () => {
    const disabled = await addAccount(await addDomain('north.example'), { enabled: false });
    const manual = await employees.create(ACTOR, ANNA);
    for (const id of [disabled.employeeId, manual]) await employees.deactivate(ACTOR, id, null);
    expect(await employees.reactivate(ACTOR, disabled.employeeId)).toEqual({
      lifted: true,
      remainingCauses: ['DIRECTORY'],
    });
    expect(await row(disabled.employeeId)).toMatchObject({
      state: 'DEACTIVATED',
      deactivation_causes: ['DIRECTORY'],
    });
    expect(await employees.reactivate(ACTOR, manual)).toEqual({ lifted: true, remainingCauses: [] });
    expect(await row(manual)).toMatchObject({ state: 'ACTIVE', deactivation_causes: [] });
    expect(await employees.reactivate(ACTOR, manual)).toEqual({ lifted: false, remainingCauses: [] });
  });

  test('and a synchronisation at the same time lose none of each other’s causes', async () => {
    const { id, employeeId } = await addAccount(await addDomain('north.example'));
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
    const sync = withTransaction(pool, async (sql) => {
      await sql.query('update domain_account set enabled = false where id = $1', [id]);
      await reprofileEmployees(sql, [employeeId]);
      isLocked();
      // Held until the administrator's statement is seen to wait for this transaction.
      await waiting();
    });
    await locked;
    await Promise.all([employees.deactivate(ACTOR, employeeId, null), sync]);
    expect(await row(employeeId)).toMatchObject({ deactivation_causes: ['ADMINISTRATOR', 'DIRECTORY'] });
  });

  test('never leaves Latchkey without an administrator, not even when two deactivate each other', async () => {
    const [anna, bo] = [
      await employees.create(ACTOR, ANNA),
      await employees.create(ACTOR, { displayName: 'Bo' }),
    ];
    await addUser(anna, 'ADMINISTRATOR');
    await addUser(bo, 'ADMINISTRATOR');
    const both = await Promise.allSettled([
      employees.deactivate(ACTOR, anna, null),
      employees.deactivate(ACTOR, bo, null),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'WRONG_STATE' },
    });
  });

  test('takes a note of one line', async () => {
    const id = await employees.create(ACTOR, ANNA);
    await expect(employees.deactivate(ACTOR, id, 'a'.repeat(501))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      path: ['input', 'note'],
    });
    expect(await row(id)).toMatchObject({ state: 'ACTIVE' });
  });
});

describe('confirming an account', () => {
  test.each([
    ['a member of both groups waits for a key', { in_password_group: true }, 'AWAITING_KEY'],
    ['a member of the sync group alone stays unmanaged', {}, 'UNMANAGED'],
    ['a built-in account stays unmanaged', { in_password_group: true, rid: 500 }, 'UNMANAGED'],
    [
      'an account that could not be read stays unmanaged',
      { in_password_group: true, user_account_control: null },
      'UNMANAGED',
    ],
  ])('%s', async (_claim, columns, holder) => {
    const { id, employeeId } = await addAccount(await addDomain('north.example'), {
      confirmed: false,
      ...columns,
    });
    await employees.confirmAccount(ACTOR, id);
    await employees.confirmAccount(ACTOR, id);
    const { rows } = await pool.query('select confirmed, password_holder from domain_account where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ confirmed: true, password_holder: holder }]);
    expect((await row(employeeId))['primary_account_id']).toBe(holder === 'AWAITING_KEY' ? id : null);
    expect(await lastAudit(id)).toMatchObject({ action: 'account.confirm', outcome: 'DONE' });
  });

  test('never manages the account a domain is read with', async () => {
    const domain = await addDomain('north.example');
    const guid = randomUUID();
    await pool.query('update domain set bind_account_guid = $1', [guid]);
    const { id } = await addAccount(domain, { confirmed: false, in_password_group: true, object_guid: guid });
    await employees.confirmAccount(ACTOR, id);
    const { rows } = await pool.query('select confirmed, password_holder from domain_account where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ confirmed: true, password_holder: 'UNMANAGED' }]);
  });

  test('is refused for an account that has left', async () => {
    const { id } = await addAccount(await addDomain('north.example'), { confirmed: false });
    await pool.query('update domain_account set closed_at = now()');
    await expect(employees.confirmAccount(ACTOR, id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(employees.confirmAccount(ACTOR, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** Resolves as soon as a statement on this database waits for a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rowCount !== 0) return;
  }
}
