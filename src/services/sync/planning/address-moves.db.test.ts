import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import { addStoredUser, TEST_ACTOR } from '../../../testing/stored-people.js';
import type { RunResult, SyncWorld } from '../../../testing/sync/sync-world.js';
import { createEmployeeService, type EmployeeService } from '../../employees/employee-service.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
let employees: EmployeeService;
let ann: ObjectGuid;
let bob: ObjectGuid;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  employees = createEmployeeService(world.pool);
  north = await sync.addDomain();
  ann = north.member('ann');
  bob = north.member('bob');
});

afterEach(() => sync.close());

function readdress(guid: ObjectGuid, login: string): void {
  north.domain.changePerson(guid, { mail: `${login}@north.example` });
}

/** One run after which nothing is left to do. */
async function settledRun(): Promise<RunResult> {
  const run = await world.sync(north.domainId);
  expect(run).toMatchObject({ phase: 'COMPLETED', failed: 0 });
  expect(await world.sync(north.domainId)).toMatchObject({ phase: 'COMPLETED', planned: 0 });
  return run;
}

/** One run in which Ann waits for Bob's address, and Bob for that of Mia, who keeps it. */
async function expectWithheld(): Promise<void> {
  const run = await world.sync(north.domainId);
  expect(await sync.decisions(run.id)).toEqual({ ann: 'CONFLICT', bob: 'CONFLICT' });
  expect((await world.item(run.id, 'ann'))?.reason).toContain('is that of bob');
  expect((await world.item(run.id, 'bob'))?.reason).toContain('is that of Mia');
  expect(await sync.addresses()).toEqual({
    Mia: 'mia@north.example',
    ann: 'ann@north.example',
    bob: 'bob@north.example',
  });
}

