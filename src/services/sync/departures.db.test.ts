import { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { ormOptions } from '../../orm.config.js';
import { ScriptedSync, type ScriptedStand } from '../../testing/sync/scripted-sync.js';
import { addStoredUser, auditOf, openSessions, TEST_ACTOR } from '../../testing/stored-people.js';
import type { SyncWorld } from '../../testing/sync/sync-world.js';
import { createSignIn, type SignedIn } from '../sign-in/sign-in.js';
import { createUser } from '../users/create-user.js';
import { withInstallationLock } from './installation-lock.js';
import { purgeExpiredEmployees } from './purge-employees.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
let ann: ObjectGuid;
let annsEmployee: string;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain('north.example', { removed_user_policy: 'DELETE' });
  ann = north.member('ann');
  north.member('bob');
  await world.sync(north.domainId);
  annsEmployee = (await world.employeeOf('ann', north.domainId))!.id;
});

afterEach(() => sync.close());

async function removeAnn(): Promise<void> {
  north.domain.leave(north.syncGroup, ann);
  await world.sync(north.domainId);
}

async function names(): Promise<string[]> {
  return (await world.employees()).map((row) => row.display_name);
}

describe('deleting those whose grace time is over', () => {
  const passGrace = () =>
    world.pool.query(
      `update employee set delete_after = now() - interval '1 second' where delete_after is not null`,
    );

  it('waits for the end of the grace time, then deletes with an audit entry', async () => {
    await removeAnn();
    expect(await purgeExpiredEmployees(world.pool)).toBe(0);
    await passGrace();
    expect(await purgeExpiredEmployees(world.pool)).toBe(1);
    expect(await names()).toEqual(['bob']);
    const audit = await auditOf(world.pool, annsEmployee);
    expect(audit.at(-1)).toMatchObject({ action: 'employee.purge', outcome: 'DONE' });
    expect(await purgeExpiredEmployees(world.pool)).toBe(0);
  });

  it('spares somebody who was given a role meanwhile', async () => {
    await removeAnn();
    await passGrace();
    await addStoredUser(world.pool, annsEmployee, 'AUDITOR');
    expect(await purgeExpiredEmployees(world.pool)).toBe(0);
    expect(await names()).toEqual(['ann', 'bob']);
  });

  it('is left to the next time while somebody plans or applies', async () => {
    await removeAnn();
    await passGrace();
    const { signal } = new AbortController();
    const beside = () => withInstallationLock(world.pool, signal, () => purgeExpiredEmployees(world.pool));
    expect(await beside()).toBe(0);
    expect(await names()).toEqual(['ann', 'bob']);
    expect(await purgeExpiredEmployees(world.pool)).toBe(1);
  });
});

describe.each(['DELETE', 'DEACTIVATE'])('somebody who is removed where the policy is %s', (policy) => {
  const password = 'a long enough pass phrase';
  let orm: MikroORM;
  let userId: string;

  beforeEach(async () => {
    await world.change(north.domainId, { removed_user_policy: policy });
    orm = await MikroORM.init({ ...ormOptions(world.databaseUrl), logger: () => undefined });
    const user = { email: 'ann@north.example', displayName: 'Ann', role: 'EMPLOYEE', password } as const;
    userId = await createUser(world.pool, TEST_ACTOR, user);
    await world.pool.query('update app_user set employee_id = $1', [annsEmployee]);
  });

  afterEach(() => orm.close());

  function signIn(): Promise<SignedIn> {
    const caller = { actor: TEST_ACTOR, em: orm.em.fork() };
    const request = {
      email: 'ann@north.example',
      password,
      address: '192.0.2.1',
      userAgent: null,
      device: { given: undefined, isBrowser: false },
      passkey: null,
    };
    return createSignIn({
      pool: world.pool,
      sessionHours: 1,
      sessionIdleMinutes: 60,
      requirePasskey: false,
      secondFactor: { options: async () => '', verify: async () => '' },
    }).signIn(caller, request);
  }

  it('is signed out at once and cannot sign in, until they come back', async () => {
    await signIn();
    await signIn();
    expect(await openSessions(world.pool, userId)).toBe(2);
    const devices = () => world.pool.query('select 1 from known_device where user_id = $1', [userId]);
    expect((await devices()).rowCount).toBe(2);
    await removeAnn();
    expect((await devices()).rowCount).toBe(0);
    expect(await openSessions(world.pool, userId)).toBe(0);
    await expect(signIn()).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    expect(await openSessions(world.pool, userId)).toBe(0);
    north.domain.join(north.syncGroup, ann);
    await world.sync(north.domainId);
    await signIn();
    expect(await openSessions(world.pool, userId)).toBe(1);
  });

  it('cannot sign in either when their employee has been deleted', async () => {
    await signIn();
    await removeAnn();
    await world.pool.query(`update employee set delete_after = now() - interval '1 second' where id = $1`, [
      annsEmployee,
    ]);
    expect(await purgeExpiredEmployees(world.pool)).toBe(1);
    await expect(signIn()).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
    expect(await openSessions(world.pool, userId)).toBe(0);
  });
});
