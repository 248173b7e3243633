import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../../sandbox/certificates/certificates.js';
import { describeCertificate, readCaCertificates } from './ca-certificates.js';

const NOW = new Date();
const IN_TWENTY_YEARS = new Date(NOW.getTime() + 20 * 365 * 86_400_000);

describe('readCaCertificates', () => {
  let north: CertificateAuthority;
  let south: CertificateAuthority;

  beforeAll(async () => {
    [north, south] = await Promise.all([
      createCertificateAuthority('North CA'),
      createCertificateAuthority('South CA'),
    ]);
  });

  test('takes bundles apart and keeps each certificate once', () => {
    const bundle = `${north.certificate}\nsome words between\n${south.certificate}`;
    const { value } = readCaCertificates([bundle, north.certificate], NOW) as { value: string[] };
    expect(value.map((pem) => describeCertificate(pem).subject)).toEqual(['CN=North CA', 'CN=South CA']);
  });

  test('describes what an administrator recognises one by', () => {
    const { validFrom, validTo, fingerprint, issuer } = describeCertificate(north.certificate);
    expect(issuer).toBe('CN=North CA');
    expect(validFrom < NOW && validTo > NOW).toBe(true);
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  test('refuses a server’s certificate, a damaged one, half of one, and an expired one, each in its place', async () => {
    const server = await north.issue({ commonName: 'dc1', dnsNames: ['dc1'], addresses: [] });
    const damaged = north.certificate.replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAAAAAAAAAAAAAAAAAA');
    const half = north.certificate.slice(0, 120);
    const { faults } = readCaCertificates([north.certificate, server.certificate, damaged, half], NOW);
    expect(faults?.map(({ path }) => path)).toEqual([['1'], ['2'], ['3']]);
    expect(faults?.[0]?.message).toContain('is not a certificate authority');
    expect(readCaCertificates([north.certificate], IN_TWENTY_YEARS).faults?.[0]?.message).toContain(
      'expired on',
    );
  });

  test('counts the certificates in bundles', async () => {
    const many = await Promise.all(
      Array.from({ length: 21 }, (_, at) => createCertificateAuthority(`CA ${at}`)),
    );
    const bundle = many.map(({ certificate }) => certificate).join('\n');
    expect(readCaCertificates([bundle], NOW).faults?.[0]?.message).toContain('at most 20');
  });
});
