import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../../sandbox/certificates/certificates.js';
import { listenPlain, listenTls, type LoopbackServer } from '../../testing/network/loopback-server.js';
import { connectTls } from './tls-connect.js';

let authority: CertificateAuthority;
const servers: LoopbackServer[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority('Test authority');
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(starting: Promise<LoopbackServer>): Promise<LoopbackServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

interface Way {
  readonly host?: string;
  readonly ip?: string;
  readonly ca?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

function open(
  { port }: { port: number },
  { host = '127.0.0.1', ip, ca, timeoutMs = 5_000, signal }: Way = {},
): Promise<Socket> {
  return connectTls(
    { url: `ldaps://${host}:${port}`, host, port },
    [ca ?? authority.certificate],
    timeoutMs,
    signal,
    ip,
  );
}

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
    await expect(open(server, { timeoutMs: 50 })).rejects.toMatchObject({
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
    const socket = await open(await serving({}));
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
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

describe('a machine named by its IP address', () => {
  async function serveAs(...dnsNames: string[]): Promise<LoopbackServer> {
    const identity = await authority.issue({ commonName: 'dc', dnsNames, addresses: [] });
    return serve(listenTls(identity, (socket) => void socket.resume()));
  }

  it('is asked without a look-up, and must still have a certificate for the host', async () => {
    const server = await serveAs('dc1.corp.example');
    const socket = await open(server, { host: 'dc1.corp.example', ip: '127.0.0.1' });
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
    await expect(open(server, { host: 'dc2.corp.example', ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'CERTIFICATE_WRONG_NAME',
    });
  });

  it('is not trusted as a host of a domain by a certificate for the domain alone', async () => {
    const server = await serveAs('corp.example');
    await expect(open(server, { host: 'dc1.corp.example', ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'CERTIFICATE_WRONG_NAME',
    });
  });
});
