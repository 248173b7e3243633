import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TEST_ACTOR } from '../../../testing/stored-people.js';
import type { Person } from '../../../testing/passwords/change-stand.js';
import { RotationStand } from '../../../testing/passwords/rotation-stand.js';
import { drawCohort } from './draw-cohort.js';
import { pauseRotation, resumeRotation } from '../pause-rotation.js';
import { findOpenChanges } from '../../password-changes/left-open/open-changes.js';
import { rotateNow } from '../request-rotation.js';
import { domainsToRotate } from '../rotation-domains.js';

let stand: RotationStand;

beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

/** A window that is closed all day, whatever the time is: an hour that is half a day away. */
function closedWindow(): object {
  const hour = (new Date().getUTCHours() + 12) % 24;
  const clock = (at: number): string => `${String(at % 24).padStart(2, '0')}:00`;
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  return { days, start: clock(hour), end: clock(hour + 1) };
}

describe('a rotation', () => {
  it('changes what is due of keys that are connected, and nothing else', async () => {
    const due = await stand.addManaged(29);
    const young = await stand.addManaged(27);
    const away = await stand.addManaged(29);
    await stand.changes.disconnect(away);
    expect(await stand.scan()).toMatchObject({ accounts: 3, added: 2, dropped: 0 });
    await stand.rotate();
    expect(await stand.stagesOf([due, young, away])).toEqual(['COMPLETED', undefined, 'QUEUED']);
    expect(await stand.changes.holderOf(due)).toBe('MANAGED');
    // The key logs on with what the directory has now.
    await stand.changes.assertNobodyIsLockedOut(due);
    expect(await stand.scan()).toMatchObject({ added: 0, drifted: 0 });
  });

  it('has the workstation renew its cached log-on once the key uses the new password', async () => {
    const [person] = await stand.addManagedPeople(1);
    await stand.scan();
    await stand.rotate();
    const tasks = await stand.changes.tasks(person!);
    expect(tasks.slice(-3).map((task) => task.split(' ')[0])).toEqual([
      'WRITE_PENDING',
      'COMMIT',
      'RENEW_CACHED_LOGON',
    ]);
  });

  it('draws five accounts, then more, and ends when nothing is left', async () => {
    await stand.addManagedPeople(12);
    await stand.scan();
    expect(await stand.cohort()).toEqual({ next: 'MORE' });
    expect((await stand.stagesOf()).filter((stage) => stage === 'COMPLETED')).toHaveLength(5);
    await stand.rotate();
    expect(new Set(await stand.stagesOf())).toEqual(new Set(['COMPLETED']));
    expect(await stand.rotations()).toMatchObject([{ state: 'COMPLETED', completed: 12, total: 12 }]);
  });

  it('leaves a key alone whose workstation has no controller in reach', async () => {
    const [person] = await stand.addManagedPeople(1);
    await stand.pool.query(`update workstation_presence set controller_in_reach = false`);
    await stand.scan();
    await stand.rotate();
    await stand.pool.query(`update workstation_presence set controller_in_reach = true`);
    expect((await stand.changeOf(person!))?.stage).toBe('QUEUED');
    await stand.rotate();
    expect((await stand.changeOf(person!))?.stage).toBe('COMPLETED');
  });

  it('goes on with what an earlier worker has begun', async () => {
    const [person] = await stand.addManagedPeople(1);
    await stand.scan();
    stand.silent.add(person!);
    const stopped = new AbortController();
    const cohort = stand.cohort(stopped.signal);
    await stand.reached(person!, 'WAITING_FOR_KEY');
    stopped.abort();
    await cohort;
    stand.silent.clear();
    await stand.rotate();
    expect(await stand.changeOf(person!)).toMatchObject({ stage: 'COMPLETED', resets: 1 });
  });
});

describe('a key that vanishes', () => {
  it('before anything was sent goes back to waiting, and counts neither way', async () => {
    const [gone, here] = (await stand.addManagedPeople(2)) as [Person, Person];
    await stand.scan();
    stand.silent.add(gone);
    const cohort = stand.cohort();
    await stand.reached(gone, 'WAITING_FOR_KEY');
    await stand.changes.disconnect(gone);
    await cohort;
    expect(await stand.changeOf(gone)).toMatchObject({ stage: 'WAITING_FOR_KEY', resets: 0 });
    expect((await stand.changeOf(here))?.stage).toBe('COMPLETED');
    expect(await stand.rotations()).toMatchObject([{ state: 'RUNNING', completed: 1, failed: 0, total: 2 }]);
    stand.silent.clear();
    await stand.changes.connect(gone);
    await stand.rotate();
    expect(await stand.changeOf(gone)).toMatchObject({ stage: 'COMPLETED', resets: 1 });
    await stand.changes.assertNobodyIsLockedOut(gone);
  });

  it('and was swapped for another one while it waited gives way to the new one', async () => {
    const [person] = (await stand.addManagedPeople(1)) as [Person];
    await stand.changes.disconnect(person);
    await stand.scan();
    await stand.changes.withdraw(person);
    await stand.pool.query(`update key set owner_id = null where id = $1`, [person.keyId]);
    await stand.rotate();
    // Without an active key nothing is drawn; the change waits for whatever comes next.
    expect((await stand.changeOf(person))?.stage).toBe('QUEUED');
  });
});

