import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { createBindSecrets } from '../../keys/bind-secrets.js';
import { ScriptedDirectory } from '../../testing/scripted-directory.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import type { Actor } from '../audit/record-audit.js';
import { INSTALLATION_LOCK } from '../sync/reprofile-employees.js';
import type { DomainInput } from './domain-input.js';
import { previewDeletion } from './deletion-preview.js';
import { createDomainService, type DomainService } from './domain-service.js';

const ACTOR: Actor = { kind: 'COMMAND_LINE', id: null, name: 'test' };

let database: TestDatabase;
let pool: Pool;
let directory: ScriptedDirectory;
let domains: DomainService;
let north: ScriptedDomain;
const bindSecrets = createBindSecrets(randomBytes(32));

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query('delete from domain');
  await pool.query('delete from employee');
  directory = new ScriptedDirectory();
  north = directory.addDomain('north.example');
  domains = createDomainService({ pool, directory, bindSecrets });
});

function inputOf(domain: ScriptedDomain, more: DomainInput = {}): DomainInput {
  const { dnsName, controllers, bindAccount, bindSecret } = domain;
  return { dnsName, controllers, bindAccount, bindSecret, ...more };
}

async function column<T>(id: string, expression: string): Promise<T> {
  const { rows } = await pool.query<{ value: T }>(`select ${expression} as value from domain where id = $1`, [
    id,
  ]);
  return rows[0]!.value;
}

async function auditOf(targetId: string): Promise<{ action: string; outcome: string; details: unknown }[]> {
  const { rows } = await pool.query(
    `select action, outcome, details from audit_event where target_id = $1 order by at, id`,
    [targetId],
  );
  return rows;
}

/** An employee with an open account in each of the domains, whose values follow the domain's name. */
async function addEmployee(...domainIds: readonly string[]): Promise<string> {
  const id = randomUUID();
  await withTransaction(pool, async (sql) => {
    await sql.query(
      `insert into employee (id, source, state, deactivation_causes, display_name, search_text)
       values ($1, 'DIRECTORY', 'ACTIVE', '{}', 'x', 'x')`,
      [id],
    );
    for (const domainId of domainIds) {
      await sql.query(
        `insert into domain_account (employee_id, domain_id, object_guid, dn, display_name, enabled, in_sync_group,
           in_password_group, by_primary_group, confirmed, password_holder)
         select $1, id, gen_random_uuid(), 'CN=x', 'from ' || dns_name, true, true, false, false, true, 'UNMANAGED'
         from domain where id = $2`,
        [id, domainId],
      );
    }
  });
  return id;
}

async function displayName(employeeId: string): Promise<string> {
  const { rows } = await pool.query(`select display_name from employee where id = $1`, [employeeId]);
  return rows[0].display_name;
}

