import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withTransaction, type Pool } from '../../database.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { addStoredAccount, auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import { INSTALLATION_LOCK } from '../sync/reprofile-employees.js';
import type { DomainService } from './domain-service.js';

let stage: DomainStage;
let pool: Pool;
let domains: DomainService;
let north: ScriptedDomain;

beforeAll(async () => {
  stage = await openDomainStage();
  ({ pool, domains } = stage);
});

afterAll(() => stage.close());

beforeEach(async () => {
  await pool.query('delete from domain');
  await pool.query('delete from employee');
  north = stage.directory.addDomain('north.example');
  stage.directory.targets.length = 0;
});

async function column<T>(id: string, expression: string): Promise<T> {
  const { rows } = await pool.query<{ value: T }>(`select ${expression} as value from domain where id = $1`, [
    id,
  ]);
  return rows[0]!.value;
}

/** An employee with an open account in each of the domains; each calls them after itself. */
async function addEmployee(...domainIds: readonly string[]): Promise<string> {
  const employeeId = randomUUID();
  for (const domainId of domainIds) {
    const displayName = `from ${await column<string>(domainId, 'dns_name')}`;
    await addStoredAccount(pool, domainId, { employeeId, displayName });
  }
  return employeeId;
}

async function nameOf(employeeId: string): Promise<string> {
  const { rows } = await pool.query(`select display_name from employee where id = $1`, [employeeId]);
  return rows[0].display_name;
}

describe('creating a domain', () => {
  test('asks the directory with the secret, stores it sealed, and says neither in the audit', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    expect(stage.directory.targets).toMatchObject([
      { dnsName: 'north.example', bindSecret: north.bindSecret },
    ]);
    const sealed = await column<Buffer>(id, 'bind_secret_sealed');
    expect(sealed.includes(north.bindSecret)).toBe(false);
    expect(stage.bindSecrets.open(sealed, id)).toBe(north.bindSecret);
    const audit = await auditOf(pool, id);
    expect(audit).toMatchObject([{ action: 'domain.create', outcome: 'DONE' }]);
    expect(JSON.stringify(audit)).not.toContain(north.bindSecret);
  });

  test('without a secret asks nobody', async () => {
    const id = await domains.create(TEST_ACTOR, { ...inputFor(north), bindSecret: undefined });
    expect(stage.directory.targets).toEqual([]);
    expect(await column(id, 'bind_secret_sealed')).toBeNull();
  });

  test.each(['CERTIFICATE_EXPIRED', 'DIRECTORY_TIMEOUT'] as const)(
    'is refused with %s when that is what the check says, and saves nothing',
    async (code) => {
      north.signInFault = { check: 'CONNECT', code };
      await expect(domains.create(TEST_ACTOR, inputFor(north))).rejects.toMatchObject({
        code,
        inputPath: ['input', 'controllers'],
      });
      expect((await pool.query('select 1 from domain')).rowCount).toBe(0);
      const { rows } = await pool.query(
        `select details from audit_event where action = 'domain.create' and outcome = 'REFUSED'
         order by position desc limit 1`,
      );
      expect(rows[0].details.refusals).toEqual([{ code, path: ['input', 'controllers'] }]);
    },
  );

  test('a second time, even at the same moment, is refused with ALREADY_EXISTS', async () => {
    const both = await Promise.allSettled([
      domains.create(TEST_ACTOR, inputFor(north)),
      domains.create(TEST_ACTOR, inputFor(north, { dnsName: 'NORTH.example.' })),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'ALREADY_EXISTS', inputPath: ['input', 'dnsName'] },
    });
  });
});