describe('a pause', () => {
  it('takes back what is on a key and has asked nothing of the directory', async () => {
    const people = await stand.addManagedPeople(3);
    await stand.pool.query(`update domain set write_budget_per_minute = 30`);
    await stand.scan();
    const cohort = stand.cohort();
    await stand.oneOf('ON_KEY', 2);
    await pauseRotation(stand.pool, TEST_ACTOR, { domainId: stand.changes.domainId, reason: null });
    await cohort;
    const stages = await stand.stagesOf();
    expect(stages.filter((stage) => stage === 'WAITING_FOR_KEY').length).toBeGreaterThan(0);
    expect(stages.filter((stage) => stage === 'ON_KEY')).toEqual([]);
    for (const person of people) await stand.changes.assertNobodyIsLockedOut(person);
  });

  it('holds back an emergency too, whoever looks for what was left', async () => {
    const people = await stand.addManagedPeople(2);
    for (const person of people) await stand.changes.disconnect(person);
    await rotateNow(stand.parts, TEST_ACTOR, {
      domainId: stand.changes.domainId,
      keysAway: 'DIRECTORY_FIRST',
      reason: 'a leak',
    });
    await drawCohort(stand.pool, stand.changes.domainId);
    await pauseRotation(stand.pool, TEST_ACTOR, { domainId: stand.changes.domainId, reason: null });
    expect(await findOpenChanges(stand.pool, { quietSeconds: 0 })).toEqual([]);
    expect(await stand.cohort()).toEqual({ next: 'DONE' });
    expect(await stand.stagesOf()).toEqual(['QUEUED', 'QUEUED']);
  });
});

describe('a window', () => {
  it('that is closed lets nothing begin but what is overdue by the grace time', async () => {
    const due = await stand.addManaged(29);
    const overdue = await stand.addManaged(28 + 4);
    await stand.setDomain({ window: closedWindow() });
    await stand.scan();
    await stand.rotate();
    expect(await stand.stagesOf([due, overdue])).toEqual(['QUEUED', 'COMPLETED']);
    await stand.setDomain({});
    await stand.rotate();
    expect((await stand.changeOf(due))?.stage).toBe('COMPLETED');
  });

  it('is of no account to whoever asks for it now', async () => {
    const young = await stand.addManaged(1);
    await stand.setDomain({ window: closedWindow() });
    await rotateNow(stand.parts, TEST_ACTOR, { accountIds: [young.accountId], reason: 'lent to somebody' });
    expect(stand.told).toEqual([stand.changes.domainId]);
    await stand.rotate();
    expect((await stand.changeOf(young))?.stage).toBe('COMPLETED');
  });
});

describe('what somebody says', () => {
  it('pauses a rotation, and lets it go on', async () => {
    await stand.addManagedPeople(6);
    await stand.scan();
    await stand.cohort();
    await pauseRotation(stand.pool, TEST_ACTOR, { domainId: stand.changes.domainId, reason: 'a fair' });
    expect(await stand.cohort()).toEqual({ next: 'DONE' });
    expect(await stand.rotations()).toMatchObject([{ state: 'PAUSED', completed: 5 }]);
    await resumeRotation(stand.parts, TEST_ACTOR, stand.changes.domainId);
    await stand.rotate();
    expect(await stand.rotations()).toMatchObject([{ state: 'COMPLETED', completed: 6 }]);
  });

  it('changes every managed password of a domain, and keys that are away wait', async () => {
    const people = await stand.addManagedPeople(3);
    await stand.changes.disconnect(people[2]!);
    const { rotationIds, skipped } = await rotateNow(stand.parts, TEST_ACTOR, {
      domainId: stand.changes.domainId,
      keysAway: 'WAIT',
      reason: 'a leak',
    });
    expect([rotationIds.length, skipped]).toEqual([1, []]);
    await stand.rotate();
    expect(await stand.stagesOf()).toEqual(['COMPLETED', 'COMPLETED', 'QUEUED']);
    expect(await stand.progress(rotationIds[0]!)).toMatchObject({ completed: 2, away: 1, state: 'RUNNING' });
    await stand.changes.connect(people[2]!);
    await stand.rotate();
    expect(await stand.progress(rotationIds[0]!)).toMatchObject({
      completed: 3,
      away: 0,
      state: 'COMPLETED',
      secondsLeft: 0,
    });
  });

  it('changes them in the directory first where that was said of keys that are away', async () => {
    const [here, away] = (await stand.addManagedPeople(2)) as [Person, Person];
    await stand.changes.disconnect(away);
    await rotateNow(stand.parts, TEST_ACTOR, {
      domainId: stand.changes.domainId,
      keysAway: 'DIRECTORY_FIRST',
      reason: 'a leak',
    });
    await stand.rotate();
    expect((await stand.changeOf(here))?.stage).toBe('COMPLETED');
    expect(await stand.changeOf(away)).toMatchObject({ stage: 'WAITING_FOR_KEY', resets: 1 });
    expect(await stand.changes.holderOf(away)).toBe('DIRECTORY_AHEAD');
    const [{ id } = { id: '' }] = await stand.rotations();
    expect(await stand.progress(id)).toMatchObject({ state: 'RUNNING', completed: 1, ahead: 1, total: 2 });
    // The key comes back, is handed what was sealed to it, and the count-down ends.
    await stand.changes.connect(away);
    await stand.changes.deliver(away);
    const { id: changeId } = (await stand.changeOf(away))!;
    await stand.changes.runToEnd(away, changeId);
    expect(await domainsToRotate(stand.pool)).toEqual([stand.changes.domainId]);
    await stand.rotate();
    expect(await stand.progress(id)).toMatchObject({ state: 'COMPLETED', completed: 2, ahead: 0 });
  });
});
