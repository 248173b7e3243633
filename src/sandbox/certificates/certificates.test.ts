import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCertificateAuthority } from './certificates.js';
import type { CertificateRequest } from './certificates.js';
import { loadOrCreateCertificateAuthority } from './kept-certificate-authority.js';
import { SandboxError } from '../sandbox-error.js';

const REQUEST: CertificateRequest = {
  commonName: 'dc1.north.example',
  dnsNames: ['dc1.north.example', 'north.example'],
  addresses: ['127.0.0.1'],
};

/** Connects to a server with a certificate for `request`; answers the error code, or `trusted`. */
async function judgement(
  request: CertificateRequest,
  servername?: string,
  trustOther = false,
): Promise<string> {
  const authority = await createCertificateAuthority('Tests');
  const issued = await authority.issue(request);
  const trusted = trustOther ? await createCertificateAuthority('Tests') : authority;
  const server = createServer({ key: issued.key, cert: issued.certificate }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = servername === undefined ? {} : { servername };
  const socket = connect({ host: '127.0.0.1', port, ca: trusted.certificate, ...options });
  try {
    await once(socket, 'secureConnect');
    return 'trusted';
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error
      ? String(error.code)
      : String(error);
  } finally {
    socket.destroy();
    server.close();
  }
}

describe('A certificate of the sandbox', () => {
  test('is trusted for each of its names and addresses, under its authority', async () => {
    expect(await judgement(REQUEST)).toBe('trusted');
    expect(await judgement(REQUEST, 'north.example')).toBe('trusted');
  });

  test('is not trusted under another name or another authority of the same name', async () => {
    expect(await judgement(REQUEST, 'south.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await judgement({ ...REQUEST, addresses: ['127.0.0.2'] })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await judgement(REQUEST, undefined, true)).toMatch(
      /UNABLE_TO_VERIFY|SIGNATURE|SELF_SIGNED|UNABLE_TO_GET/,
    );
  });

  test('can have expired, or not have begun', async () => {
    const day = 24 * 60 * 60 * 1_000;
    const past = { notBefore: new Date(Date.now() - 2 * day), notAfter: new Date(Date.now() - day) };
    expect(await judgement({ ...REQUEST, ...past })).toBe('CERT_HAS_EXPIRED');
    const future = { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 2 * day) };
    expect(await judgement({ ...REQUEST, ...future })).toBe('CERT_NOT_YET_VALID');
  });

  test('comes with the PKCS#8 key that belongs to it', async () => {
    const issued = await (await createCertificateAuthority('Tests')).issue(REQUEST);
    expect(issued.key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(new X509Certificate(issued.certificate).checkPrivateKey(createPrivateKey(issued.key))).toBe(true);
  });
});

describe('An authority that is kept', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is the same one at the next start, and for two that start at once', async () => {
    const place = join(folder, 'authority');
    const together = await Promise.all([1, 2, 3].map(() => loadOrCreateCertificateAuthority(place, 'Tests')));
    const later = await loadOrCreateCertificateAuthority(place, 'Tests');
    expect(new Set([...together, later].map((authority) => authority.certificate)).size).toBe(1);
    const issued = new X509Certificate((await later.issue(REQUEST)).certificate);
    expect(issued.verify(new X509Certificate(later.certificate).publicKey)).toBe(true);
  });

  test('keeps its key from everybody else', async () => {
    await loadOrCreateCertificateAuthority(join(folder, 'modes'), 'Tests');
    const { mode } = await stat(join(folder, 'modes', 'certificate-authority.pem'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('says which file to delete when that is damaged', async () => {
    const file = join(folder, 'certificate-authority.pem');
    await writeFile(file, 'nonsense');
    const attempt = loadOrCreateCertificateAuthority(folder, 'Tests');
    await expect(attempt).rejects.toThrow(SandboxError);
    await expect(attempt).rejects.toThrow(file);
  });
});
