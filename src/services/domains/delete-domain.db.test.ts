import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from '../../database.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { addStoredAccount, auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import { previewDeletion } from './deletion-preview.js';
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

const RUN_TABLES = [
  ['event_stream', 'id'],
  ['stream_event', 'stream_id'],
  ['snapshot_entry', 'run_id'],
  ['snapshot_member', 'run_id'],
  ['sync_item', 'run_id'],
] as const;

/** A finished run with a row in every table that refers to it. */
async function addRun(domainId: string): Promise<string> {
  const run = randomUUID();
  await pool.query(
    `insert into sync_run (id, domain_id, phase, counts, warnings) values ($1, $2, 'COMPLETED', '{}', '{}')`,
    [run, domainId],
  );
  await pool.query(`insert into event_stream (id, last_sequence, ended) values ($1, 1, true)`, [run]);
  await pool.query(`insert into stream_event (stream_id, sequence, payload) values ($1, 1, '{}')`, [run]);
  await pool.query(
    `insert into snapshot_entry (run_id, attempt, object_guid, standing, dn)
     values ($1, 1, gen_random_uuid(), 'PERSON', 'x')`,
    [run],
  );
  await pool.query(
    `insert into snapshot_member (run_id, attempt, role, object_guid, dn)
     values ($1, 1, 'SYNC', gen_random_uuid(), 'x')`,
    [run],
  );
  await pool.query(
    `insert into sync_item (run_id, object_guid, decision, state, reason_code, reason, person_name, instruction, batch_number,
                            position)
     values ($1, gen_random_uuid(), 'CREATE', 'APPLIED', 'NOBODY_KNOWN', 'x', 'x', '{}', 1, 1)`,
    [run],
  );
  return run;
}

describe('deleting a domain', () => {
  test('needs its name, does what the preview said, and keeps whom another domain knows', async () => {
    const northId = await domains.create(
      TEST_ACTOR,
      inputFor(north, { removedUserPolicy: 'DELETE', deletionGraceDays: 7 }),
    );
    const southId = await domains.create(TEST_ACTOR, inputFor(stage.directory.addDomain('south.example')));
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

    await expect(domains.delete(TEST_ACTOR, northId, 'south.example')).rejects.toMatchObject({
      code: 'CONFIRMATION_MISMATCH',
    });
    expect(await domains.delete(TEST_ACTOR, northId, 'North.Example')).toEqual({
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
    expect(await nameOf(both)).toBe('from south.example');
    expect((await auditOf(pool, northId)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'domain.create DONE',
      'domain.delete REFUSED',
      'domain.delete DONE',
    ]);
  });

  test('waits for the end of a run of that domain', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await pool.query(
      `insert into sync_run (domain_id, phase, counts, warnings) values ($1, 'READING', '{}', '{}')`,
      [id],
    );
    await expect(domains.delete(TEST_ACTOR, id, 'north.example')).rejects.toMatchObject({
      code: 'RUN_IN_PROGRESS',
    });
    await pool.query(`update sync_run set phase = 'COMPLETED'`);
    await domains.delete(TEST_ACTOR, id, 'north.example');
    expect((await pool.query('select 1 from sync_run')).rowCount).toBe(0);
  });

  test('takes the events, snapshots and items of its runs along, and leaves those of others', async () => {
    const north1 = await addRun(await domains.create(TEST_ACTOR, inputFor(north)));
    const south = await domains.create(TEST_ACTOR, inputFor(stage.directory.addDomain('south.example')));
    const south1 = await addRun(south);
    const { rows } = await pool.query<{ id: string }>(
      `select id from domain where dns_name = 'north.example'`,
    );
    await domains.delete(TEST_ACTOR, rows[0]!.id, 'north.example');
    for (const [table, key] of RUN_TABLES) {
      const left = await pool.query(`select ${key} as id from ${table} where ${key} = any($1)`, [
        [north1, south1],
      ]);
      expect(left.rows).toEqual([{ id: south1 }]);
    }
  });

  test('and starting a run of it at the same moment never leaves a run without a domain', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    const start = pool.query(
      `insert into sync_run (domain_id, phase, counts, warnings) values ($1, 'REQUESTED', '{}', '{}')`,
      [id],
    );
    const [deleted, started] = await Promise.allSettled([
      domains.delete(TEST_ACTOR, id, 'north.example'),
      start,
    ]);
    expect([deleted.status, started.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
