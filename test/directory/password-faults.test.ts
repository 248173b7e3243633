import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { newPassword } from '../../src/sandbox/new-password.js';
import { PasswordEditor } from '../../src/sandbox/directory-editor/password-editor.js';
import type { Fault } from '../../src/sandbox/embedded-directory/faults/fault.js';
import { isAt, type Place } from '../../src/sandbox/embedded-directory/faults/place.js';
import {
  fallsSilentAt,
  losesAnswerTo,
  refusesWith,
} from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { FIRST_PASSWORD, LOGIN, sessionWith, standUp, targetOf } from './password-stand.js';

/** Shorter than the product’s own, and longer than a busy machine holds up what is answered. */
const IMPATIENT = { timeouts: { write: 2_000, bind: 2_000 } };

describe('a reset', () => {
  it.each(['HANGS_UP', 'FALLS_SILENT'] as const)(
    'whose answer is lost (%s) is in doubt, and the same controller shows that it was carried out',
    async (how) => {
      const { faults, target, guid } = await standUp();
      const session = await sessionWith(target, IMPATIENT);
      const before = (await session.readAccount(guid))!.passwordLastSet!;
      const fault = faults.arm(losesAnswerTo('PASSWORD_RESET', how), 1);
      const password = newPassword();
      expect(await session.resetPassword(guid, password)).toMatchObject({
        outcome: 'IN_DOUBT',
        failure: { code: how === 'HANGS_UP' ? 'DIRECTORY_UNREACHABLE' : 'DIRECTORY_TIMEOUT' },
      });
      expect(fault.strikes).toBe(1);
      const { address, invocationId } = session.controller;
      const again = await sessionWith(target, {}, { only: { address, invocationId } });
      expect((await again.readAccount(guid))!.passwordLastSet!.ticks).toBeGreaterThan(before.ticks);
      expect(await again.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    },
  );

  it('that never arrived is in doubt as well, and the controller shows that nothing was written', async () => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target, IMPATIENT);
    const before = (await session.readAccount(guid))!.passwordLastSet;
    faults.arm(fallsSilentAt('PASSWORD_RESET'), 1);
    expect((await session.resetPassword(guid, newPassword())).outcome).toBe('IN_DOUBT');
    const again = await sessionWith(target);
    expect((await again.readAccount(guid))!.passwordLastSet).toEqual(before);
    expect(await again.verifyBind(guid, FIRST_PASSWORD)).toEqual({ outcome: 'PROVED' });
  });

  it.each([
    [8, 'PASSWORD_CHANNEL_REFUSED'],
    [10, 'NO_WRITABLE_CONTROLLER'],
    [19, 'DIRECTORY_WRITE_REFUSED'],
    [32, 'ACCOUNT_GONE'],
    [50, 'PASSWORD_RIGHT_MISSING'],
    [51, 'DIRECTORY_INCOMPLETE'],
    [52, 'DIRECTORY_INCOMPLETE'],
    [53, 'DIRECTORY_WRITE_REFUSED'],
  ])('that is answered with result %d was not carried out (%s)', async (result, code) => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target);
    faults.arm(refusesWith(result, 'PASSWORD_RESET'));
    expect(await session.resetPassword(guid, newPassword())).toMatchObject({
      outcome: 'REFUSED',
      failure: { code },
    });
  });

  it.each([1, 2, 3, 11, 80])('that is answered with result %d may have been carried out', async (result) => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target);
    faults.arm(refusesWith(result, 'PASSWORD_RESET'));
    expect(await session.resetPassword(guid, newPassword())).toMatchObject({
      outcome: 'IN_DOUBT',
      failure: { code: 'DIRECTORY_PROTOCOL_ERROR' },
    });
  });

  it('is not sent over a connection that is over, and a time-out ends the connection', async () => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target, IMPATIENT);
    const fault = faults.arm(fallsSilentAt('PASSWORD_RESET'));
    expect((await session.resetPassword(guid, newPassword())).outcome).toBe('IN_DOUBT');
    fault.disarm();
    expect(await session.resetPassword(guid, newPassword())).toMatchObject({
      outcome: 'NOT_SENT',
      failure: { code: 'DIRECTORY_TIMEOUT' },
    });
    expect(await session.verifyBind(guid, FIRST_PASSWORD)).toMatchObject({ outcome: 'UNANSWERED' });
    await expect(session.readAccount(guid)).rejects.toMatchObject({ code: 'DIRECTORY_TIMEOUT' });
  });

  it('that is under way when the session is broken off is in doubt', async () => {
    const { faults, target, guid } = await standUp();
    const abort = new AbortController();
    const session = await sessionWith(target, {}, { signal: abort.signal });
    const fault = faults.arm(fallsSilentAt('PASSWORD_RESET'));
    const reset = session.resetPassword(guid, newPassword());
    await fault.struck;
    abort.abort(new Error('enough'));
    expect(await reset).toMatchObject({ outcome: 'IN_DOUBT', failure: { code: 'DIRECTORY_UNREACHABLE' } });
  });
});

