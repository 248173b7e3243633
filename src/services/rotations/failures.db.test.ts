import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../../testing/passwords/change-stand.js';
import { RotationStand } from '../../testing/passwords/rotation-stand.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import { resumeRotation } from './pause-rotation.js';
import { rotateNow } from './request-rotation.js';

let stand: RotationStand;

beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

describe('failures', () => {
  it('past the limit stop the whole rotation with a reason and a mail, until somebody lets it go on', async () => {
    const people = await stand.addManagedPeople(12);
    await stand.setDomain({ failureLimit: 2 });
    await stand.addAdministrator();
    stand.changes.domain.passwords.mayReset = false;
    await stand.scan();
    await stand.rotate();
    const [rotation] = await stand.rotations();
    expect(rotation).toMatchObject({ state: 'STOPPED', failed: 5 });
    expect(rotation?.stopReason).toMatch(/5 of its accounts failed, and the limit is 2/);
    expect(await stand.mails('rotation-stopped')).toBe(1);
    for (const person of people) await stand.changes.assertNobodyIsLockedOut(person);

    stand.changes.domain.passwords.mayReset = true;
    await stand.rotate();
    expect(await stand.rotations()).toMatchObject([{ state: 'STOPPED', completed: 0 }]);
    await resumeRotation(stand.parts, TEST_ACTOR, stand.changes.domainId);
    await stand.rotate();
    expect((await stand.stagesOf()).filter((stage) => stage === 'COMPLETED')).toHaveLength(7);
  });

  it('of one account do not stop the others', async () => {
    const [poisoned, ...others] = (await stand.addManagedPeople(4)) as [Person, ...Person[]];
    await stand.pool.query(`update domain_account set object_guid = gen_random_uuid() where id = $1`, [
      poisoned.accountId,
    ]);
    await stand.scan();
    await stand.rotate();
    expect(await stand.stagesOf(others)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
    expect(await stand.changeOf(poisoned)).toMatchObject({ stage: 'FAILED', code: 'ACCOUNT_GONE' });
  });

  it('of a few accounts do not add up to a stop of the domain', async () => {
    const people = await stand.addManagedPeople(4);
    const poisoned = people.slice(0, 2);
    await stand.setDomain({ failureLimit: 3 });
    for (const { accountId } of poisoned)
      await stand.pool.query(`update domain_account set object_guid = gen_random_uuid() where id = $1`, [
        accountId,
      ]);
    const [away] = [await stand.addManaged()];
    await stand.changes.disconnect(away);
    for (let tries = 0; tries < 3; tries += 1) {
      await stand.scan();
      await stand.rotate();
      await stand.hoursGoBy(5);
    }
    expect(await stand.stagesOf(poisoned)).toEqual(['NEEDS_ATTENTION', 'NEEDS_ATTENTION']);
    expect(await stand.rotations()).toMatchObject([{ state: 'RUNNING', completed: 2, failed: 6 }]);
  });

  it('of our own in one account leave the others alone, and it is tried again later', async () => {
    const [broken, ...others] = (await stand.addManagedPeople(4)) as [Person, ...Person[]];
    await stand.scan();
    const { id } = (await stand.changeOf(broken))!;
    stand.changes.onCheckpoint = (point, changeId) => {
      if (point === 'generate.before' && changeId === id) throw new RangeError('a fault of ours');
    };
    await stand.rotate();
    expect(await stand.stagesOf(others)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
    expect(await stand.changeOf(broken)).toMatchObject({ stage: 'QUEUED', resets: 0 });
    stand.changes.onCheckpoint = () => undefined;
    await stand.changes.makeDue(id);
    await stand.rotate();
    expect((await stand.changeOf(broken))?.stage).toBe('COMPLETED');
  });

  it('are none where the directory shows that an account was disabled since it was read', async () => {
    const [person] = (await stand.addManagedPeople(1)) as [Person];
    stand.changes.domain.changePerson(person.guid, { userAccountControl: 0x202 });
    await stand.scan();
    await stand.rotate();
    expect(await stand.changeOf(person)).toMatchObject({ stage: 'CANCELLED', code: 'ACCOUNT_DISABLED' });
    expect(await stand.rotations()).toMatchObject([{ failed: 0, cancelled: 1 }]);
    // Not at once again: the next synchronisation knows.
    expect(await stand.scan()).toMatchObject({ added: 0 });
  });

  it('in a row set an account aside, with what was found out, and it is tried again when somebody asks', async () => {
    const [poisoned] = (await stand.addManagedPeople(1)) as [Person];
    stand.changes.domain.passwords.mayReset = false;
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await stand.scan()).toMatchObject({ added: 1 });
      await stand.rotate();
      // Not at once again.
      expect(await stand.scan()).toMatchObject({ added: 0 });
      await stand.hoursGoBy(5);
    }
    const aside = await stand.changeOf(poisoned);
    expect(aside).toMatchObject({ stage: 'NEEDS_ATTENTION', code: 'PASSWORD_RIGHT_MISSING' });
    expect(aside?.attention).toMatch(/3 times in a row.*PASSWORD_RIGHT_MISSING/s);
    expect(await stand.scan()).toMatchObject({ added: 0 });

    stand.changes.domain.passwords.mayReset = true;
    await rotateNow(stand.parts, TEST_ACTOR, { accountIds: [poisoned.accountId], reason: 'mended' });
    // A look at who is due takes nothing from whoever was asked for.
    expect(await stand.scan()).toMatchObject({ dropped: 0 });
    await stand.rotate();
    expect((await stand.changeOf(poisoned))?.stage).toBe('COMPLETED');
    expect(await stand.scan()).toMatchObject({ added: 0 });
  });

  it('to say when a password was set touch one person, and pause the domain', async () => {
    await stand.addManagedPeople(6);
    stand.changes.domain.passwords.mayUnexpire = false;
    await stand.scan();
    const cohorts = await stand.rotate();
    expect(cohorts).toBeLessThan(3);
    const touched = (await stand.stagesOf()).filter((stage) => stage === 'NEEDS_ATTENTION');
    expect(touched).toHaveLength(1);
    const after = await stand.stagesOf();
    await stand.rotate();
    expect(await stand.stagesOf()).toEqual(after);
  });

  it('to say so touch one person too where keys are away and the directory comes first', async () => {
    const people = await stand.addManagedPeople(5);
    for (const person of people) await stand.changes.disconnect(person);
    const ids = people.map(({ accountId }) => accountId);
    const changedOf = async (): Promise<number> => {
      const { rows } = await stand.pool.query<{ resets: number }>(
        `select sum(resets)::int as resets from password_change where account_id = any($1::uuid[])`,
        [ids],
      );
      return rows[0]!.resets;
    };
    stand.changes.domain.passwords.mayUnexpire = false;
    await rotateNow(stand.parts, TEST_ACTOR, {
      domainId: stand.changes.domainId,
      keysAway: 'DIRECTORY_FIRST',
      reason: 'a leak',
    });
    await stand.rotate();
    expect(await changedOf()).toBe(1);
  });
});
