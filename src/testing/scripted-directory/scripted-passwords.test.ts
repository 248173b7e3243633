import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../errors.js';
import { ScriptedDirectory } from './scripted-directory.js';

function stage() {
  const directory = new ScriptedDirectory();
  const domain = directory.addDomain('north.example');
  const { objectGuid } = domain.addPerson();
  domain.passwords.setPassword(objectGuid, FIRST);
  const { dnsName, controllers, bindAccount, bindSecret } = domain;
  const target = { dnsName, controllers, bindAccount, bindSecret, caCertificates: [] };
  const { passwords } = domain;
  return {
    directory,
    domain,
    passwords,
    objectGuid,
    target,
    open: directory.passwords.open.bind(directory.passwords),
  };
}

const FIRST = 'First-Secret-4711!';
const SECOND = 'Second-Secret-4711!';

describe('scripted passwords', () => {
  test('lose an answer after the write, or before anything was sent', async () => {
    const { passwords, objectGuid, target, open } = stage();
    const session = await open(target);
    passwords.onStep = ({ call, at }) => {
      if (call === 'resetPassword' && at === 'AFTER') throw new AppError('DIRECTORY_TIMEOUT', 'lost');
    };
    expect(await session.resetPassword(objectGuid, SECOND)).toMatchObject({
      outcome: 'IN_DOUBT',
      failure: { code: 'DIRECTORY_TIMEOUT' },
    });
    expect(await session.verifyBind(objectGuid, SECOND)).toEqual({ outcome: 'PROVED' });
    passwords.onStep = ({ call, at }) => {
      if (call === 'resetPassword' && at === 'BEFORE') throw new Error('cut');
    };
    expect(await session.resetPassword(objectGuid, FIRST)).toMatchObject({ outcome: 'NOT_SENT' });
    expect(await session.verifyBind(objectGuid, SECOND)).toEqual({ outcome: 'PROVED' });
  });

  test('are known to no other controller until they are told, and the newest wins', async () => {
    const { passwords, objectGuid, target, open } = stage();
    const other = passwords.addController();
    const written = await open(target);
    expect(written.isPdcEmulator).toBe(true);
    await written.resetPassword(objectGuid, SECOND);
    const before = await open(target, { except: [written.controller.invocationId] });
    expect(before.controller.invocationId).toBe(other.invocationId);
    expect(before.isPdcEmulator).toBe(false);
    expect(await before.verifyBind(objectGuid, FIRST)).toEqual({ outcome: 'PROVED' });
    expect(await before.verifyBind(objectGuid, SECOND)).toEqual({ outcome: 'WRONG' });
    await written.resetPassword(objectGuid, SECOND);
    passwords.replicate();
    expect(await before.verifyBind(objectGuid, SECOND)).toEqual({ outcome: 'PROVED' });
  });

  test('die with the controller that has told nobody', async () => {
    const { passwords, objectGuid, target, open } = stage();
    passwords.addController();
    const session = await open(target);
    await session.resetPassword(objectGuid, SECOND);
    passwords.pdcEmulator.isUp = false;
    passwords.replicate();
    expect(await session.resetPassword(objectGuid, SECOND)).toMatchObject({ outcome: 'NOT_SENT' });
    expect(await session.verifyBind(objectGuid, SECOND)).toMatchObject({ outcome: 'UNANSWERED' });
    const { address, invocationId } = session.controller;
    await expect(open(target, { only: { address, invocationId } })).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
    });
    const left = await open(target);
    expect(left.controller.invocationId).not.toBe(invocationId);
    expect(await left.verifyBind(objectGuid, FIRST)).toEqual({ outcome: 'PROVED' });
  });

  test('are written to no read-only controller, and to nobody when all are passed over', async () => {
    const { passwords, target, open } = stage();
    passwords.pdcEmulator.isReadOnly = true;
    await expect(open(target)).rejects.toMatchObject({ code: 'NO_WRITABLE_CONTROLLER' });
    const other = passwords.addController();
    expect((await open(target)).controller.invocationId).toBe(other.invocationId);
    await expect(open(target, { except: [other.invocationId] })).rejects.toMatchObject({
      code: 'NO_WRITABLE_CONTROLLER',
    });
  });

  test('take the previous password for as long as they are told to', async () => {
    const { passwords, objectGuid, target, open } = stage();
    let now = new Date();
    passwords.now = () => now;
    passwords.oldPasswordAllowedMs = 3_600_000;
    const session = await open(target);
    await session.resetPassword(objectGuid, SECOND);
    expect(await session.verifyBind(objectGuid, FIRST)).toEqual({ outcome: 'PROVED' });
    now = new Date(now.getTime() + 3_600_001);
    expect(await session.verifyBind(objectGuid, FIRST)).toEqual({ outcome: 'WRONG' });
  });

  test('let nobody in with a wrong secret, and count open sessions', async () => {
    const { directory, target, open } = stage();
    await expect(open({ ...target, bindSecret: 'guess' })).rejects.toMatchObject({ code: 'BIND_REFUSED' });
    const session = await open(target);
    expect(directory.passwords.openSessions).toBe(1);
    await session.close();
    await session.close();
    expect(directory.passwords.openSessions).toBe(0);
    expect(directory.targets).toHaveLength(2);
  });
});
