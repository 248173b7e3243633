import { describe, expect, it } from '@jest/globals';
import { ActiveDirectoryPasswords } from '../../src/directory/passwords/active-directory-passwords.js';
import type { EmbeddedDirectory } from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type { RequestInterceptor } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import { asciiValue, asksFor, withEntries } from './faulty-controller.js';
import { startController, targetOf, untilTestEnds } from './password-stand.js';

const PDC_HOST = '127.0.0.2';

/**
 * A controller that is not the PDC emulator: it writes its own name otherwise than the role's owner is written, and says
 * that the owner answers at this host.
 */
function another(pdcHost: string, seen: { binds: number } = { binds: 0 }): RequestInterceptor {
  return (exchange, serve) => {
    if (exchange.message.request.kind === 'bind') seen.binds += 1;
    const rename = asksFor(exchange, 'dsServiceName')
      ? { name: 'dsServiceName', of: (value: string) => value.replace(',CN=DC1', ', CN=DC1') }
      : asksFor(exchange, 'dNSHostName')
        ? { name: 'dNSHostName', of: () => pdcHost }
        : undefined;
    if (rename === undefined) return serve();
    return withEntries(serve(), (entry) => ({
      ...entry,
      attributes: entry.attributes.map((attribute) =>
        String(attribute.name) === rename.name
          ? { ...attribute, values: attribute.values.map((value) => asciiValue(rename.of(String(value)))) }
          : attribute,
      ),
    }));
  };
}

async function openIn(passwords: ActiveDirectoryPasswords, ...controllers: EmbeddedDirectory[]) {
  const session = await passwords.open(targetOf(...controllers));
  untilTestEnds(() => session.close());
  return session;
}

describe('the PDC emulator', () => {
  it('is written to wherever it stands in the list, and is gone to directly the next time', async () => {
    const seen = { binds: 0 };
    const first = await startController({ intercept: another(PDC_HOST, seen) });
    const pdc = await startController({ host: PDC_HOST });
    const passwords = new ActiveDirectoryPasswords();
    const session = await openIn(passwords, first, pdc);
    expect(session.controller.address).toBe(pdc.url);
    expect(session).toMatchObject({ isPdcEmulator: true, remarks: [] });
    expect(seen.binds).toBe(1);
    expect((await openIn(passwords, first, pdc)).controller.address).toBe(pdc.url);
    expect(seen.binds).toBe(1);
  });

  it('that does not answer is done without, which is said', async () => {
    const first = await startController({ intercept: another(PDC_HOST) });
    const pdc = await startController({ host: PDC_HOST });
    const passwords = new ActiveDirectoryPasswords();
    const target = targetOf(first, pdc);
    await pdc.stop();
    for (const words of [/cannot be used/, /a moment ago/]) {
      const session = await passwords.open(target);
      untilTestEnds(() => session.close());
      expect(session.controller.address).toBe(first.url);
      expect(session).toMatchObject({ isPdcEmulator: false, remarks: [expect.stringMatching(words)] });
    }
  });

  it('that is none of the domain’s controllers is sent no secret', async () => {
    const first = await startController({ intercept: another('thief.example') });
    const session = await openIn(new ActiveDirectoryPasswords(), first);
    expect(session).toMatchObject({
      isPdcEmulator: false,
      remarks: [expect.stringMatching(/thief\.example.*does not lie within stand\.example/)],
    });
  });

  it('that shows a wrong certificate is a failure where it was named', async () => {
    const first = await startController({ intercept: another(PDC_HOST) });
    const pdc = await startController({ host: PDC_HOST }, ['other.stand.example']);
    await expect(openIn(new ActiveDirectoryPasswords(), first, pdc)).rejects.toMatchObject({
      code: 'CERTIFICATE_WRONG_NAME',
    });
  });

  it('is not another controller that answers in its place', async () => {
    const first = await startController({ intercept: another(PDC_HOST) });
    const impostor = await startController({ host: PDC_HOST, intercept: another(PDC_HOST) });
    const session = await openIn(new ActiveDirectoryPasswords(), first, impostor);
    expect(session.controller.address).toBe(first.url);
    expect(session.remarks).toEqual([expect.stringContaining('another controller answers')]);
  });
});

describe('a read-only controller', () => {
  it('is never written to', async () => {
    const readOnly = await startController({ saysReadOnly: true, intercept: another(PDC_HOST) });
    const passwords = new ActiveDirectoryPasswords();
    await expect(openIn(passwords, readOnly)).rejects.toMatchObject({ code: 'NO_WRITABLE_CONTROLLER' });
    const writable = await startController({ host: '127.0.0.3' });
    expect((await openIn(passwords, readOnly, writable)).controller.address).toBe(writable.url);
  });

  it('is not written to when it holds the role itself, as none should', async () => {
    const readOnly = await startController({ saysReadOnly: true });
    await expect(openIn(new ActiveDirectoryPasswords(), readOnly)).rejects.toMatchObject({
      code: 'NO_WRITABLE_CONTROLLER',
    });
  });
});

describe('the controller that was written to', () => {
  it('is found again, and no other is taken for it', async () => {
    const [one, two] = [await startController(), await startController({ host: PDC_HOST })];
    const passwords = new ActiveDirectoryPasswords();
    const { address, invocationId } = (await openIn(passwords, two)).controller;
    const again = await passwords.open(targetOf(one, two), { only: { address, invocationId } });
    untilTestEnds(() => again.close());
    expect(again.controller).toMatchObject({ address, invocationId });
    await expect(
      passwords.open(targetOf(one, two), { only: { address: one.url, invocationId } }),
    ).rejects.toMatchObject({ code: 'DIRECTORY_CONTROLLER_CHANGED' });
  });

  it('is sent no secret when the domain no longer names it', async () => {
    const seen = { binds: 0 };
    const former = await startController({ intercept: another(PDC_HOST, seen) });
    const present = await startController({ host: PDC_HOST });
    const only = {
      address: former.url,
      invocationId: (await openIn(new ActiveDirectoryPasswords(), present)).controller.invocationId,
    };
    await expect(new ActiveDirectoryPasswords().open(targetOf(present), { only })).rejects.toMatchObject({
      code: 'DIRECTORY_CONTROLLER_CHANGED',
    });
    expect(seen.binds).toBe(0);
  });

  it('is passed over on request, and there may be none left', async () => {
    const [one, two] = [await startController(), await startController({ host: PDC_HOST })];
    const passwords = new ActiveDirectoryPasswords();
    const first = (await openIn(passwords, one)).controller.invocationId;
    const session = await passwords.open(targetOf(one, two), { except: [first] });
    untilTestEnds(() => session.close());
    expect(session.controller.address).toBe(two.url);
    await expect(
      passwords.open(targetOf(one, two), { except: [first, session.controller.invocationId] }),
    ).rejects.toMatchObject({ code: 'NO_WRITABLE_CONTROLLER' });
  });
});
