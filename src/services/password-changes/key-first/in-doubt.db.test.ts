import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ScriptedController } from '../../../testing/scripted-directory/scripted-passwords.js';
import { ChangeStand, OLD_PASSWORD, type Person } from '../../../testing/passwords/change-stand.js';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const lost = (): never => {
  throw new Error('the line was cut');
};
/** The answer to the first reset never comes; it was carried out. */
const loseAnswer = (): void => stand.once('resetPassword', 'AFTER', lost);

/** A change whose key has the password, and whose reset comes next. */
async function onKey(person: Person): Promise<string> {
  const id = await stand.want(person);
  await stand.advance(id);
  await stand.deliver(person);
  return id;
}

const passwordAt = (controller: ScriptedController, { guid }: Person): string =>
  stand.domain.passwords.stateOf(controller, guid).password;

describe('a reset whose answer is lost', () => {
  test('is sent again with the same password, which is never taken off the key', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    const { pending } = await stand.slots(person);
    loseAnswer();
    expect(await stand.advance(id)).toMatchObject({ state: 'AGAIN' });
    expect(await stand.change(id)).toMatchObject({
      stage: 'ON_KEY',
      intent: 'RESET',
      undo: 'FORWARD',
      acceptedAt: null,
    });
    expect(stand.inDirectory(person)).toBe(pending);
    await stand.makeDue(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({
      stage: 'COMPLETED',
      generations: 1,
      attempts: 1,
    });
    expect((await stand.slots(person)).active).toBe(pending);
    expect(await stand.tasks(person)).toEqual(['WRITE_PENDING ACKNOWLEDGED', 'COMMIT ACKNOWLEDGED']);
  });

  test('is not waited for when nothing left: that is no doubt', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    stand.once('resetPassword', 'BEFORE', lost);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({
      stage: 'ON_KEY',
      intent: null,
      undo: 'DISCARD',
      sentAt: null,
    });
    await stand.makeDue(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });

  test('and that is then refused is taken back only once its controller shows that nothing was written', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    stand.domain.passwords.mayReset = false;
    loseAnswer();
    await stand.advance(id);
    await stand.pool.query(`update password_change set next_attempt_at = null where id = $1`, [id]);
    await stand.advance(id);
    // Moments later the first request might still be carried out.
    expect(await stand.change(id)).toMatchObject({ stage: 'ON_KEY', undo: 'FORWARD' });
    expect((await stand.change(id)).sentAt).not.toBeNull();
    await stand.makeDue(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({
      stage: 'FAILED',
      lastErrorCode: 'PASSWORD_RIGHT_MISSING',
    });
    await stand.deliver(person);
    expect(await stand.slots(person)).toEqual({});
    expect(stand.inDirectory(person)).toBe(OLD_PASSWORD);
  });

  test('and that is then refused goes forward where its controller has moved', async () => {
    const person = await stand.addPerson();
    const id = await onKey(person);
    loseAnswer();
    await stand.advance(id);
    stand.domain.passwords.mayReset = false;
    await stand.makeDue(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED', resets: 0 });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });
});

describe('a controller that dies before it has told another', () => {
  test.each(['it had answered', 'its answer was lost'])(
    'after %s is replaced, with the same password',
    async (when) => {
      const { passwords } = stand.domain;
      const person = await stand.addPerson();
      const other = passwords.addController();
      const first = passwords.pdcEmulator;
      const id = await onKey(person);
      const { pending } = await stand.slots(person);
      stand.once('resetPassword', 'AFTER', () => {
        first.isUp = false;
        if (when === 'its answer was lost') lost();
      });
      // A reset that is done and cannot be tried: the controller is gone by then.
      const before = await stand.advance(id);
      expect(before.state === 'AGAIN' || before.state === 'WAITING_FOR_KEY').toBe(true);
      await stand.makeDue(id);
      await stand.runToEnd(person, id);
      expect(passwordAt(first, person)).toBe(pending);
      expect(passwordAt(other, person)).toBe(pending);
      expect(await stand.change(id)).toMatchObject({
        stage: 'COMPLETED',
        controllerInvocationId: other.invocationId,
      });
      expect((await stand.slots(person)).active).toBe(pending);
    },
  );

  test('and of which nobody knows keeps the password on the key, whatever the other one says', async () => {
    const { passwords } = stand.domain;
    const person = await stand.addPerson();
    const other = passwords.addController();
    const first = passwords.pdcEmulator;
    const id = await onKey(person);
    stand.once('resetPassword', 'AFTER', () => {
      first.isUp = false;
      lost();
    });
    await stand.advance(id);
    passwords.mayReset = false;
    await stand.makeDue(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({
      stage: 'ON_KEY',
      controllerInvocationId: first.invocationId,
    });
    await stand.loseCopy(id);
    await stand.makeDue(id);
    expect(await stand.advance(id)).toMatchObject({ state: 'AGAIN' });
    expect(await stand.change(id)).toMatchObject({ stage: 'ON_KEY', undo: 'FORWARD' });
    expect(passwordAt(other, person)).toBe(OLD_PASSWORD);
    first.isUp = true;
    passwords.replicate();
    await stand.makeDue(id);
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'NEEDS_ATTENTION', lastErrorCode: null });
    expect((await stand.slots(person)).active).toBe(passwordAt(other, person));
  });

  test('after the other one did not answer either has both looked at before anything is taken back', async () => {
    const { passwords } = stand.domain;
    const person = await stand.addPerson();
    const other = passwords.addController();
    const first = passwords.pdcEmulator;
    const id = await onKey(person);
    passwords.mayReset = false;
    stand.once('resetPassword', 'AFTER', () => {
      first.isUp = false;
      lost();
    });
    await stand.advance(id);
    await stand.makeDue(id);
    loseAnswer();
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({
      controllerInvocationId: other.invocationId,
      doubts: [expect.stringContaining(first.invocationId)],
    });
    await stand.loseCopy(id);
    await stand.makeDue(id);
    await stand.advance(id);
    expect(await stand.change(id)).toMatchObject({ stage: 'ON_KEY', undo: 'FORWARD' });
    first.isUp = true;
    passwords.mayReset = true;
    await stand.makeDue(id);
    await stand.advance(id);
    // Neither has written: it has begun anew, with another password.
    expect(await stand.change(id)).toMatchObject({
      stage: 'WAITING_FOR_KEY',
      generations: 2,
      doubts: [],
      sentAt: null,
    });
    expect(await stand.runToEnd(person, id)).toMatchObject({ stage: 'COMPLETED' });
  });
});
