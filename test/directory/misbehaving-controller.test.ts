import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ActiveDirectory } from '../../src/directory/active-directory.js';
import type { DirectorySession, DirectoryTarget } from '../../src/directory/directory.js';
import type { DirectoryTimeouts } from '../../src/directory/wire/timeouts.js';
import { createCertificateAuthority, type CertificateAuthority } from '../../src/sandbox/certificates.js';
import { startEmbeddedDirectory } from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type {
  Exchange,
  RequestInterceptor,
} from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import type {
  Reply,
  ReplyControl,
  ReplyMessage,
  ReplyResult,
} from '../../src/sandbox/embedded-directory/wire/reply.js';
import { generateContents } from '../../src/sandbox/people.js';
import { SYNC_GROUP, type SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { listenPlain } from '../../src/testing/loopback-server.js';

/** Two pages of people, two ranges of members. */
const contents = generateContents({ dnsName: 'faulty.example', count: 1_750, seed: 31 });
const synchronised = contents.people.filter((person) => person.groups.includes(SYNC_GROUP)).length;
const PAGED_RESULTS = '1.2.840.113556.1.4.319';
const EXTENDED_DN = '1.2.840.113556.1.4.529';
const DOMAIN_SCOPE = '1.2.840.113556.1.4.1339';
const SECURITY_DESCRIPTOR_FLAGS = '1.2.840.113556.1.4.801';

let authority: CertificateAuthority;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority('Faulty controllers');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.stop()));
});

async function start(
  intercept: RequestInterceptor,
  dnsNames: readonly string[] = [],
): Promise<SandboxDirectory> {
  const addresses = dnsNames.length === 0 ? ['127.0.0.1'] : [];
  const issued = await authority.issue({ commonName: 'dc', dnsNames, addresses });
  const directory = await startEmbeddedDirectory({
    contents,
    certificate: { ...issued, caCertificate: authority.certificate },
    reader: { name: `reader@${contents.dnsName}`, password: 'Reader-Secret-4711' },
    intercept,
    onUnexpected: () => undefined,
  });
  running.push(directory);
  return directory;
}

function targetOf(...controllers: SandboxDirectory[]): DirectoryTarget {
  const [{ dnsName, reader, caCertificate }] = controllers as [SandboxDirectory];
  return {
    dnsName,
    controllers: controllers.map((controller) => controller.url),
    bindAccount: reader.name,
    bindSecret: reader.password,
    caCertificates: [caCertificate],
  };
}

/** A session with a controller that behaves like this. */
async function open(
  intercept: RequestInterceptor,
  timeouts?: Partial<DirectoryTimeouts>,
): Promise<DirectorySession> {
  const session = await new ActiveDirectory({ timeouts }).open(targetOf(await start(intercept)));
  running.push({ stop: () => session.close() });
  return session;
}

async function countPeople(session: DirectorySession): Promise<number> {
  let count = 0;
  for await (const page of session.people([await session.findGroup({ name: SYNC_GROUP })]))
    count += page.length;
  return count;
}

async function countMembers(session: DirectorySession): Promise<number> {
  let count = 0;
  for await (const slice of session.members(await session.findGroup({ name: SYNC_GROUP })))
    count += slice.length;
  return count;
}

function asksFor({ message: { request } }: Exchange, attribute: string): boolean {
  return request.kind === 'search' && request.attributes.some((name) => name.startsWith(attribute));
}

/** Lets `spoil` have the second page of people. */
function onSecondPage(spoil: (serve: () => Reply) => Reply | Promise<Reply>): RequestInterceptor {
  let pages = 0;
  return (exchange, serve) => {
    if (!asksFor(exchange, 'givenName')) return serve();
    pages += 1;
    return pages === 2 ? spoil(serve) : serve();
  };
}

function refusal(code: number): Reply {
  return { messages: [{ kind: 'result', code }] };
}

function withResult(reply: Reply, change: (result: ReplyResult) => ReplyResult): Reply {
  return {
    ...reply,
    messages: reply.messages.map((message) => (message.kind === 'result' ? change(message) : message)),
  };
}

function withEntries(
  reply: Reply,
  change: (message: ReplyMessage & { kind: 'entry' }) => ReplyMessage,
): Reply {
  return {
    ...reply,
    messages: reply.messages.map((message) => (message.kind === 'entry' ? change(message) : message)),
  };
}

function withoutPagingControl(result: ReplyResult): ReplyResult {
  return {
    ...result,
    controls: (result.controls ?? []).filter((control: ReplyControl) => control.oid !== PAGED_RESULTS),
  };
}

