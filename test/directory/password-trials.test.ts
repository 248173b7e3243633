import { describe, expect, it } from '@jest/globals';
import { newPassword } from '../../src/sandbox/new-password.js';
import type { Fault } from '../../src/sandbox/embedded-directory/faults/fault.js';
import { isAt, type Place } from '../../src/sandbox/embedded-directory/faults/place.js';
import { fallsSilentAt } from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import type { Reply } from '../../src/sandbox/embedded-directory/wire/reply.js';
import { balance } from './lane-stand.js';
import { FIRST_PASSWORD, LOGIN, sessionWith, standUp, startController } from './password-stand.js';

/** Shorter than the product’s own, and longer than a busy machine holds up what is answered. */
const IMPATIENT = { timeouts: { write: 2_000, bind: 2_000 } };

/** Does this first, then lets the directory answer. */
function after(place: Place, act: (serve: () => Reply) => Promise<Reply>): Fault {
  return {
    what: `is slower than somebody else at ${place}`,
    concerns: (exchange, serve) => isAt(place, exchange, serve),
    answer: (_exchange, serve) => act(serve),
  };
}

describe('the connection passwords are tried on', () => {
  it('is its own, and nothing but binds is asked on it', async () => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target);
    const asked: { connection: number; kind: string; isTrial: boolean }[] = [];
    faults.watch((exchange, serve) => {
      const { connection, message } = exchange;
      asked.push({
        connection,
        kind: message.request.kind,
        isTrial: isAt('PASSWORD_TRIAL', exchange, serve),
      });
    });
    const password = newPassword();
    await session.resetPassword(guid, password);
    await Promise.all([
      session.verifyBind(guid, password),
      session.readPolicy(guid),
      session.verifyBind(guid, FIRST_PASSWORD),
      session.resetPassword(guid, password),
      session.verifyBind(guid, password),
    ]);
    await session.writePwdLastSet(guid, 0n);
    await session.disableAccount(guid);
    const trials = asked.filter(({ isTrial }) => isTrial);
    const { connection } = trials[0]!;
    expect(trials).toHaveLength(3);
    expect(new Set(trials.map((trial) => trial.connection))).toEqual(new Set([connection]));
    const there = asked.filter((one) => one.connection === connection);
    const first = there.findIndex(({ isTrial }) => isTrial);
    // It signs in as the service account to say which controller it is; from the first trial on there are only binds.
    expect(there.slice(0, first).map(({ kind }) => kind)).toEqual(['bind', 'search', 'search']);
    expect(there.slice(first).every(({ isTrial }) => isTrial)).toBe(true);
    const elsewhere = asked.filter((one) => one.connection !== connection);
    expect(new Set(elsewhere.map((one) => one.connection)).size).toBe(1);
    expect(elsewhere.map(({ kind }) => kind)).not.toContain('bind');
  });

  it('is opened anew when it was lost, and a bind is never sent twice', async () => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target, IMPATIENT);
    const fault = faults.arm(fallsSilentAt('PASSWORD_TRIAL'));
    expect(await session.verifyBind(guid, FIRST_PASSWORD)).toMatchObject({
      outcome: 'UNANSWERED',
      failure: { code: 'DIRECTORY_TIMEOUT' },
    });
    expect(fault.strikes).toBe(1);
    fault.disarm();
    expect(await session.verifyBind(guid, FIRST_PASSWORD)).toEqual({ outcome: 'PROVED' });
    expect(await session.resetPassword(guid, newPassword())).toEqual({ outcome: 'DONE' });
  });

  it('leads to the controller that is written to, or no password is tried', async () => {
    const { directory, faults, target, guid } = await standUp();
    const other = await startController();
    let trials = 0;
    faults.watch((exchange, serve) => void (isAt('PASSWORD_TRIAL', exchange, serve) && (trials += 1)));
    const { url } = await balance([directory, other], (count) => (count === 0 ? 0 : 1));
    const session = await sessionWith({ ...target, controllers: [url] });
    expect(await session.verifyBind(guid, FIRST_PASSWORD)).toMatchObject({
      outcome: 'UNANSWERED',
      failure: { code: 'DIRECTORY_CONTROLLER_CHANGED' },
    });
    expect(trials).toBe(0);
  });

  it('shows nothing about the password of somebody who gets another name meanwhile', async () => {
    const { faults, editor, target, guid } = await standUp();
    const session = await sessionWith(target);
    faults.arm(
      after('PASSWORD_TRIAL', async (serve) => {
        await editor.rename(LOGIN, 'Ada Married');
        return serve();
      }),
      1,
    );
    expect(await session.verifyBind(guid, FIRST_PASSWORD)).toMatchObject({
      outcome: 'UNANSWERED',
      failure: { code: 'DIRECTORY_CHANGED_WHILE_READING' },
    });
    expect(await session.verifyBind(guid, FIRST_PASSWORD)).toEqual({ outcome: 'PROVED' });
    expect((await session.readAccount(guid))!.badPwdCount).toBe(0);
  });
});
