import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool, Sql } from '../../database.js';
import { withTransaction } from '../../database.js';
import type { KeyStatus } from '../../domain/states.js';
import { createPasswordCopies } from '../../keys/password-copies.js';
import { createActivationCodes } from '../../keys/activation-codes.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import { ScriptedSync, type ScriptedStand } from '../../testing/sync/scripted-sync.js';
import { noEvents } from '../../testing/keys/key-service-stand.js';
import { idleWorkflows } from '../../testing/waiting-run.js';
import { createEmployeeService } from '../employees/employee-service.js';
import { insertRow } from '../rows.js';
import { purgeExpiredEmployees } from '../sync/purge-employees.js';
import { actOnKeysOfEmployees } from './act-on-keys-of-employees.js';
import { createKeyService, type KeyService } from './key-service.js';

let sync: ScriptedSync;
let north: ScriptedStand;
let pool: Pool;
let keys: KeyService;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ pool } = sync.world);
  const policy = { removed_user_policy: 'DELETE', removal_limit_people: 1_000 };
  north = await sync.addDomain('north.example', policy);
  const codes = createActivationCodes(randomBytes(32), 7);
  keys = createKeyService({
    pool,
    codes,
    copies: createPasswordCopies(randomBytes(32)),
    workflows: idleWorkflows,
    events: noEvents,
  });
});

afterEach(() => sync.close());

/** A key of somebody in this status, linked unless it never was, with a code where it waits for one. */
async function keyOf(login: string, status: KeyStatus, linked = status !== 'RESERVED'): Promise<string> {
  const owner = (await sync.world.employeeOf(login, north.domainId))!.id;
  const id = randomUUID();
  await insertRow(pool, 'key', {
    id,
    serial: `HK-${login.toUpperCase()}`,
    name: login,
    publicKey: randomBytes(32),
    status,
    confirmedStatus: status,
    ownerId: owner,
    linkedAt: linked ? new Date() : null,
    searchText: login,
  });
  const waits = status === 'RESERVED' || status === 'SUSPENDED';
  if (waits)
    await insertRow(pool, 'activation', { keyId: id, state: 'PENDING', codeSealed: Buffer.from('x') });
  return id;
}

async function row(keyId: string): Promise<Record<string, unknown>> {
  const { rows } = await pool.query('select * from key where id = $1', [keyId]);
  return rows[0];
}