describe('updating a domain', () => {
  test('changes what is named and nothing else, and the audit names the fields', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await domains.update(TEST_ACTOR, id, {
      syncIntervalMinutes: 15,
      priority: 100,
      rotationWindow: { days: ['MONDAY'], start: '22:00', end: '05:00' },
    });
    expect(await column(id, 'sync_interval_minutes')).toBe(15);
    expect(await column(id, 'rotation_window')).toEqual({ days: ['MONDAY'], start: '22:00', end: '05:00' });
    expect(await column(id, 'dns_name')).toBe('north.example');
    expect((await auditOf(pool, id)).at(-1)).toMatchObject({
      action: 'domain.update',
      details: { fields: ['syncIntervalMinutes', 'rotationWindow'] },
    });
    await domains.update(TEST_ACTOR, id, { rotationWindow: null });
    expect(await column(id, 'rotation_window')).toBeNull();
  });

  test('asks the directory only when the way in changes', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    stage.directory.targets.length = 0;
    await domains.update(TEST_ACTOR, id, {
      priority: 5,
      syncGroupName: 'People',
      bindAccount: north.bindAccount,
    });
    expect(stage.directory.targets).toEqual([]);
    await domains.update(TEST_ACTOR, id, { baseDn: 'OU=Staff,DC=north,DC=example' });
    expect(stage.directory.targets).toMatchObject([
      { baseDn: 'OU=Staff,DC=north,DC=example', bindSecret: north.bindSecret },
    ]);
  });

  test('never sends a stored secret to an address it was not given for', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    stage.directory.targets.length = 0;
    const elsewhere = { controllers: [...north.controllers, 'ldaps://thief.example'] };
    await expect(domains.update(TEST_ACTOR, id, elsewhere)).rejects.toMatchObject({
      code: 'BIND_SECRET_MISSING',
      inputPath: ['input', 'bindSecret'],
    });
    expect(stage.directory.targets).toEqual([]);
    await domains.update(TEST_ACTOR, id, { ...elsewhere, bindSecret: north.bindSecret });
    expect(await column(id, 'controllers')).toEqual([...north.controllers, 'ldaps://thief.example:636']);
  });

  test('with a wrong secret keeps the right one', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await expect(domains.update(TEST_ACTOR, id, { bindSecret: 'guess' })).rejects.toMatchObject({
      code: 'BIND_REFUSED',
    });
    expect(stage.bindSecrets.open(await column<Buffer>(id, 'bind_secret_sealed'), id)).toBe(north.bindSecret);
    await domains.update(TEST_ACTOR, id, { bindSecret: null });
    expect(await column(id, 'bind_secret_sealed')).toBeNull();
    expect((await auditOf(pool, id)).at(-1)?.details).toEqual({ fields: ['bindSecret'] });
  });

  test('lets go of the pinned group whose name changes, and of no other', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await pool.query(
      `update domain set sync_group_guid = gen_random_uuid(), password_group_guid = gen_random_uuid()`,
    );
    await domains.update(TEST_ACTOR, id, { syncGroupName: 'People' });
    expect(await column(id, 'sync_group_guid is null and password_group_guid is not null')).toBe(true);
    await domains.repinGroup(TEST_ACTOR, id, 'PASSWORD');
    expect(await column(id, 'password_group_guid')).toBeNull();
    expect((await auditOf(pool, id)).at(-1)).toMatchObject({ action: 'domain.repin-group', outcome: 'DONE' });
  });

  test('takes a new priority into every merged profile at once', async () => {
    const northId = await domains.create(TEST_ACTOR, inputFor(north));
    const south = stage.directory.addDomain('south.example');
    const southId = await domains.create(TEST_ACTOR, inputFor(south));
    const employee = await addEmployee(northId, southId);
    await domains.update(TEST_ACTOR, southId, { priority: 900 });
    expect(await nameOf(employee)).toBe('from south.example');
    await domains.update(TEST_ACTOR, northId, { priority: 901 });
    expect(await nameOf(employee)).toBe('from north.example');
  });

  test('cannot break under a run that is applying: both or neither', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await withTransaction(pool, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [INSTALLATION_LOCK]);
      await expect(domains.update(TEST_ACTOR, id, { priority: 7 })).rejects.toMatchObject({
        code: 'RUN_IN_PROGRESS',
      });
    });
    expect(await column(id, 'priority')).toBe(100);
    await domains.update(TEST_ACTOR, id, { priority: 7 });
    expect(await column(id, 'priority')).toBe(7);
  });

  test('of nothing that exists is NOT_FOUND', async () => {
    await expect(domains.update(TEST_ACTOR, randomUUID(), { priority: 7 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
