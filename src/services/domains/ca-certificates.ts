import { X509Certificate } from 'node:crypto';
import { within, type InputFault, type Reading } from '../../domain/settings/input-fault.js';

const LARGEST_NUMBER = 20;
const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** What an administrator recognises a certificate by. */
export interface CertificateDescription {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** SHA-256 over the certificate, hexadecimal with colons. */
  readonly fingerprint: string;
  readonly pem: string;
}

/**
 * Decodes the certificates in `texts`, one or more in each, and checks that each is one of an authority and not
 * expired. Answers each once, in PEM form. Paths of faults start with the position of the text.
 */
export function readCaCertificates(texts: readonly string[], now: Date): Reading<string[]> {
  const readings = texts.map((text) => readBundle(text, now));
  const faults: InputFault[] = readings.flatMap(({ faults: own = [] }, at) => within(String(at), own));
  if (faults.length > 0) return { faults };
  const unique = [...new Set(readings.flatMap((reading) => (reading.faults ? [] : reading.value)))];
  return unique.length > LARGEST_NUMBER
    ? {
        faults: [
          { path: [], message: `Must be at most ${LARGEST_NUMBER} certificates, here are ${unique.length}.` },
        ],
      }
    : { value: unique };
}

/** Describes a certificate that was stored before. */
export function describeCertificate(pem: string): CertificateDescription {
  const certificate = new X509Certificate(pem);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    pem,
  };
}

function readBundle(text: string, now: Date): Reading<string[]> {
  const blocks = text.match(BLOCK) ?? [];
  const faults = blocks.map((block) => certificateFault(block, now)).filter((fault) => fault !== undefined);
  if (blocks.length === 0)
    faults.push('Is not a whole certificate: its last line, -----END CERTIFICATE-----, is missing.');
  if (faults.length > 0) return { faults: faults.map((message) => ({ path: [], message })) };
  return { value: blocks.map((block) => new X509Certificate(block).toString()) };
}

function certificateFault(block: string, now: Date): string | undefined {
  const certificate = decode(block);
  if (certificate === undefined)
    return 'Cannot be decoded: the text between the first and the last line is damaged.';
  const name = oneLine(certificate.subject) || 'The certificate';
  if (!certificate.ca) {
    return `${name} is not a certificate authority. Give the certificate of the authority that issued the controller's certificate.`;
  }
  return new Date(certificate.validTo) <= now
    ? `${name} expired on ${new Date(certificate.validTo).toISOString().slice(0, 10)}. Give its successor.`
    : undefined;
}

function decode(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ');
}