describe('creating a domain', () => {
  test('asks the directory with the secret, stores it sealed, and says neither in the audit', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    expect(directory.targets).toMatchObject([{ dnsName: 'north.example', bindSecret: north.bindSecret }]);
    const sealed = await column<Buffer>(id, 'bind_secret_sealed');
    expect(sealed.includes(north.bindSecret)).toBe(false);
    expect(bindSecrets.open(sealed, id)).toBe(north.bindSecret);
    const audit = await auditOf(id);
    expect(audit).toMatchObject([{ action: 'domain.create', outcome: 'DONE' }]);
    expect(JSON.stringify(audit)).not.toContain(north.bindSecret);
  });

  test('without a secret asks nobody', async () => {
    const id = await domains.create(ACTOR, { ...inputOf(north), bindSecret: undefined });
    expect(directory.targets).toEqual([]);
    expect(await column(id, 'bind_secret_sealed')).toBeNull();
  });

  test.each(['CERTIFICATE_EXPIRED', 'DIRECTORY_TIMEOUT'] as const)(
    'is refused with %s when that is what the check says, and saves nothing',
    async (code) => {
      north.signInFault = { check: 'CONNECT', code };
      await expect(domains.create(ACTOR, inputOf(north))).rejects.toMatchObject({
        code,
        path: ['input', 'controllers'],
      });
      expect((await pool.query('select 1 from domain')).rowCount).toBe(0);
      const { rows } = await pool.query(
        `select details from audit_event where action = 'domain.create' and outcome = 'REFUSED'
         order by at desc, id limit 1`,
      );
      expect(rows[0].details.refusals).toEqual([{ code, path: ['input', 'controllers'] }]);
    },
  );

  test('a second time, even at the same moment, is refused with ALREADY_EXISTS', async () => {
    const both = await Promise.allSettled([
      domains.create(ACTOR, inputOf(north)),
      domains.create(ACTOR, inputOf(north, { dnsName: 'NORTH.example.' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'ALREADY_EXISTS', path: ['input', 'dnsName'] },
    });
  });
});

describe('updating a domain', () => {
  test('changes what is named and nothing else, and the audit names the fields', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    await domains.update(ACTOR, id, {
      syncIntervalMinutes: 15,
      priority: 100,
      rotationWindow: { days: ['MONDAY'], start: '22:00', end: '05:00' },
    });
    expect(await column(id, 'sync_interval_minutes')).toBe(15);
    expect(await column(id, 'rotation_window')).toEqual({ days: ['MONDAY'], start: '22:00', end: '05:00' });
    expect(await column(id, 'dns_name')).toBe('north.example');
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'domain.update',
      details: { fields: ['syncIntervalMinutes', 'rotationWindow'] },
    });
    await domains.update(ACTOR, id, { rotationWindow: null });
    expect(await column(id, 'rotation_window')).toBeNull();
  });

  test('asks the directory only when the way in changes', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    directory.targets.length = 0;
    await domains.update(ACTOR, id, { priority: 5, syncGroupName: 'People', bindAccount: north.bindAccount });
    expect(directory.targets).toEqual([]);
    await domains.update(ACTOR, id, { baseDn: 'OU=Staff,DC=north,DC=example' });
    expect(directory.targets).toMatchObject([
      { baseDn: 'OU=Staff,DC=north,DC=example', bindSecret: north.bindSecret },
    ]);
  });

  test('never sends a stored secret to an address it was not given for', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    directory.targets.length = 0;
    const elsewhere = { controllers: [...north.controllers, 'ldaps://thief.example'] };
    await expect(domains.update(ACTOR, id, elsewhere)).rejects.toMatchObject({
      code: 'BIND_SECRET_MISSING',
      path: ['input', 'bindSecret'],
    });
    expect(directory.targets).toEqual([]);
    await domains.update(ACTOR, id, { ...elsewhere, bindSecret: north.bindSecret });
    expect(await column(id, 'controllers')).toEqual([...north.controllers, 'ldaps://thief.example:636']);
  });

  test('with a wrong secret keeps the right one', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    await expect(domains.update(ACTOR, id, { bindSecret: 'guess' })).rejects.toMatchObject({
      code: 'BIND_REFUSED',
    });
    expect(bindSecrets.open(await column<Buffer>(id, 'bind_secret_sealed'), id)).toBe(north.bindSecret);
    await domains.update(ACTOR, id, { bindSecret: null });
    expect(await column(id, 'bind_secret_sealed')).toBeNull();
    expect((await auditOf(id)).at(-1)?.details).toEqual({ fields: ['bindSecret'] });
  });

  test('lets go of the pinned group whose name changes, and of no other', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    await pool.query(
      `update domain set sync_group_guid = gen_random_uuid(), password_group_guid = gen_random_uuid()`,
    );
    await domains.update(ACTOR, id, { syncGroupName: 'People' });
    expect(await column(id, 'sync_group_guid is null and password_group_guid is not null')).toBe(true);
    await domains.repinGroup(ACTOR, id, 'PASSWORD');
    expect(await column(id, 'password_group_guid')).toBeNull();
    expect((await auditOf(id)).at(-1)).toMatchObject({ action: 'domain.repin-group', outcome: 'DONE' });
  });

  test('takes a new priority into every merged profile at once', async () => {
    const northId = await domains.create(ACTOR, inputOf(north));
    const south = directory.addDomain('south.example');
    const southId = await domains.create(ACTOR, inputOf(south));
    const employee = await addEmployee(northId, southId);
    await domains.update(ACTOR, southId, { priority: 900 });
    expect(await displayName(employee)).toBe('from south.example');
    await domains.update(ACTOR, northId, { priority: 901 });
    expect(await displayName(employee)).toBe('from north.example');
  });

  test('cannot break under a run that is applying: both or neither', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    await withTransaction(pool, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [INSTALLATION_LOCK]);
      await expect(domains.update(ACTOR, id, { priority: 7 })).rejects.toMatchObject({
        code: 'RUN_IN_PROGRESS',
      });
    });
    expect(await column(id, 'priority')).toBe(100);
    await domains.update(ACTOR, id, { priority: 7 });
    expect(await column(id, 'priority')).toBe(7);
  });

  test('of nothing that exists is NOT_FOUND', async () => {
    await expect(domains.update(ACTOR, randomUUID(), { priority: 7 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('deleting a domain', () => {
  test('needs its name, does what the preview said, and keeps whom another domain knows', async () => {
    const northId = await domains.create(
      ACTOR,
      inputOf(north, { removedUserPolicy: 'DELETE', deletionGraceDays: 7 }),
    );
    const southId = await domains.create(ACTOR, inputOf(directory.addDomain('south.example')));
    const [onlyNorth, both, onlySouth] = [
      await addEmployee(northId),
      await addEmployee(northId, southId),
      await addEmployee(southId),
    ];
    const preview = await previewDeletion(pool, {
      id: northId,
      removedUserPolicy: 'DELETE',
      deletionGraceDays: 7,
    });
    expect(preview).toMatchObject({ employeesKnownOnlyHere: 1, employeesKept: 1, accounts: 2 });
    expect(preview.policyEffect).toContain('deleted after 7 days');

    await expect(domains.delete(ACTOR, northId, 'south.example')).rejects.toMatchObject({
      code: 'CONFIRMATION_MISMATCH',
    });
    expect(await domains.delete(ACTOR, northId, 'North.Example')).toEqual({
      dnsName: 'north.example',
      closedAccounts: 2,
      affectedEmployees: 2,
    });
    const { rows } = await pool.query<{ id: string; state: string; causes: string[]; days: number | null }>(
      `select id, state, deactivation_causes as causes, round(extract(epoch from delete_after - now()) / 86400)::int as days
       from employee`,
    );
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: onlyNorth, state: 'DEACTIVATED', causes: ['REMOVED'], days: 7 },
        { id: both, state: 'ACTIVE', causes: [], days: null },
        { id: onlySouth, state: 'ACTIVE', causes: [], days: null },
      ]),
    );
    expect(await displayName(both)).toBe('from south.example');
    expect((await auditOf(northId)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'domain.create DONE',
      'domain.delete REFUSED',
      'domain.delete DONE',
    ]);
  });

  test('waits for the end of a run of that domain', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    await pool.query(
      `insert into sync_run (domain_id, phase, counts, warnings) values ($1, 'READING', '{}', '{}')`,
      [id],
    );
    await expect(domains.delete(ACTOR, id, 'north.example')).rejects.toMatchObject({
      code: 'RUN_IN_PROGRESS',
    });
    await pool.query(`update sync_run set phase = 'COMPLETED'`);
    await domains.delete(ACTOR, id, 'north.example');
    expect((await pool.query('select 1 from sync_run')).rowCount).toBe(0);
  });

  test('and starting a run of it at the same moment never leaves a run without a domain', async () => {
    const id = await domains.create(ACTOR, inputOf(north));
    const start = pool.query(
      `insert into sync_run (domain_id, phase, counts, warnings) values ($1, 'REQUESTED', '{}', '{}')`,
      [id],
    );
    const [deleted, started] = await Promise.allSettled([domains.delete(ACTOR, id, 'north.example'), start]);
    expect([deleted.status, started.status].sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('testing a domain', () => {
  test('reports each check by itself', async () => {
    const id = await domains.create(ACTOR, inputOf(north, { syncGroupName: 'People' }));
    const group = north.addGroup('People');
    north.join(group.objectGuid, north.addPerson().objectGuid);
    const checks = await domains.test(ACTOR, id);
    expect(checks.map(({ name, outcome, code }) => [name, outcome, code])).toEqual([
      ['CONNECT', 'PASSED', null],
      ['CERTIFICATE', 'PASSED', null],
      ['BIND', 'PASSED', null],
      ['SYNC_GROUP', 'PASSED', null],
      ['PASSWORD_GROUP', 'FAILED', 'GROUP_NOT_FOUND'],
      ['PEOPLE', 'PASSED', null],
    ]);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'domain.test',
      details: { outcomes: { PASSWORD_GROUP: 'GROUP_NOT_FOUND', BIND: 'PASSED' } },
    });
  });

  test('asks for the group that is pinned, not for another of its name', async () => {
    const id = await domains.create(
      ACTOR,
      inputOf(north, { syncGroupName: 'People', passwordGroupName: null }),
    );
    const { objectGuid } = north.addGroup('People');
    await pool.query('update domain set sync_group_guid = $1', [objectGuid]);
    north.recreateGroup(objectGuid);
    const checks = await domains.test(ACTOR, id);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'SYNC_GROUP', code: 'GROUP_RECREATED' }));
  });

  test('without a secret, or with one sealed under another key, says so', async () => {
    const id = await domains.create(ACTOR, { ...inputOf(north), bindSecret: null });
    await expect(domains.test(ACTOR, id)).rejects.toMatchObject({ code: 'BIND_SECRET_MISSING' });
    const other = createBindSecrets(randomBytes(32)).seal('x', id);
    await pool.query('update domain set bind_secret_sealed = $1', [other]);
    await expect(domains.test(ACTOR, id)).rejects.toMatchObject({ code: 'BIND_SECRET_UNREADABLE' });
  });
});
