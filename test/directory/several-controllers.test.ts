import { describe, expect, it } from '@jest/globals';
import { ActiveDirectory } from '../../src/directory/active-directory.js';
import type {
  Exchange,
  RequestInterceptor,
} from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { listenPlain } from '../../src/testing/network/loopback-server.js';
import { balance } from './lane-stand.js';
import {
  asksFor,
  atSignIn,
  countMembers,
  countPeople,
  OIDS,
  open,
  start,
  synchronised,
  targetOf,
  untilTestEnds,
  withEntries,
} from './faulty-controller.js';

describe('controls', () => {
  /** A controller that does not offer this control. */
  function without(oid: string, seen: (exchange: Exchange) => void = () => undefined): RequestInterceptor {
    return (exchange, serve) => {
      seen(exchange);
      if (!asksFor(exchange, 'supportedControl')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) => ({
          ...attribute,
          values: attribute.values.filter((value) => String(value) !== oid),
        })),
      }));
    };
  }

  it('that are needed and not offered are named', async () => {
    await expect(countMembers(await open(without(OIDS.EXTENDED_DN)))).rejects.toMatchObject({
      code: 'DIRECTORY_UNSUPPORTED',
      message: expect.stringContaining(OIDS.EXTENDED_DN),
    });
    await expect(countPeople(await open(without(OIDS.PAGED_RESULTS)))).rejects.toMatchObject({
      code: 'DIRECTORY_UNSUPPORTED',
      message: expect.stringContaining(OIDS.PAGED_RESULTS),
    });
  });

  it('that are not offered are not sent', async () => {
    const sent = new Set<string>();
    const session = await open(
      without(OIDS.DOMAIN_SCOPE, ({ message }) => message.controls.forEach(({ oid }) => sent.add(oid))),
    );
    expect(await countPeople(session)).toBe(synchronised);
    expect([...sent]).toEqual([OIDS.PAGED_RESULTS]);
  });

  it('are these four in everything that is ever asked, without sorting or list views', async () => {
    const sent = new Set<string>();
    const directory = await start((exchange, serve) => {
      exchange.message.controls.forEach(({ oid }) => sent.add(oid));
      return serve();
    });
    const group = { name: SYNC_GROUP };
    const adapter = new ActiveDirectory();
    await adapter.check(targetOf(directory), {
      syncGroup: group,
      passwordGroup: group,
      nestedGroups: true,
      rotationPeriodDays: 28,
    });
    expect(sent).toEqual(
      new Set([OIDS.PAGED_RESULTS, OIDS.EXTENDED_DN, OIDS.DOMAIN_SCOPE, OIDS.SECURITY_DESCRIPTOR_FLAGS]),
    );
  });
});

describe('several controllers', () => {
  it('are tried in order past those that do not answer, and the check names them', async () => {
    const deaf = await listenPlain((socket) => void socket.resume());
    untilTestEnds(() => deaf.close());
    const good = await start((_exchange, serve) => serve());
    const target = {
      ...targetOf(good),
      controllers: ['ldaps://127.0.0.1:1', 'ldaps://dc.invalid', `ldaps://127.0.0.1:${deaf.port}`, good.url],
    };
    const warnings: string[] = [];
    const log = {
      info: () => undefined,
      warn: ({ code }: Readonly<Record<string, unknown>>) => void warnings.push(String(code)),
    };
    const adapter = new ActiveDirectory({ log, timeouts: { connect: 2_000 } });
    const session = await adapter.open(target);
    expect(session.controller.address).toBe(good.url);
    await session.close();
    expect(warnings).toEqual(['DIRECTORY_UNREACHABLE', 'DIRECTORY_ADDRESS_UNKNOWN', 'DIRECTORY_TIMEOUT']);
    const [connect] = await adapter.checkSignIn(target);
    expect(connect).toMatchObject({
      name: 'CONNECT',
      outcome: 'WARNING',
      message: expect.stringContaining('dc.invalid'),
    });
  });

  it('that all fail are all named', async () => {
    const target = {
      ...targetOf(await start((_exchange, serve) => serve())),
      controllers: ['ldaps://127.0.0.1:1', 'ldaps://dc.invalid'],
    };
    await expect(new ActiveDirectory().open(target)).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
      message: expect.stringMatching(/127\.0\.0\.1:1.*dc\.invalid/),
    });
  });

  it('are not tried past a wrong certificate: somebody may stand in between', async () => {
    let asked = 0;
    const wrong = await start((_exchange, serve) => serve(), ['other.faulty.example']);
    const good = await start((_exchange, serve) => ((asked += 1), serve()));
    await expect(new ActiveDirectory().open(targetOf(wrong, good))).rejects.toMatchObject({
      code: 'CERTIFICATE_WRONG_NAME',
    });
    expect(asked).toBe(0);
  });

  it('are not tried past a refused bind: every attempt counts towards the lock-out', async () => {
    let binds = 0;
    const counting: RequestInterceptor = ({ message }, serve) => {
      if (message.request.kind === 'bind') binds += 1;
      return serve();
    };
    const target = { ...targetOf(await start(counting), await start(counting)), bindSecret: 'wrong' };
    await expect(new ActiveDirectory().open(target)).rejects.toMatchObject({ code: 'BIND_REFUSED' });
    expect(binds).toBe(1);
  });

  it.each([
    ['ldap://127.0.0.1:389', /ldaps:/],
    ['ldaps://127.0.0.1:3269', /global catalogue/],
    ['127.0.0.1', /ldaps:/],
  ])('may not be %s', async (address, words) => {
    const good = await start((_exchange, serve) => serve());
    const target = { ...targetOf(good), controllers: [good.url, address] };
    await expect(new ActiveDirectory().open(target)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(words),
    });
  });
});

