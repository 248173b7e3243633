import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ChangeStand, OLD_PASSWORD } from '../../../testing/passwords/change-stand.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

describe('a first password', () => {
  test('goes to the key, into the directory and into use, and nobody is locked out on the way', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    const stages: string[] = [];
    stand.onCheckpoint = async (point) => {
      await stand.assertNobodyIsLockedOut(person);
      stages.push(point);
    };
    expect(await stand.runToEnd(person, id)).toMatchObject({
      stage: 'COMPLETED',
      attempts: 0,
      resets: 1,
      lastErrorCode: null,
      attention: null,
      holdsClaim: false,
    });
    const { active, pending, previous } = await stand.slots(person);
    expect(active).toBe(stand.inDirectory(person));
    expect(active).toHaveLength(16);
    expect([pending, previous]).toEqual([undefined, undefined]);
    expect(await stand.holderOf(person)).toBe('MANAGED');
    expect(await stand.hasCopy(id)).toBe(false);
    expect(await stand.tasks(person)).toEqual(['WRITE_PENDING ACKNOWLEDGED', 'COMMIT ACKNOWLEDGED']);
    expect(stages).toEqual([
      'generate.before',
      'generate.during',
      'generate.after',
      'reset.before',
      'reset.during',
      'reset.after',
      'verify.before',
      'verify.during',
      'verify.after',
      'complete.before',
      'complete.during',
      'complete.after',
    ]);
    expect(stand.directory.passwords.openSessions).toBe(0);
    const { rows } = await stand.pool.query(`select template from mail where cause = $1`, [
      `password-changed/${id}`,
    ]);
    expect(rows).toEqual([{ template: 'password-changed' }]);
  });

  test('changes nothing as long as the key does not answer', async () => {
    const person = await stand.addPerson();
    const id = await stand.want(person);
    expect(await stand.advance(id)).toEqual({ state: 'WAITING_FOR_KEY', wake: [] });
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });
});
