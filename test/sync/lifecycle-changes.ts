import { beforeAll, expect, it } from '@jest/globals';
import { AWKWARD_UNIT } from '../../src/sandbox/people/awkward-people.js';
import { person, type LifecycleStand } from './lifecycle-stand.js';

/** People who change in the directory, and stay who they are. */
export function describeChanges(stand: () => LifecycleStand): void {
  let editor: LifecycleStand['editor'];
  let southEditor: LifecycleStand['southEditor'];
  let world: LifecycleStand['world'];
  let northId: LifecycleStand['northId'];
  let southId: LifecycleStand['southId'];
  beforeAll(() => {
    ({ editor, southEditor, world, northId, southId } = stand());
  });

  it('a changed attribute updates the employee and says which field; a cleared one clears it', async () => {
    await editor.change('bob', { title: 'Plumber', telephoneNumber: '+3 3' });
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ UPDATE: 1 });
    const changes = (await world.item(run.id, 'Bob Test'))?.changes;
    expect(changes).toContainEqual({ field: 'title', before: null, after: 'Plumber' });
    expect(await world.employeeOf('bob', northId)).toMatchObject({ position: 'Plumber' });
    await editor.change('bob', { title: null });
    await world.sync(northId);
    expect(await world.employeeOf('bob', northId)).toMatchObject({
      position: null,
      telephone_number: '+3 3',
    });
  });

  it('a cleared attribute gives way to the next domain', async () => {
    await editor.change('ada', { title: null });
    await world.sync(northId);
    expect(await world.employeeOf('ada', northId)).toMatchObject({ position: 'Head' });
  });

  it('somebody renamed and moved stays the same employee', async () => {
    const before = await world.employeeOf('cleo', northId);
    await editor.rename('cleo', 'Cleopatra, Queen');
    await editor.move('cleo', AWKWARD_UNIT);
    await editor.change('cleo', { displayName: 'Cleopatra' });
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ UPDATE: 1, CREATE: 0, REMOVE: 0 });
    expect(await world.employeeOf('cleo', northId)).toMatchObject({
      id: before?.id,
      display_name: 'Cleopatra',
    });
  });

  it('two people who swap their addresses keep their employees', async () => {
    const [a, b] = [await world.employeeOf('swapa', northId), await world.employeeOf('swapb', northId)];
    await editor.change('swapa', { mail: 'swapb@north.example' });
    await editor.change('swapb', { mail: 'swapa@north.example' });
    const run = await world.sync(northId);
    expect(run).toMatchObject({ failed: 0, counts: { UPDATE: 2 } });
    expect(await world.employeeOf('swapa', northId)).toMatchObject({
      id: a?.id,
      email_key: 'swapb@north.example',
    });
    expect(await world.employeeOf('swapb', northId)).toMatchObject({
      id: b?.id,
      email_key: 'swapa@north.example',
    });
  });

  it('an address that moves from one person to a new one in the same run makes a new employee', async () => {
    await editor.change('giver', { mail: 'giver@north.example' });
    await editor.addPerson(person('taker', 'shared@north.example'));
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ CREATE: 1, UPDATE: 1, MERGE: 0 });
    expect(await world.employeeOf('giver', northId)).toMatchObject({ email_key: 'giver@north.example' });
    expect(await world.employeeOf('taker', northId)).toMatchObject({ email_key: 'shared@north.example' });
  });

  it('a known person who claims the address of another keeps their own; everything else is applied', async () => {
    await editor.change('bob', { mail: 'dora@north.example', company: 'Acme' });
    const run = await world.sync(northId);
    const item = await world.item(run.id, 'Bob Test');
    expect(item).toMatchObject({ decision: 'CONFLICT' });
    expect(item?.reason).toContain('Dora');
    expect(await world.employeeOf('bob', northId)).toMatchObject({
      email: 'bob@north.example',
      company: 'Acme',
    });
    await editor.change('bob', { mail: 'robert@north.example' });
    expect((await world.sync(northId)).counts).toMatchObject({ UPDATE: 1 });
    expect(await world.employeeOf('bob', northId)).toMatchObject({ email: 'robert@north.example' });
  });

  it('disabled on one of two links leaves the employee active, on both deactivates, enabled again restores', async () => {
    await editor.disable('ada');
    expect((await world.sync(northId)).counts).toMatchObject({ UPDATE: 1 });
    expect(await world.employeeOf('ada', northId)).toMatchObject({ state: 'ACTIVE' });
    await southEditor.disable('adas');
    expect((await world.sync(southId)).counts).toMatchObject({ DISABLE: 1 });
    expect(await world.employeeOf('ada', northId)).toMatchObject({ state: 'DEACTIVATED' });
    await editor.enable('ada');
    expect((await world.sync(northId)).counts).toMatchObject({ RESTORE: 1 });
    expect(await world.employeeOf('ada', northId)).toMatchObject({
      state: 'ACTIVE',
      deactivation_causes: [],
    });
  });

  it("a synchronisation never lifts an administrator's deactivation", async () => {
    const { id } = (await world.employeeOf('dora', northId))!;
    await world.pool.query(
      `update employee set state = 'DEACTIVATED', deactivation_causes = '{ADMINISTRATOR}' where id = $1`,
      [id],
    );
    await editor.change('dora', { title: 'Director' });
    await world.sync(northId);
    expect(await world.employeeOf('dora', northId)).toMatchObject({
      position: 'Director',
      state: 'DEACTIVATED',
      deactivation_causes: ['ADMINISTRATOR'],
    });
  });
}