describe('pages', () => {
  it('without anybody on them do not end the read while their cookie says that more follows', async () => {
    let held: Reply | undefined;
    // The first page is kept back: an empty one with its cookie comes in its place, and it comes with the next.
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'givenName')) return serve();
      const reply = serve();
      const entries = (held?.messages ?? []).filter((message) => message.kind === 'entry');
      const emptied = { messages: reply.messages.filter((message) => message.kind !== 'entry') };
      if (held === undefined) {
        held = reply;
        return emptied;
      }
      return { messages: [...entries, ...reply.messages] };
    });
    expect(await countPeople(session)).toBe(synchronised);
  });

  it.each([
    [3, 'DIRECTORY_INCOMPLETE'],
    [4, 'DIRECTORY_INCOMPLETE'],
    [10, 'DIRECTORY_INCOMPLETE'],
    [11, 'DIRECTORY_INCOMPLETE'],
    [51, 'DIRECTORY_INCOMPLETE'],
    [12, 'DIRECTORY_UNSUPPORTED'],
    [50, 'DIRECTORY_PERMISSION_DENIED'],
    [1, 'DIRECTORY_PROTOCOL_ERROR'],
  ])('fail with result %d as %s, whatever came before', async (code, expected) => {
    const session = await open(onSecondPage(() => refusal(code)));
    await expect(countPeople(session)).rejects.toMatchObject({ code: expected });
  });

  it('that come with people and a result that is no success are no success', async () => {
    const session = await open(
      onSecondPage((serve) => withResult(serve(), (result) => ({ ...result, code: 4 }))),
    );
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('without the paging control may not be the last', async () => {
    const session = await open(onSecondPage((serve) => withResult(serve(), withoutPagingControl)));
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('with references to other naming contexts are whole', async () => {
    const session = await open(
      onSecondPage((serve) => {
        const { messages } = serve();
        return {
          messages: [{ kind: 'reference', urls: ['ldap://forest.example/CN=Configuration'] }, ...messages],
        };
      }),
    );
    expect(await countPeople(session)).toBe(synchronised);
  });

  it('that end with the connection fail the session, which never connects again', async () => {
    const connections = new Set<number>();
    const session = await open((exchange, serve) => {
      connections.add(exchange.connection);
      return onCut(exchange, serve);
    });
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
    await expect(session.findGroup({ name: SYNC_GROUP })).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
    });
    expect(connections.size).toBe(1);
  });

  const onCut = onSecondPage((serve) => ({ messages: serve().messages.slice(0, 3), disconnect: true }));

  it('that never come are given up in time', async () => {
    const session = await open(
      onSecondPage(() => new Promise<Reply>(() => undefined)),
      { page: 300 },
    );
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_TIMEOUT' });
  });

  it('are asked for while the one before is worked on, one at a time', async () => {
    let asked = 0;
    const secondAsked = Promise.withResolvers<void>();
    const session = await open((exchange, serve) => {
      if (asksFor(exchange, 'givenName') && (asked += 1) === 2) secondAsked.resolve();
      return serve();
    });
    const people = session.people([await session.findGroup({ name: SYNC_GROUP })])[Symbol.asyncIterator]();
    await people.next();
    await secondAsked.promise;
    expect(asked).toBe(2);
  });
});

describe('values', () => {
  it('that are not UTF-8 or hold NUL are read, not refused', async () => {
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'givenName')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) =>
          attribute.name === 'givenName'
            ? {
                ...attribute,
                values: attribute.values.map((value) => `\u00ed\u00a0\u0080\0${value}` as typeof value),
              }
            : attribute,
        ),
      }));
    });
    let count = 0;
    for await (const page of session.people([await session.findGroup({ name: SYNC_GROUP })])) {
      for (const person of page) if (person.givenName?.startsWith('\ufffd\ufffd\ufffd')) count += 1;
    }
    expect(count).toBeGreaterThan(synchronised * 0.9);
  });
});

describe('members', () => {
  it('come through several ranges, each asked for from where the last ended', async () => {
    const asked: string[] = [];
    const session = await open((exchange, serve) => {
      const { request } = exchange.message;
      if (request.kind === 'search' && asksFor(exchange, 'member')) asked.push(...request.attributes);
      return serve();
    });
    expect(await countMembers(session)).toBe(synchronised);
    expect(asked).toEqual(['member', 'member;range=1500-*']);
  });

  it.each([
    ['a range is missing', (name: string) => name.replace('1500-*', '1600-*')],
    ['the answer to a range has none', () => 'member'],
  ])('fail with DIRECTORY_INCOMPLETE when %s', async (_what, rename) => {
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'member;range')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) => ({
          ...attribute,
          name: rename(attribute.name) as typeof attribute.name,
        })),
      }));
    });
    await expect(countMembers(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('fail with DIRECTORY_INCOMPLETE when one comes without its objectGUID', async () => {
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'member')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) => ({
          ...attribute,
          values: attribute.values.map((value, at) =>
            at === 7 ? (value.replace(/^.*?;CN=/, 'CN=') as typeof value) : value,
          ),
        })),
      }));
    });
    await expect(countMembers(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });
});

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
    await expect(countMembers(await open(without(EXTENDED_DN)))).rejects.toMatchObject({
      code: 'DIRECTORY_UNSUPPORTED',
      message: expect.stringContaining(EXTENDED_DN),
    });
    await expect(countPeople(await open(without(PAGED_RESULTS)))).rejects.toMatchObject({
      code: 'DIRECTORY_UNSUPPORTED',
      message: expect.stringContaining(PAGED_RESULTS),
    });
  });

  it('that are not offered are not sent', async () => {
    const sent = new Set<string>();
    const session = await open(
      without(DOMAIN_SCOPE, ({ message }) => message.controls.forEach(({ oid }) => sent.add(oid))),
    );
    expect(await countPeople(session)).toBe(synchronised);
    expect([...sent]).toEqual([PAGED_RESULTS]);
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
    expect(sent).toEqual(new Set([PAGED_RESULTS, EXTENDED_DN, DOMAIN_SCOPE, SECURITY_DESCRIPTOR_FLAGS]));
  });
});

describe('several controllers', () => {
  it('are tried in order past those that do not answer, and the check names them', async () => {
    const deaf = await listenPlain((socket) => void socket.resume());
    running.push({ stop: () => deaf.close() });
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
    const adapter = new ActiveDirectory({ log, timeouts: { connect: 200 } });
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
