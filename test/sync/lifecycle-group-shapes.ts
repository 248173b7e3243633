import { beforeAll, expect, it } from '@jest/globals';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { person, type LifecycleStand } from './lifecycle-stand.js';

/** Members that cannot be read or are no people, nested groups, and groups that are gone or empty. */
export function describeGroupShapes(stand: () => LifecycleStand): void {
  let north: LifecycleStand['north'];
  let editor: LifecycleStand['editor'];
  let world: LifecycleStand['world'];
  let northId: LifecycleStand['northId'];
  beforeAll(() => {
    ({ north, editor, world, northId } = stand());
  });

  it('somebody named by the group who cannot be read is warned about and never removed', async () => {
    await editor.denyReading('cleo', north.reader.name.split('@')[0]!);
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ UNREADABLE: 1, REMOVE: 0 });
    expect(run.warnings.join()).toContain('cannot be read');
    expect(await world.account('cleo', northId)).toMatchObject({
      closed_at: null,
      unreadable_since: expect.any(Date),
    });
  });

  it('members that are no people are skipped by their kind', async () => {
    await editor.addComputer('PC-01');
    await editor.addManagedServiceAccount('svc-one');
    const contact = await editor.addContact('Contact One');
    await editor.addForeignMember(SYNC_GROUP, 'S-1-5-21-1111111111-2222222222-3333333333-1104');
    await editor.addToGroup(SYNC_GROUP, 'PC-01$', 'svc-one$', contact);
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ SKIP: 4 });
    const reasons = (await world.items(run.id))
      .filter(({ decision }) => decision === 'SKIP')
      .map(({ reason }) => reason);
    for (const kind of ['COMPUTER', 'MANAGED_SERVICE_ACCOUNT', 'CONTACT', 'FOREIGN_SECURITY_PRINCIPAL']) {
      expect(reasons.some((reason) => reason.includes(kind))).toBe(true);
    }
  });

  it('a nested group counts only with nesting on, a loop of groups ends, and primary-group members are found', async () => {
    await editor.addGroup('Inner');
    await editor.addGroup('Innermost');
    await editor.nestGroup(SYNC_GROUP, 'Inner');
    await editor.nestGroup('Inner', 'Innermost');
    await editor.nestGroup('Innermost', 'Inner');
    await editor.nestGroup(SYNC_GROUP, 'Domain Users');
    await editor.addPerson(person('nested', 'nested@north.example', { groups: ['Innermost'] }));
    const flat = await world.sync(northId);
    expect(flat.counts).toMatchObject({ CREATE: 0 });
    expect(await world.employeeOf('nested', northId)).toBeUndefined();
    await world.change(northId, { nested_groups: true });
    const nested = await world.sync(northId);
    expect(nested).toMatchObject({ phase: 'COMPLETED', failed: 0 });
    expect(await world.employeeOf('nested', northId)).toMatchObject({ state: 'ACTIVE' });
    // In no group's `member` at all: only Domain Users as their primary group names them.
    expect(await world.account('outsider', northId)).toMatchObject({
      by_primary_group: true,
      closed_at: null,
    });
  });

  it('while a nested group cannot be read nobody is removed, since it may hold them', async () => {
    await editor.removeFromGroup(SYNC_GROUP, 'Domain Users');
    await editor.denyReading('Innermost', north.reader.name.split('@')[0]!);
    const run = await world.sync(northId);
    expect(run).toMatchObject({ phase: 'COMPLETED', counts: { REMOVE: 0 } });
    expect((await world.item(run.id, 'Outsider Test'))?.reason).toContain('may hold them');
    expect(await world.account('outsider', northId)).toMatchObject({ closed_at: null });
    expect(await world.account('nested', northId)).toMatchObject({ closed_at: null });
  });

  it('leaving a nested group is noticed by reading the person, and nobody else is touched', async () => {
    // Everybody who was there by their primary group alone leaves with it: more than the limit.
    await world.change(northId, { removal_limit_percent: 100 });
    await editor.removeFromGroup('Inner', 'Innermost');
    const run = await world.sync(northId);
    expect(run.phase).toBe('COMPLETED');
    for (const name of ['Outsider Test', 'Nested Test']) {
      expect(await world.item(run.id, name)).toMatchObject({ decision: 'REMOVE', reason_code: 'LEFT_GROUP' });
    }
    expect(await world.account('outsider', northId)).toMatchObject({ closed_at: expect.any(Date) });
    expect(await world.account('ada', northId)).toMatchObject({ closed_at: null });
    expect(await world.account('cleo', northId)).toMatchObject({ closed_at: null });
  });

  it('a group re-created under the same name fails the run and removes nobody', async () => {
    await editor.renameGroup(SYNC_GROUP, 'Old Sync Group');
    await editor.addGroup(SYNC_GROUP);
    expect(await world.sync(northId)).toMatchObject({ phase: 'COMPLETED', counts: { REMOVE: 0 } });
    await editor.deleteGroup('Old Sync Group');
    const before = await world.employees();
    expect(await world.sync(northId)).toMatchObject({ phase: 'FAILED', error_code: 'GROUP_RECREATED' });
    expect(await world.employees()).toEqual(before);
  });

  it('a group that has become empty holds every removal whatever the limits, and removes nobody', async () => {
    await world.change(northId, { sync_group_guid: null });
    const before = await world.employees();
    const run = await world.sync(northId);
    expect(run).toMatchObject({ phase: 'COMPLETED', applied: 0, failed: 0 });
    expect(await world.hold(run.id)).toMatchObject({ reasons: ['GROUP_EMPTY'], removals: run.held });
    expect(run.held).toBeGreaterThan(10);
    expect(await world.employees()).toEqual(before);
  });
}
