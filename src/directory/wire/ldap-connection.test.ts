import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { BerWriter, PresenceFilter } from 'ldapts';
import {
  createCertificateAuthority,
  type CertificateAuthority,
  type IssuedCertificate,
} from '../../sandbox/certificates.js';
import { listenPlain, listenTls, type LoopbackServer } from '../../testing/loopback-server.js';
import { LdapConnection } from './ldap-connection.js';
import { DEFAULT_TIMEOUTS, type DirectoryTimeouts } from './timeouts.js';

const ACCOUNT = 'reader@corp.example';
const SECRET = 'Sehr-geheim-4711';
const SEARCH = {
  base: '',
  scope: 'base',
  filter: new PresenceFilter({ attribute: 'objectClass' }),
  attributes: ['cn'],
  controls: [],
} as const;

let authority: CertificateAuthority;
let identity: IssuedCertificate;
const servers: LoopbackServer[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority('Test authority');
  identity = await authority.issue({
    commonName: 'dc1',
    dnsNames: ['dc1.corp.example'],
    addresses: ['127.0.0.1'],
  });
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(starting: Promise<LoopbackServer>): Promise<LoopbackServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

/** A TLS server that calls `answer` with every chunk that arrives. */
function serveTls(
  answer: (socket: Socket, chunk: Buffer) => void = () => undefined,
): Promise<LoopbackServer> {
  return serve(listenTls(identity, (socket) => socket.on('data', (chunk: Buffer) => answer(socket, chunk))));
}

interface Way {
  readonly host?: string;
  readonly ca?: string;
  readonly timeouts?: Partial<DirectoryTimeouts>;
  readonly signal?: AbortSignal;
}

function open(
  { port }: { port: number },
  { host = '127.0.0.1', ca, timeouts, signal }: Way = {},
): Promise<LdapConnection> {
  return LdapConnection.open(
    { url: `ldaps://${host}:${port}`, host, port },
    [ca ?? authority.certificate],
    { ...DEFAULT_TIMEOUTS, ...timeouts },
    signal,
  );
}

/** A result message of this operation for the first request of a connection. */
function reply(operation: number, code: number, id = 1): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(operation);
  writer.writeEnumeration(code);
  writer.writeString('');
  writer.writeString('');
  writer.endSequence();
  writer.endSequence();
  return Buffer.from(writer.buffer);
}

const BOUND = 0x61;
const FOUND = 0x65;

describe('connecting', () => {
  it.each([
    [
      'a server that answers in another protocol',
      (socket: Socket) => void socket.write('220 smtp.corp.example ESMTP\r\n'),
    ],
    [
      'a server that hangs up when TLS begins',
      (socket: Socket) => void socket.once('data', () => socket.destroy()),
    ],
    ['a server that hangs up at once', (socket: Socket) => void socket.end()],
  ])('calls %s DIRECTORY_NOT_LDAPS', async (_what, behave) => {
    const server = await serve(listenPlain(behave));
    await expect(open(server)).rejects.toMatchObject({
      code: 'DIRECTORY_NOT_LDAPS',
      message: expect.stringContaining(`ldaps://127.0.0.1:${server.port}`),
    });
  });

  it('calls a server that says nothing DIRECTORY_TIMEOUT, and hangs up', async () => {
    const server = await serve(listenPlain((socket) => void socket.resume()));
    const gone = server.nextClose();
    await expect(open(server, { timeouts: { connect: 50 } })).rejects.toMatchObject({
      code: 'DIRECTORY_TIMEOUT',
    });
    await gone;
  });

  it('calls a port nobody listens on DIRECTORY_UNREACHABLE', async () => {
    const server = await listenPlain(() => undefined);
    await server.close();
    await expect(open(server)).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
  });

  it('calls a name that does not exist DIRECTORY_ADDRESS_UNKNOWN', async () => {
    await expect(open({ port: 636 }, { host: 'dc1.invalid' })).rejects.toMatchObject({
      code: 'DIRECTORY_ADDRESS_UNKNOWN',
      message: expect.stringContaining('dc1.invalid'),
    });
  });

  it('ends at once with the reason of the signal', async () => {
    const abort = new AbortController();
    const server = await serve(
      listenPlain((socket) => {
        socket.resume();
        abort.abort(new Error('not wanted any more'));
      }),
    );
    const gone = server.nextClose();
    await expect(open(server, { signal: abort.signal })).rejects.toThrow('not wanted any more');
    await gone;
    await expect(open(server, { signal: abort.signal })).rejects.toThrow('not wanted any more');
    expect(server.connectionCount()).toBe(1);
  });
});