describe('a change', () => {
  it('whose answer is lost is sent once, and one bind with the new password decides', async () => {
    const { faults, target, guid } = await standUp();
    faults.clockOffset = 2 * 86_400_000;
    const session = await sessionWith(target, IMPATIENT);
    let changes = 0;
    faults.watch((exchange, serve) => void (isAt('PASSWORD_CHANGE', exchange, serve) && (changes += 1)));
    faults.arm(losesAnswerTo('PASSWORD_CHANGE', 'HANGS_UP'));
    const password = newPassword();
    expect((await session.changePassword(guid, FIRST_PASSWORD, password)).outcome).toBe('IN_DOUBT');
    expect(changes).toBe(1);
    const again = await sessionWith(target);
    expect(await again.verifyBind(guid, password)).toEqual({ outcome: 'PROVED' });
    expect((await again.readAccount(guid))!.badPwdCount).toBe(0);
  });
});

describe('an operation', () => {
  it.each<[string, Place]>([
    ['reading', 'LOOK_UP'],
    ['writing', 'PASSWORD_RESET'],
    ['verifying', 'PASSWORD_TRIAL'],
    ['opening the connection to verify on', 'BIND'],
  ])('ends within its limit, whatever falls silent: %s', async (_what, place) => {
    const { faults, target, guid } = await standUp();
    const session = await sessionWith(target, { limitMs: 400 });
    faults.arm(fallsSilentAt(place));
    const began = performance.now();
    const ended = await Promise.allSettled([
      session.readAccount(guid),
      session.resetPassword(guid, newPassword()),
      session.verifyBind(guid, FIRST_PASSWORD),
    ]);
    // Sooner than one of them would be over without it.
    expect(performance.now() - began).toBeLessThan(9_000);
    expect(inspect(ended, { depth: null })).toContain('DIRECTORY_TIMEOUT');
  });
});

describe('disabling an account', () => {
  it('leaves alone what somebody else changes in the same moment', async () => {
    const { directory, faults, editor, target, guid } = await standUp();
    await using rights = await PasswordEditor.open(directory);
    await rights.grantWriting(LOGIN, 'reader', 'userAccountControl');
    const session = await sessionWith(target);
    const neverExpires = 0x1_0200;
    const isControl: Fault['concerns'] = ({ message: { request } }) =>
      request.kind === 'modify' && request.changes.some(({ name }) => name === 'userAccountControl');
    faults.arm(
      {
        what: 'is changed by somebody else first',
        concerns: isControl,
        answer: async (_exchange, serve) => {
          await editor.change(LOGIN, { userAccountControl: String(neverExpires) });
          return serve();
        },
      },
      1,
    );
    expect(await session.disableAccount(guid)).toEqual({ outcome: 'DONE' });
    expect((await session.readAccount(guid))!.userAccountControl).toBe(neverExpires | 0x2);
  });
});

describe('a password', () => {
  it('is in no failure, its cause or log line, even where a controller repeats it', async () => {
    const { faults, target, guid } = await standUp();
    const lines: unknown[] = [];
    const log = {
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    };
    const session = await sessionWith(target, { ...IMPATIENT, log });
    const secret = 'Canary-4711-Secret!';
    const told: unknown[] = [];
    const repeating = (code: number, words: string, place: Place): Fault => ({
      what: 'repeats what it was sent',
      concerns: (exchange, serve) => isAt(place, exchange, serve),
      answer: () => ({
        messages: [{ kind: 'result', code, diagnostic: `${words} "${secret}" ${hexOf(secret)}` }],
      }),
    });
    for (const [code, words] of [
      [19, '00000056: '],
      [53, '0000052D: '],
      [50, '00000005: '],
      [80, 'Invalid value '],
    ] as const) {
      for (const place of ['PASSWORD_RESET', 'PASSWORD_CHANGE'] as const) {
        const fault = faults.arm(repeating(code, words, place));
        told.push(
          await session.resetPassword(guid, secret),
          await session.changePassword(guid, secret, secret),
        );
        fault.disarm();
      }
    }
    for (const code of [49, 53, 80]) {
      const fault = faults.arm(repeating(code, 'data 57,', 'PASSWORD_TRIAL'));
      told.push(await session.verifyBind(guid, secret));
      fault.disarm();
    }
    faults.arm(losesAnswerTo('PASSWORD_RESET', 'FALLS_SILENT'));
    told.push(await session.resetPassword(guid, secret));
    told.push(await session.verifyBind(guid, `${secret}\0`).catch((error: unknown) => error));
    const text = inspect([told, lines], { depth: 20, showHidden: true, maxStringLength: null });
    expect(text).toContain('AppError');
    for (const form of [secret, hexOf(secret), Buffer.from(secret).toString('base64'), target.bindSecret])
      expect(text).not.toContain(form);
  });

  function hexOf(text: string): string {
    return Buffer.from(text, 'utf16le').toString('hex');
  }
});

describe('a controller', () => {
  it('that is gone before anything is sent has written nothing', async () => {
    const { directory, target, guid, editor } = await standUp();
    const session = await sessionWith(target);
    await editor.close();
    await directory.stop();
    expect(await session.resetPassword(guid, newPassword())).toMatchObject({
      outcome: 'NOT_SENT',
      failure: { code: 'DIRECTORY_UNREACHABLE' },
    });
    await expect(sessionWith(targetOf(directory))).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
  });
});