describe('read-only controllers', () => {
  const serveAll: RequestInterceptor = (_exchange, serve) => serve();
  const startReadOnly = () => start(serveAll, [], { saysReadOnly: true });

  it('give way to a writable one, wherever it stands in the list', async () => {
    const [readOnly, writable] = [await startReadOnly(), await start(serveAll)];
    const session = await new ActiveDirectory().open(targetOf(readOnly, writable));
    untilTestEnds(() => session.close());
    expect(session.controller).toMatchObject({ address: writable.url, readOnly: false });
    expect(session.remarks).toEqual([]);
  });

  it('are read where no other answers, which is said', async () => {
    const readOnly = await startReadOnly();
    const target = targetOf(readOnly, await startReadOnly());
    const adapter = new ActiveDirectory();
    const session = await adapter.open({
      ...target,
      controllers: ['ldaps://127.0.0.1:1', ...target.controllers],
    });
    untilTestEnds(() => session.close());
    expect(session.controller).toMatchObject({ address: readOnly.url, readOnly: true });
    expect(session.remarks).toEqual([
      expect.stringContaining('127.0.0.1:1'),
      expect.stringContaining('read-only'),
    ]);
    const [, , bind] = await adapter.checkSignIn(target);
    expect(bind).toMatchObject({
      name: 'BIND',
      outcome: 'WARNING',
      message: expect.stringContaining('read-only'),
    });
  });

  it('leave no connection behind when another one refuses', async () => {
    const { url, closeOf } = await balance([await startReadOnly()], () => 0);
    const refusing = await start(
      atSignIn('bind', () => ({ messages: [{ kind: 'result', code: 49, diagnostic: 'data 52e' }] })),
    );
    const target = { ...targetOf(refusing), controllers: [url, refusing.url] };
    await expect(new ActiveDirectory().open(target)).rejects.toMatchObject({ code: 'BIND_REFUSED' });
    await closeOf(0);
  });
});

describe('a domain that lists no controllers', () => {
  it('is looked for in DNS, and the check names what was found', async () => {
    const good = await start((_exchange, serve) => serve());
    const asked: string[] = [];
    const adapter = new ActiveDirectory({
      resolveSrv: async (name) => {
        asked.push(name);
        return ['dc1', 'dc2'].map((host, priority) => ({
          name: `${host}.nowhere.faulty.example`,
          priority,
          weight: 0,
          port: 389,
        }));
      },
    });
    const target = { ...targetOf(good), controllers: [] };
    const [connect] = await adapter.checkSignIn(target);
    expect(connect).toMatchObject({
      outcome: 'FAILED',
      code: 'DIRECTORY_ADDRESS_UNKNOWN',
      message: expect.stringMatching(/dc1\.nowhere\.faulty\.example:636.*dc2\.nowhere\.faulty\.example:636/),
    });
    expect(asked).toEqual(['_ldap._tcp.dc._msdcs.faulty.example']);
  });
});

describe('a server that is no domain controller', () => {
  it('is DIRECTORY_UNSUPPORTED', async () => {
    const directory = await start((exchange, serve) =>
      asksFor(exchange, 'supportedControl')
        ? withEntries(serve(), (entry) => ({ ...entry, attributes: [] }))
        : serve(),
    );
    await expect(new ActiveDirectory().open(targetOf(directory))).rejects.toMatchObject({
      code: 'DIRECTORY_UNSUPPORTED',
    });
  });

  it('whose invocationId cannot be read is DIRECTORY_PERMISSION_DENIED', async () => {
    const directory = await start((exchange, serve) =>
      asksFor(exchange, 'invocationId')
        ? withEntries(serve(), (entry) => ({ ...entry, attributes: [] }))
        : serve(),
    );
    await expect(new ActiveDirectory().open(targetOf(directory))).rejects.toMatchObject({
      code: 'DIRECTORY_PERMISSION_DENIED',
    });
  });
});
