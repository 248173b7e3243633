import { beforeAll, expect, it } from '@jest/globals';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { person, type LifecycleStand } from './lifecycle-stand.js';

const TEAM = ['teama', 'teamb', 'teamc', 'teamd'];

/** Too much at once is held, shown by a dry run, and approved for whoever still stands as they did. */
export function describeGuard(stand: () => LifecycleStand): void {
  let editor: LifecycleStand['editor'];
  let world: LifecycleStand['world'];
  let northId: LifecycleStand['northId'];
  let held: { runId: string; hash: string };

  beforeAll(() => {
    ({ editor, world, northId } = stand());
  });

  const states = async (): Promise<unknown[]> =>
    Promise.all(TEAM.map(async (login) => (await world.employeeOf(login, northId))?.state));

  it('a dry run shows who would be held, and changes nobody', async () => {
    for (const login of TEAM) {
      await editor.addPerson(person(login, `${login}@north.example`, { telephoneNumber: '+3 3' }));
    }
    await world.sync(northId);
    await world.change(northId, { removal_limit_people: 2, removal_limit_percent: 0 });
    await editor.removeFromGroup(SYNC_GROUP, 'teama', 'teamb');
    await editor.disable('teamc');
    const before = await world.employees();
    const run = await world.sync(northId, 'DRY_RUN');
    expect(run).toMatchObject({ phase: 'COMPLETED', held: 3, applied: 0, counts: { REMOVE: 2, DISABLE: 1 } });
    expect(await world.item(run.id, 'Teama Test')).toMatchObject({ decision: 'REMOVE', state: 'HELD' });
    expect(await world.employees()).toEqual(before);
  });

  it('removals and disablings above the limit are held, everything else is applied', async () => {
    await editor.change('teamc', { title: 'Head' });
    await editor.change('teamd', { title: 'Deputy' });
    const run = await world.sync(northId);
    expect(run).toMatchObject({ phase: 'COMPLETED', held: 3, failed: 0 });
    expect(await states()).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
    expect(await world.employeeOf('teamc', northId)).toMatchObject({ position: 'Head' });
    const hold = (await world.hold(run.id))!;
    expect(hold).toMatchObject({ state: 'PENDING', removals: 2, disablings: 1 });
    held = { runId: run.id, hash: hold.plan_hash };
  });

  it('an approval reads them again, leaves out whoever came back, and applies the rest', async () => {
    await editor.addToGroup(SYNC_GROUP, 'teama');
    const run = await world.carryOut(await world.approve(held.runId, held.hash));
    expect(run).toMatchObject({ kind: 'APPROVAL', phase: 'COMPLETED', held: 0 });
    expect(run.counts).toMatchObject({ REMOVE: 1, DISABLE: 1, UPDATE: 0 });
    expect(run.warnings).toContain('Teama Test: Left out: they are in the sync group again.');
    expect(await states()).toEqual(['ACTIVE', 'DEACTIVATED', 'DEACTIVATED', 'ACTIVE']);
    expect(await world.hold(held.runId)).toMatchObject({ state: 'APPLIED' });
    expect(await world.sync(northId)).toMatchObject({
      held: 0,
      counts: { REMOVE: 0, DISABLE: 0, UPDATE: 0 },
    });
  });

  it('a field that would be emptied for too many people is held, and that field alone', async () => {
    await world.change(northId, { removal_limit_people: 1 });
    for (const login of ['teama', 'teamd'])
      await editor.change(login, { telephoneNumber: null, company: 'Acme' });
    const run = await world.sync(northId);
    expect(await world.hold(run.id)).toMatchObject({
      reasons: ['FIELD_EMPTIED'],
      fields: ['telephoneNumber'],
    });
    for (const login of ['teama', 'teamd']) {
      expect(await world.employeeOf(login, northId)).toMatchObject({
        telephone_number: '+3 3',
        company: 'Acme',
      });
    }
    for (const login of ['teama', 'teamd']) await editor.change(login, { telephoneNumber: '+3 3' });
    expect(await world.sync(northId)).toMatchObject({ held: 0 });
    await world.change(northId, { removal_limit_people: 5, removal_limit_percent: 10 });
  });
}
