// tsyringe, which @peculiar/x509 is built on, refuses to load without it.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

const DAY_MS = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 3650;
const SERVER_DAYS = 365;
/** A certificate that starts now is not yet valid to a clock that is a little slow. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

/** What a server's certificate says. */
export interface CertificateRequest {
  readonly commonName: string;
  /** Host names in the subjectAltName. */
  readonly dnsNames: readonly string[];
  /** IP addresses in the subjectAltName. */
  readonly addresses: readonly string[];
  /** Ten minutes ago when left out. */
  readonly notBefore?: Date;
  /** A year from now when left out. */
  readonly notAfter?: Date;
}

/** A certificate and its private key, both PEM; the key is PKCS#8 and not encrypted. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Signs the certificates of the sandbox's servers. Never to be trusted by anything but the sandbox. */
export interface CertificateAuthority {
  /** PEM of the authority's own certificate: what a client is told to trust. */
  readonly certificate: string;
  /** Makes a key and a server certificate for it. */
  issue(request: CertificateRequest): Promise<IssuedCertificate>;
}

/** Makes an authority of that name, valid for ten years. Nothing is written anywhere. */
export async function createCertificateAuthority(name: string): Promise<CertificateAuthority> {
  return authorityFrom(await createAuthorityKey(name));
}

/** Makes the certificate and the key of a new authority; `authorityFrom` turns them into one that can sign. */
export async function createAuthorityKey(name: string): Promise<IssuedCertificate> {
  const keys = await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [name] }],
    notBefore: new Date(Date.now() - CLOCK_TOLERANCE_MS),
    notAfter: new Date(Date.now() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: SIGNING_ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/**
 * An authority from its certificate and key.
 * @throws Error when either is not the PEM that `createAuthorityKey` makes.
 */
export async function authorityFrom({ certificate, key }: IssuedCertificate): Promise<CertificateAuthority> {
  const parsed = new X509Certificate(certificate);
  const [keyBytes] = PemConverter.decode(key);
  if (keyBytes === undefined) throw new Error('The private key of the certificate authority is not PEM.');
  const signingKey = await crypto.subtle.importKey('pkcs8', keyBytes, KEY_ALGORITHM, false, ['sign']);
  return { certificate, issue: (request) => issueFrom(parsed, signingKey, request) };
}

async function issueFrom(
  authority: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  request: CertificateRequest,
): Promise<IssuedCertificate> {
  const keys = await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [request.commonName] }],
    issuer: authority.subjectName,
    notBefore: request.notBefore ?? new Date(Date.now() - CLOCK_TOLERANCE_MS),
    notAfter: request.notAfter ?? new Date(Date.now() + SERVER_DAYS * DAY_MS),
    signingAlgorithm: SIGNING_ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(alternativeNames(request)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authority),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

function alternativeNames({
  dnsNames,
  addresses,
}: CertificateRequest): { type: 'dns' | 'ip'; value: string }[] {
  return [
    ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ...addresses.map((value) => ({ type: 'ip' as const, value })),
  ];
}

async function pemOf(privateKey: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), PemConverter.PrivateKeyTag);
}

/** RFC 5280 wants at most 20 bytes and a positive number: the highest bit stays clear. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('hex');
}
