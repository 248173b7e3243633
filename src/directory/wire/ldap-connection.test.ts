import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { BerReader, BerWriter, PresenceFilter } from 'ldapts';
import {
  createCertificateAuthority,
  type CertificateAuthority,
  type IssuedCertificate,
} from '../../sandbox/certificates/certificates.js';
import { listenTls, type LoopbackServer } from '../../testing/network/loopback-server.js';
import { LdapConnection } from './ldap-connection.js';
import { asItCame } from './ldap-entry.js';
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
  readonly timeouts?: Partial<DirectoryTimeouts>;
  readonly signal?: AbortSignal;
}

function open({ port }: { port: number }, { timeouts, signal }: Way = {}): Promise<LdapConnection> {
  return LdapConnection.open(
    { url: `ldaps://127.0.0.1:${port}`, host: '127.0.0.1', port },
    { caCertificates: [authority.certificate], timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts }, signal },
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
      const searches = [
        connection.search(SEARCH, 'looking', asItCame),
        connection.search(SEARCH, 'looking', asItCame),
      ];
      for (const { status, ...rest } of await Promise.allSettled(searches)) {
        expect(status).toBe('rejected');
        expect(rest).toMatchObject({ reason: { code } });
      }
      await expect(connection.search(SEARCH, 'looking', asItCame)).rejects.toMatchObject({ code });
      expect(server.connectionCount()).toBe(1);
    },
  );

  it('sends no limits of its own: AD keeps its own, and says when they are reached', async () => {
    const limits: (number | null)[] = [];
    const server = await serveTls((socket, chunk) => {
      const request = new BerReader(chunk);
      request.readSequence();
      request.readInt();
      request.readSequence();
      request.readString();
      request.readEnumeration();
      request.readEnumeration();
      limits.push(request.readInt(), request.readInt());
      socket.write(reply(FOUND, 0));
    });
    const connection = await open(server);
    await connection.search(SEARCH, 'looking', asItCame);
    expect(limits).toEqual([0, 0]);
    await connection.close();
  });

  it('that falls silent in the middle of an answer is given up', async () => {
    const server = await serveTls((socket) => void socket.write(reply(FOUND, 0).subarray(0, 5)));
    const connection = await open(server, { timeouts: { silence: 50 } });
    await expect(connection.search(SEARCH, 'reading people', asItCame)).rejects.toMatchObject({
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
    await expect(connection.search(SEARCH, 'looking', asItCame)).rejects.toMatchObject({
      code: 'DIRECTORY_TIMEOUT',
    });
  });

  it('ends at once with the reason of the signal, whatever it is doing', async () => {
    const abort = new AbortController();
    const server = await serveTls(() => abort.abort(new Error('cancelled')));
    const connection = await open(server, { signal: abort.signal });
    const gone = server.nextClose();
    await expect(connection.search(SEARCH, 'looking', asItCame)).rejects.toThrow('cancelled');
    await expect(connection.search(SEARCH, 'looking', asItCame)).rejects.toThrow('cancelled');
    await gone;
  });

  it('can be closed twice', async () => {
    const server = await serveTls();
    const connection = await open(server);
    await Promise.all([connection.close(), connection.close()]);
    await expect(connection.search(SEARCH, 'looking', asItCame)).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
    });
  });
});