describe('the certificate', () => {
  const hour = 3_600_000;

  async function serving(parts: {
    dnsNames?: string[];
    addresses?: string[];
    notBefore?: Date;
    notAfter?: Date;
  }): Promise<LoopbackServer> {
    const { dnsNames = [], addresses = ['127.0.0.1'], ...dates } = parts;
    const issued = await authority.issue({ commonName: 'dc1', dnsNames, addresses, ...dates });
    return serve(listenTls(issued, (socket) => void socket.resume()));
  }

  it('is taken when name and authority fit', async () => {
    const connection = await open(await serving({}));
    expect(connection.address.host).toBe('127.0.0.1');
    await connection.close();
  });

  it('of another name is CERTIFICATE_WRONG_NAME, with the names it has', async () => {
    const server = await serving({ dnsNames: ['other.corp.example'], addresses: ['10.0.0.1'] });
    await expect(open(server)).rejects.toMatchObject({
      code: 'CERTIFICATE_WRONG_NAME',
      message: expect.stringContaining('other.corp.example'),
    });
  });

  it('that has expired is CERTIFICATE_EXPIRED', async () => {
    const server = await serving({
      notBefore: new Date(Date.now() - 2 * hour),
      notAfter: new Date(Date.now() - hour),
    });
    await expect(open(server)).rejects.toMatchObject({ code: 'CERTIFICATE_EXPIRED' });
  });

  it('that is not valid yet is CERTIFICATE_EXPIRED too', async () => {
    const server = await serving({
      notBefore: new Date(Date.now() + hour),
      notAfter: new Date(Date.now() + 2 * hour),
    });
    await expect(open(server)).rejects.toMatchObject({ code: 'CERTIFICATE_EXPIRED' });
  });

  it('of another authority is CERTIFICATE_UNTRUSTED', async () => {
    const other = await createCertificateAuthority('Another authority');
    await expect(open(await serving({}), { ca: other.certificate })).rejects.toMatchObject({
      code: 'CERTIFICATE_UNTRUSTED',
    });
  });

  it('cannot be checked against something that is no certificate', async () => {
    for (const ca of ['rubbish', authority.certificate.replace(/[A-Z]{4}/g, '****')]) {
      await expect(open(await serving({}), { ca })).rejects.toMatchObject({ code: 'CERTIFICATE_UNTRUSTED' });
    }
  });
});

describe('signing in', () => {
  it.each([
    ['an empty secret', ACCOUNT, '', 'BIND_SECRET_MISSING'],
    ['an empty account', ' ', SECRET, 'BIND_REFUSED'],
  ])('refuses %s without sending a byte', async (_what, account, secret, code) => {
    const received: Buffer[] = [];
    const server = await serveTls((_socket, chunk) => void received.push(chunk));
    const connection = await open(server);
    await expect(connection.bind(account, secret)).rejects.toMatchObject({ code });
    const gone = server.nextClose();
    await connection.close();
    await gone;
    const sent = Buffer.concat(received).toString('latin1');
    expect(sent).not.toContain(SECRET);
    expect(sent).not.toContain(ACCOUNT);
  });

  it('fails in time when the controller says nothing, and hangs up', async () => {
    const server = await serveTls();
    const connection = await open(server, { timeouts: { bind: 50 } });
    const gone = server.nextClose();
    await expect(connection.bind(ACCOUNT, SECRET)).rejects.toMatchObject({ code: 'DIRECTORY_TIMEOUT' });
    await gone;
  });

  it('never puts the secret into a failure', async () => {
    const server = await serveTls((socket) => void socket.write(reply(BOUND, 49)));
    const connection = await open(server);
    const error: unknown = await connection.bind(ACCOUNT, SECRET).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BIND_REFUSED' });
    const { message, stack, cause } = error as Error;
    expect([message, stack, String(cause), JSON.stringify(error)].join()).not.toContain(SECRET);
    await connection.close();
  });
});

describe('a connection', () => {
  it.each([
    [
      'is cut in the middle of an answer',
      (socket: Socket) => socket.end(reply(FOUND, 0).subarray(0, 5)),
      'DIRECTORY_UNREACHABLE',
    ],
    [
      'brings something that is not LDAP',
      (socket: Socket) => socket.write('HTTP/1.1 400\r\n'),
      'DIRECTORY_PROTOCOL_ERROR',
    ],
    [
      'brings an answer to nothing that was asked',
      (socket: Socket) => socket.write(reply(FOUND, 0, 99)),
      'DIRECTORY_PROTOCOL_ERROR',
    ],
    [
      'brings a notice of disconnection',
      (socket: Socket) => socket.write(reply(0x78, 52, 0)),
      'DIRECTORY_UNREACHABLE',
    ],
  ])(
    'that %s fails what waits and all that comes later, and is never made again',
    async (_what, behave, code) => {
      const server = await serveTls((socket) => void behave(socket));
      const connection = await open(server);
      const searches = [connection.search(SEARCH, 'looking'), connection.search(SEARCH, 'looking')];
      for (const { status, ...rest } of await Promise.allSettled(searches)) {
        expect(status).toBe('rejected');
        expect(rest).toMatchObject({ reason: { code } });
      }
      await expect(connection.search(SEARCH, 'looking')).rejects.toMatchObject({ code });
      expect(server.connectionCount()).toBe(1);
    },
  );

  it('that falls silent in the middle of an answer is given up', async () => {
    const server = await serveTls((socket) => void socket.write(reply(FOUND, 0).subarray(0, 5)));
    const connection = await open(server, { timeouts: { silence: 50 } });
    await expect(connection.search(SEARCH, 'reading people')).rejects.toMatchObject({
      code: 'DIRECTORY_TIMEOUT',
      message: expect.stringContaining('reading people'),
    });
  });

  it('that only ever trickles is given up as well', async () => {
    const server = await serveTls((socket) => {
      const trickle = setInterval(() => socket.write(reply(0x73, 0)), 5);
      socket.once('close', () => clearInterval(trickle));
    });
    const connection = await open(server, { timeouts: { silence: 5_000, answer: 100 } });
    await expect(connection.search(SEARCH, 'looking')).rejects.toMatchObject({ code: 'DIRECTORY_TIMEOUT' });
  });

  it('ends at once with the reason of the signal, whatever it is doing', async () => {
    const abort = new AbortController();
    const server = await serveTls(() => abort.abort(new Error('cancelled')));
    const connection = await open(server, { signal: abort.signal });
    const gone = server.nextClose();
    await expect(connection.search(SEARCH, 'looking')).rejects.toThrow('cancelled');
    await expect(connection.search(SEARCH, 'looking')).rejects.toThrow('cancelled');
    await gone;
  });

  it('can be closed twice', async () => {
    const server = await serveTls();
    const connection = await open(server);
    await Promise.all([connection.close(), connection.close()]);
    await expect(connection.search(SEARCH, 'looking')).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
    });
  });
});
