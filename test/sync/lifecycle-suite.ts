import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import { awkwardPeople, AWKWARD_UNIT } from '../../src/sandbox/people/awkward-people.js';
import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SandboxDirectory,
  type SeedPerson,
} from '../../src/sandbox/sandbox-directory.js';
import { SyncWorld } from '../../src/testing/sync-world.js';

const STAFF = 'Staff';

/** A member of the sync group, by login. */
function person(login: string, mail: string | undefined, overrides: Partial<SeedPerson> = {}): SeedPerson {
  const name = login[0]!.toUpperCase() + login.slice(1);
  return {
    login,
    commonName: name,
    givenName: name,
    surname: 'Test',
    displayName: `${name} Test`,
    ...(mail === undefined ? {} : { mail }),
    enabled: true,
    groups: [SYNC_GROUP],
    unit: STAFF,
    ...overrides,
  };
}

function contents(dnsName: string, people: readonly SeedPerson[]): DirectoryContents {
  return { dnsName, units: [STAFF, AWKWARD_UNIT], groups: [SYNC_GROUP, PASSWORD_GROUP], people };
}

const awkward = awkwardPeople('north.example');

export const NORTH = contents('north.example', [
  person('ada', 'ada@corp.example', {
    telephoneNumber: '+1 1',
    title: 'Engineer',
    groups: [SYNC_GROUP, PASSWORD_GROUP],
  }),
  person('bob', 'bob@north.example'),
  person('cleo', 'cleo@north.example'),
  person('dora', 'dora@north.example', { groups: [SYNC_GROUP, PASSWORD_GROUP] }),
  person('emil', 'emil@north.example', { enabled: false }),
  person('swapa', 'swapa@north.example'),
  person('swapb', 'swapb@north.example'),
  person('giver', 'shared@north.example'),
  person('twin1', 'twin@north.example'),
  person('twin2', 'twin@north.example'),
  person('typed', 'typed@north.example'),
  person('nomail', undefined),
  person('outsider', 'outsider@north.example', { groups: [] }),
  ...awkward,
]);

export const SOUTH = contents('south.example', [
  person('adas', 'ADA@corp.example ', {
    telephoneNumber: '+2 2',
    department: 'Research',
    title: 'Head',
    groups: [SYNC_GROUP, PASSWORD_GROUP],
  }),
  person('zoe', 'zoe@south.example'),
]);

/** What a synchronisation does to people, over two real directories that are changed as an administrator would. */
export function describeLifecycle(start: (contents: DirectoryContents) => Promise<SandboxDirectory>): void {
  let north: SandboxDirectory;
  let south: SandboxDirectory;
  let editor: DirectoryEditor;
  let southEditor: DirectoryEditor;
  let world: SyncWorld;
  let northId: string;
  let southId: string;

  beforeAll(async () => {
    [north, south] = await Promise.all([start(NORTH), start(SOUTH)]);
    [editor, southEditor] = await Promise.all([DirectoryEditor.open(north), DirectoryEditor.open(south)]);
    world = await SyncWorld.create();
    northId = await world.addDomain(north, { priority: 200 });
    southId = await world.addDomain(south, { priority: 100 });
    await world.pool.query(
      `insert into employee (source, state, deactivation_causes, display_name, email, email_key, search_text)
       values ('MANUAL', 'ACTIVE', '{}', 'Typed By Hand', 'Typed@north.example', 'typed@north.example', 'typed by hand')`,
    );
  }, 300_000);

  afterAll(async () => {
    await Promise.allSettled([editor?.close(), southEditor?.close()]);
    await Promise.allSettled([north?.stop(), south?.stop(), world?.close()]);
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
    for (const { login, displayName } of awkward.filter(({ displayName }) => displayName !== undefined)) {
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

  it('leaving a nested group is noticed by reading the person, and nobody else is touched', async () => {
    await editor.removeFromGroup(SYNC_GROUP, 'Domain Users');
    const run = await world.sync(northId);
    expect(run.phase).toBe('COMPLETED');
    expect(await world.account('outsider', northId)).toMatchObject({ closed_at: expect.any(Date) });
    expect(await world.account('nested', northId)).toMatchObject({ closed_at: null });
    expect(await world.account('ada', northId)).toMatchObject({ closed_at: null });
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

  it('a group that has become empty fails the run and removes nobody', async () => {
    await world.change(northId, { sync_group_guid: null });
    const before = await world.employees();
    expect(await world.sync(northId)).toMatchObject({ phase: 'FAILED', error_code: 'GROUP_EMPTY' });
    expect(await world.employees()).toEqual(before);
  });
}
