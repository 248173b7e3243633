import { beforeAll, expect, it } from '@jest/globals';
import { PASSWORD_GROUP, SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { person, type LifecycleStand } from './lifecycle-stand.js';

/** People who leave, come back, or are made anew. */
export function describeDepartures(stand: () => LifecycleStand): void {
  let editor: LifecycleStand['editor'];
  let world: LifecycleStand['world'];
  let northId: LifecycleStand['northId'];
  beforeAll(() => {
    ({ editor, world, northId } = stand());
  });

  it('leaving the password group stops only the waiting for a key', async () => {
    await editor.removeFromGroup(PASSWORD_GROUP, 'dora');
    await world.sync(northId);
    expect(await world.account('dora', northId)).toMatchObject({
      in_password_group: false,
      password_holder: 'UNMANAGED',
      closed_at: null,
    });
  });

  it('leaving the sync group closes the link with its evidence; with another link open the employee stays', async () => {
    await editor.removeFromGroup(SYNC_GROUP, 'ada', 'swapa');
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ REMOVE: 2 });
    expect(await world.item(run.id, 'Swapa Test')).toMatchObject({
      reason_code: 'LEFT_GROUP',
      state: 'APPLIED',
    });
    expect(await world.employeeOf('swapa', northId)).toMatchObject({
      state: 'DEACTIVATED',
      deactivation_causes: ['REMOVED'],
    });
    expect(await world.employeeOf('ada', northId)).toMatchObject({
      telephone_number: '+2 2',
      source: 'DIRECTORY',
    });
  });

  it('coming back restores the same employee', async () => {
    const before = await world.employeeOf('swapa', northId);
    await editor.addToGroup(SYNC_GROUP, 'ada', 'swapa');
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ RESTORE: 2, CREATE: 0 });
    expect(await world.employeeOf('swapa', northId)).toMatchObject({ id: before?.id, state: 'ACTIVE' });
    expect(await world.employeeOf('ada', northId)).toMatchObject({ telephone_number: '+1 1' });
  });

  it('somebody deleted in the directory is removed, since the group read to its end names them no more', async () => {
    await editor.deletePerson('swapb');
    const run = await world.sync(northId);
    expect(await world.item(run.id, 'Swapb Test')).toMatchObject({
      decision: 'REMOVE',
      reason_code: 'NO_LONGER_NAMED',
    });
  });

  it('somebody deleted and created anew with the same e-mail keeps their employee', async () => {
    const before = await world.employeeOf('giver', northId);
    await editor.deletePerson('giver');
    await editor.addPerson(person('giver', 'giver@north.example', { commonName: 'Giver Anew' }));
    const run = await world.sync(northId);
    expect(run).toMatchObject({ failed: 0, counts: { REMOVE: 1, MERGE: 1, CREATE: 0 } });
    const open = await world.pool.query(
      `select employee_id from domain_account where sam_account_name = 'giver' and closed_at is null`,
    );
    expect(open.rows).toEqual([{ employee_id: before?.id }]);
    expect((await world.employees()).find(({ id }) => id === before?.id)).toMatchObject({ state: 'ACTIVE' });
  });

  it.each([
    ['KEEP', { source: 'MANUAL', state: 'ACTIVE', deactivation_causes: [] }],
    ['DEACTIVATE', { source: 'DIRECTORY', state: 'DEACTIVATED', delete_after: null }],
    ['DELETE', { source: 'DIRECTORY', state: 'DEACTIVATED', delete_after: expect.any(Date) }],
  ])('the removed-user policy %s does what it says', async (policy, expected) => {
    const login = `policy${policy.toLowerCase()}`;
    await editor.addPerson(person(login, `${login}@north.example`));
    await world.sync(northId);
    await world.change(northId, { removed_user_policy: policy });
    await editor.removeFromGroup(SYNC_GROUP, login);
    await world.sync(northId);
    await world.change(northId, { removed_user_policy: 'DEACTIVATE' });
    expect(await world.employeeOf(login, northId)).toMatchObject(expected);
  });
}