async function codesAndTasks(keyId: string): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select 'code ' || state as text, issued_at as at from activation where key_id = $1
     union all select kind || ' ' || state, created_at from key_task where key_id = $1 order by at, text`,
    [keyId],
  );
  return rows.map(({ text }) => text);
}

const disable = (login: string) => change(login, 0x202);
const enable = (login: string) => change(login, 0x200);

async function change(login: string, userAccountControl: number): Promise<void> {
  north.domain.changePerson(people.get(login)!, { userAccountControl });
}

const people = new Map<string, ReturnType<ScriptedStand['member']>>();

async function members(...logins: string[]): Promise<void> {
  for (const login of logins) people.set(login, north.member(login));
  await sync.world.sync(north.domainId);
}

describe('a synchronisation', () => {
  it('suspends the keys of those it deactivates, whatever they were, in its own transaction', async () => {
    await members('ann', 'bob', 'cid', 'dan');
    const [ann, bob, cid, dan] = [
      await keyOf('ann', 'RESERVED'),
      await keyOf('bob', 'ACTIVE'),
      await keyOf('cid', 'LOCKED'),
      await keyOf('dan', 'SUSPENDED'),
    ];
    for (const login of people.keys()) await disable(login);
    await sync.world.sync(north.domainId);
    expect(await row(ann)).toMatchObject({ status: 'SUSPENDED', reason: 'OWNER_DEACTIVATED' });
    expect(await row(bob)).toMatchObject({
      status: 'SUSPENDED',
      confirmed_status: 'ACTIVE',
      reason: 'OWNER_DEACTIVATED',
      owner_deactivated: true,
    });
    expect(await row(cid)).toMatchObject({ status: 'LOCKED', owner_deactivated: true });
    expect(await codesAndTasks(ann)).toEqual(['code CANCELLED']);
    expect(await codesAndTasks(bob)).toEqual(['LOCK PENDING']);
    expect(await codesAndTasks(dan)).toEqual(['code CANCELLED']);
    expect((await auditOf(pool, bob)).map(({ action }) => action)).toEqual(['key.owner-deactivated']);
    for (const key of [ann, bob, cid, dan]) {
      await expect(keys.reissueCode(TEST_ACTOR, key)).rejects.toMatchObject({
        code: key === cid ? 'KEY_TRANSITION_REFUSED' : 'KEY_OWNER_DEACTIVATED',
      });
    }
    await expect(keys.unlock(TEST_ACTOR, cid)).rejects.toMatchObject({ code: 'KEY_OWNER_DEACTIVATED' });
  });

  it('issues new codes to those it restores, drawn when somebody first looks', async () => {
    await members('ann', 'cid');
    const [ann, cid] = [await keyOf('ann', 'RESERVED'), await keyOf('cid', 'LOCKED')];
    for (const login of ['ann', 'cid']) await disable(login);
    await sync.world.sync(north.domainId);
    for (const login of ['ann', 'cid']) await enable(login);
    await sync.world.sync(north.domainId);
    expect(await row(ann)).toMatchObject({ status: 'SUSPENDED', owner_deactivated: false });
    expect(await codesAndTasks(ann)).toEqual(['code CANCELLED', 'code PENDING']);
    const { rows } = await pool.query(
      `select code_sealed, expires_at from activation where state = 'PENDING'`,
    );
    expect(rows).toEqual([{ code_sealed: null, expires_at: null }]);
    const shown = await keys.showCode(TEST_ACTOR, ann);
    expect(shown.code).toMatch(/^[0-9]{8}$/);
    expect(shown.expiresAt.getTime()).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
    expect(await keys.showCode(TEST_ACTOR, ann)).toEqual(shown);
    // A locked key waits for its administrator, as before.
    expect(await row(cid)).toMatchObject({ status: 'LOCKED', owner_deactivated: false });
    await keys.unlock(TEST_ACTOR, cid);
  });

  it('that removes somebody suspends their key; when the grace time is over, it is to be wiped', async () => {
    await members('ann', 'bob');
    const [ann, bob] = [await keyOf('ann', 'ACTIVE'), await keyOf('bob', 'ACTIVE')];
    north.domain.leave(north.syncGroup, people.get('ann')!);
    await sync.world.sync(north.domainId);
    expect(await row(ann)).toMatchObject({ status: 'SUSPENDED' });
    await pool.query(
      `update employee set delete_after = now() - interval '1 second' where delete_after is not null`,
    );
    expect(await purgeExpiredEmployees(pool)).toBe(1);
    expect(await row(ann)).toMatchObject({ status: 'DEACTIVATED', reason: 'OWNER_DELETED', owner_id: null });
    expect(await codesAndTasks(ann)).toEqual(['LOCK CANCELLED', 'WIPE PENDING']);
    expect(await row(bob)).toMatchObject({ status: 'ACTIVE' });
  });

  it('tells watchers of every key, in one stream without gaps', async () => {
    await members('ann', 'bob');
    await keyOf('ann', 'ACTIVE');
    await keyOf('bob', 'ACTIVE');
    for (const login of ['ann', 'bob']) await disable(login);
    await sync.world.sync(north.domainId);
    const { rows } = await pool.query<{ sequence: number; action: string }>(
      `select sequence, payload ->> 'action' as action from stream_event where payload ? 'serial' order by sequence`,
    );
    expect(rows).toEqual([
      { sequence: 1, action: 'key.owner-deactivated' },
      { sequence: 2, action: 'key.owner-deactivated' },
    ]);
  });
});

describe('an administrator', () => {
  it('who deactivates, reactivates and deletes somebody has the same effects', async () => {
    const employees = createEmployeeService(pool);
    const employeeId = await employees.create(TEST_ACTOR, { displayName: 'Eve' });
    const keyId = await keys.import(TEST_ACTOR, {
      serial: 'HK-EVE',
      publicKey: '5866666666666666666666666666666666666666666666666666666666666666',
    });
    await keys.assign(TEST_ACTOR, { keyId, employeeId });
    await employees.deactivate(TEST_ACTOR, employeeId, null);
    expect(await row(keyId)).toMatchObject({ status: 'SUSPENDED', reason: 'OWNER_DEACTIVATED' });
    await employees.deactivate(TEST_ACTOR, employeeId, null);
    await employees.reactivate(TEST_ACTOR, employeeId);
    expect(await codesAndTasks(keyId)).toEqual(['code CANCELLED', 'code PENDING']);
    await employees.delete(TEST_ACTOR, employeeId);
    expect(await row(keyId)).toMatchObject({ status: 'DEACTIVATED', owner_id: null });
    expect((await auditOf(pool, keyId)).map(({ action }) => action)).toEqual([
      'key.import',
      'key.assign',
      'key.owner-deactivated',
      'key.owner-restored',
      'key.owner-deleted',
    ]);
  });
});

describe('what keys cost a synchronisation', () => {
  /** Counts the statements of one call. */
  async function statements(employeeIds: readonly string[]): Promise<number> {
    let count = 0;
    await withTransaction(pool, async (sql) => {
      const counting: Sql = {
        query: ((...args: Parameters<Sql['query']>) => {
          count += 1;
          return sql.query(...args);
        }) as Sql['query'],
      };
      await actOnKeysOfEmployees(counting, employeeIds);
    });
    return count;
  }

  it('is one statement where no key is concerned, and does not grow with the number of those that are', async () => {
    const logins = Array.from({ length: 30 }, (_, at) => `p${at}`);
    await members(...logins);
    const ids = (await sync.world.employees()).map(({ id }) => id);
    expect(await statements(ids)).toBe(1);
    for (const login of logins) await keyOf(login, 'ACTIVE');
    expect(await statements(ids)).toBe(1);
    await pool.query(`update employee set state = 'DEACTIVATED' where id = any($1::uuid[])`, [
      ids.slice(0, 1),
    ]);
    const forOne = await statements(ids);
    await pool.query(`update employee set state = 'DEACTIVATED'`);
    expect(await statements(ids)).toBe(forOne);
    const { rows } = await pool.query(`select distinct status from key`);
    expect(rows).toEqual([{ status: 'SUSPENDED' }]);
  });
});
