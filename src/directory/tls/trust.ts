import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { AppError } from '../../errors.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The authorities a controller's certificate must lead to: those given and no others, or those the operating
 * system trusts when none are given. Fails with CERTIFICATE_UNTRUSTED when one given is no certificate:
 * Node would leave it out without a word.
 */
export function trustedAuthorities(given: readonly string[]): string[] {
  if (given.length === 0) return getCACertificates('system');
  return given.flatMap((text) => {
    const certificates = text.match(CERTIFICATE) ?? [];
    if (certificates.length === 0) throw unreadable();
    return certificates.map(checked);
  });
}

function checked(certificate: string): string {
  try {
    return new X509Certificate(certificate).toString();
  } catch (error) {
    throw unreadable({ cause: error });
  }
}

function unreadable(options?: ErrorOptions): AppError {
  return new AppError(
    'CERTIFICATE_UNTRUSTED',
    "One of the domain's CA certificates is not a certificate in PEM form, so nothing can be trusted by it. Replace it.",
    options,
  );
}
