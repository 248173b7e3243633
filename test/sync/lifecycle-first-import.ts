import { beforeAll, expect, it } from '@jest/globals';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { awkward, NORTH, type LifecycleStand } from './lifecycle-stand.js';

/** The first reading of each of two domains: who is created, attached, left alone. */
export function describeFirstImport(stand: () => LifecycleStand): void {
  let world: LifecycleStand['world'];
  let northId: LifecycleStand['northId'];
  let southId: LifecycleStand['southId'];
  beforeAll(() => {
    ({ world, northId, southId } = stand());
  });

  const members = NORTH.people.filter(({ groups }) => groups.includes(SYNC_GROUP)).length;

  it('the first import creates every member once, awkward names included, and nobody else', async () => {
    const run = await world.sync(northId);
    expect(run).toMatchObject({ phase: 'COMPLETED', error_message: null, failed: 0, read: members });
    // Two share an e-mail, and one was entered by hand before.
    expect(run.counts).toMatchObject({ CREATE: members - 3, CONFLICT: 2, ADOPT: 1, UNCHANGED: 0 });
    const employees = await world.employees();
    expect(employees).toHaveLength(members - 2);
    expect(await world.employeeOf('outsider', northId)).toBeUndefined();
    for (const { login, displayName } of awkward.filter((each) => each.displayName !== undefined)) {
      expect((await world.employeeOf(login, northId))?.display_name).toBe(displayName!.trim());
    }
  });

  it('two people of one domain with one e-mail are a conflict that names both, and neither is created', async () => {
    const runs = await world.pool.query<{ id: string }>('select id from sync_run where domain_id = $1', [
      northId,
    ]);
    const item = await world.item(runs.rows[0]!.id, 'Twin1 Test');
    expect(item).toMatchObject({
      decision: 'CONFLICT',
      reason_code: 'EMAIL_TWICE_IN_DOMAIN',
      employee_id: null,
    });
    expect(item?.reason).toContain('Twin2 Test');
    expect(await world.employeeOf('twin1', northId)).toBeUndefined();
  });

  it('a manual employee with the same e-mail is adopted, not doubled', async () => {
    const typed = await world.employeeOf('typed', northId);
    expect(typed).toMatchObject({ source: 'DIRECTORY', display_name: 'Typed Test' });
    expect(
      (await world.employees()).filter(({ email_key }) => email_key === 'typed@north.example'),
    ).toHaveLength(1);
  });

  it('somebody disabled in the directory becomes a deactivated employee', async () => {
    expect(await world.employeeOf('emil', northId)).toMatchObject({
      state: 'DEACTIVATED',
      deactivation_causes: ['DIRECTORY'],
    });
  });

  it('members of both groups wait for a key, and that account becomes the primary one', async () => {
    const account = await world.account('dora', northId);
    expect(account).toMatchObject({
      password_holder: 'AWAITING_KEY',
      in_password_group: true,
      confirmed: true,
    });
    expect((await world.employeeOf('dora', northId))?.primary_account_id).toBe(account?.['id']);
    expect(await world.account('bob', northId)).toMatchObject({ password_holder: 'UNMANAGED' });
  });

  it('a run with nothing changed changes nothing', async () => {
    const before = await world.pool.query('select * from employee order by id');
    const run = await world.sync(northId);
    expect(run.counts).toMatchObject({ UNCHANGED: members - 2, CONFLICT: 2, UPDATE: 0, CREATE: 0 });
    expect((await world.pool.query('select * from employee order by id')).rows).toEqual(before.rows);
  });

  it('a second domain merges by e-mail without regard to case, and the higher priority wins field by field', async () => {
    const before = (await world.employees()).length;
    const run = await world.sync(southId);
    expect(run.counts).toMatchObject({ MERGE: 1, CREATE: 1 });
    expect(await world.employees()).toHaveLength(before + 1);
    expect(await world.employeeOf('adas', southId)).toMatchObject({
      display_name: 'Ada Test',
      telephone_number: '+1 1',
      position: 'Engineer',
      department: 'Research',
    });
  });

  it('a link gained by e-mail that no suffix covers is unconfirmed, and manages no password', async () => {
    expect(await world.account('adas', southId)).toMatchObject({
      confirmed: false,
      password_holder: 'UNMANAGED',
    });
    expect(await world.account('ada', northId)).toMatchObject({
      confirmed: true,
      password_holder: 'AWAITING_KEY',
    });
  });
}