describe('addresses that move between people in one run', () => {
  it('go round a ring of three', async () => {
    const cid = north.member('cid');
    await world.sync(north.domainId);
    readdress(ann, 'bob');
    readdress(bob, 'cid');
    readdress(cid, 'ann');
    const run = await settledRun();
    expect(run.counts).toMatchObject({ UPDATE: 3, CONFLICT: 0 });
    expect(await sync.addresses()).toEqual({
      ann: 'bob@north.example',
      bob: 'cid@north.example',
      cid: 'ann@north.example',
    });
  });

  it('go from somebody with a new address to a new person', async () => {
    await world.sync(north.domainId);
    readdress(bob, 'robert');
    north.member('newcomer', { mail: 'bob@north.example' });
    const run = await settledRun();
    expect(await sync.decisions(run.id)).toEqual({ bob: 'UPDATE', newcomer: 'CREATE' });
    expect(await sync.addresses()).toEqual({
      ann: 'ann@north.example',
      bob: 'robert@north.example',
      newcomer: 'bob@north.example',
    });
  });

  it('are withheld from everybody who waits for somebody who cannot move, and each is named until they can', async () => {
    const mia = await employees.create(TEST_ACTOR, { displayName: 'Mia', email: 'mia@north.example' });
    await world.sync(north.domainId);
    readdress(ann, 'bob');
    readdress(bob, 'mia');
    await expectWithheld();
    await expectWithheld();
    await employees.update(TEST_ACTOR, mia, { email: 'mia.moss@north.example' });
    await settledRun();
    expect(await sync.addresses()).toEqual({
      Mia: 'mia.moss@north.example',
      ann: 'bob@north.example',
      bob: 'mia@north.example',
    });
  });

  it.each([
    ['a person who is known', () => readdress(ann, 'bob'), 'ann'],
    ['a new person', () => void north.member('newcomer', { mail: 'bob@north.example' }), 'newcomer'],
  ])('stay with a holder who may sign in with a role, when claimed by %s', async (_who, claim, claimant) => {
    await world.sync(north.domainId);
    const holder = await world.employeeOf('bob', north.domainId);
    await addStoredUser(world.pool, holder!.id, 'ADMINISTRATOR');
    readdress(bob, 'robert');
    claim();
    const run = await world.sync(north.domainId);
    expect(await sync.decisions(run.id)).toEqual({ bob: 'CONFLICT', [claimant]: 'CONFLICT' });
    expect(await sync.addresses()).toEqual({ ann: 'ann@north.example', bob: 'bob@north.example' });
  });

  it('stay with the employee of somebody who leaves, when claimed by a person who is known', async () => {
    await world.sync(north.domainId);
    north.domain.leave(north.syncGroup, bob);
    readdress(ann, 'bob');
    const run = await world.sync(north.domainId);
    expect(await sync.decisions(run.id)).toEqual({ ann: 'CONFLICT', bob: 'REMOVE' });
    expect(await sync.addresses()).toEqual({ ann: 'ann@north.example', bob: 'bob@north.example' });
  });

  it('arrive with the next run when the database refuses one of the ring', async () => {
    const cid = north.member('cid');
    await world.sync(north.domainId);
    readdress(ann, 'bob');
    readdress(bob, 'cid');
    north.domain.changePerson(cid, { mail: 'ann@north.example', title: 'Refused' });
    await world.pool.query(
      `alter table domain_account add constraint no_such_title check (title is distinct from 'Refused')`,
    );
    expect(await world.sync(north.domainId)).toMatchObject({ phase: 'COMPLETED', applied: 2, failed: 1 });
    await world.pool.query('alter table domain_account drop constraint no_such_title');
    await settledRun();
    expect(await sync.addresses()).toEqual({
      ann: 'bob@north.example',
      bob: 'cid@north.example',
      cid: 'ann@north.example',
    });
  });

  it('stay with a holder whose new address two people claim', async () => {
    const cid = north.member('cid');
    await world.sync(north.domainId);
    readdress(bob, 'shared');
    readdress(cid, 'shared');
    readdress(ann, 'bob');
    const run = await world.sync(north.domainId);
    expect(await sync.decisions(run.id)).toEqual({ ann: 'CONFLICT', bob: 'CONFLICT', cid: 'CONFLICT' });
    expect((await sync.addresses())['ann']).toBe('ann@north.example');
    expect((await sync.addresses())['bob']).toBe('bob@north.example');
  });
});

describe('an account that takes the place of another of the same person', () => {
  it('made anew with the address of one who leaves goes on with the same employee', async () => {
    await world.sync(north.domainId);
    const before = await world.employeeOf('bob', north.domainId);
    north.domain.remove(bob);
    north.member('bobby', { mail: 'bob@north.example' });
    const run = await settledRun();
    expect(await sync.decisions(run.id)).toEqual({ bob: 'REMOVE', bobby: 'MERGE' });
    expect((await world.item(run.id, 'bob'))?.reason).toContain('takes its place');
    expect(await world.employeeOf('bobby', north.domainId)).toMatchObject({
      id: before!.id,
      state: 'ACTIVE',
    });
    expect(await world.count('employee')).toBe(2);
  });

  it('that came back while its successor leaves is applied with nobody failing', async () => {
    await world.sync(north.domainId);
    const before = await world.employeeOf('bob', north.domainId);
    north.domain.leave(north.syncGroup, bob);
    const successor = north.member('bobby', { mail: 'bob@north.example' });
    await settledRun();
    north.domain.leave(north.syncGroup, successor);
    north.domain.join(north.syncGroup, bob);
    const run = await settledRun();
    expect(await sync.decisions(run.id)).toEqual({ bob: 'RESTORE', bobby: 'REMOVE' });
    expect(await world.employeeOf('bob', north.domainId)).toMatchObject({ id: before!.id, state: 'ACTIVE' });
    expect((await world.account('bob', north.domainId))?.['closed_at']).toBeNull();
    expect((await world.account('bobby', north.domainId))?.['closed_at']).not.toBeNull();
  });
});
