import { AppError } from '../../errors.js';

const UNKNOWN_NAME: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENODATA',
]);
const CUT_OFF: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const OUT_OF_DATE: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** The failure that stands for an error between the first packet and the end of the TLS handshake. */
export function connectFault(error: unknown, address: string, hasReachedPort: boolean): AppError {
  const { code, syscall } = systemFields(error);
  const options = { cause: error };
  if (UNKNOWN_NAME.has(code)) return unknownName(address, options);
  if (code === 'ETIMEDOUT') return timedOut(address, hasReachedPort, options);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return notLdaps(address, 'does not speak TLS there', options);
  if (hasReachedPort && CUT_OFF.has(code)) {
    return notLdaps(address, 'took the connection and cut it off when TLS was to begin', options);
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(error, address, options);
  if (OUT_OF_DATE.has(code)) return outOfDate(code, address, options);
  if (syscall !== '' || CUT_OFF.has(code)) return unreachable(address, code, options);
  return untrusted(address, code, options);
}

/** Nobody answered in time. */
export function timedOut(address: string, hasReachedPort: boolean, options?: ErrorOptions): AppError {
  const what = hasReachedPort ? 'took the connection and then said nothing' : 'did not answer';
  return new AppError(
    'DIRECTORY_TIMEOUT',
    `${address} ${what}. Check that the controller is running, that a firewall lets this server through, and that the port is the one for LDAPS (usually 636).`,
    options,
  );
}

function unknownName(address: string, options: ErrorOptions): AppError {
  return new AppError(
    'DIRECTORY_ADDRESS_UNKNOWN',
    `The name in ${address} cannot be resolved. Check the spelling, and that this server asks a DNS server that knows the domain.`,
    options,
  );
}

function unreachable(address: string, code: string, options: ErrorOptions): AppError {
  return new AppError(
    'DIRECTORY_UNREACHABLE',
    `${address} cannot be reached (${code}). Check that the controller is running, that the port is the one for LDAPS (usually 636), and that a firewall lets this server through.`,
    options,
  );
}

function notLdaps(address: string, what: string, options: ErrorOptions): AppError {
  return new AppError(
    'DIRECTORY_NOT_LDAPS',
    `${address} ${what}. Check the port (LDAPS is usually 636, 389 is plain LDAP), and that the controller has a certificate for LDAPS.`,
    options,
  );
}

function wrongName(error: unknown, address: string, options: ErrorOptions): AppError {
  const names = certificateNames(error);
  return new AppError(
    'CERTIFICATE_WRONG_NAME',
    `The certificate of ${address} is for ${names}, not for the name in the address. Use a name that the certificate holds, or give the controller a certificate with this one.`,
    options,
  );
}

function outOfDate(code: string, address: string, options: ErrorOptions): AppError {
  const what = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
  return new AppError(
    'CERTIFICATE_EXPIRED',
    `The certificate of ${address}, or of the authority that signed it, ${what}. Renew it on the controller, and check the clocks of both machines.`,
    options,
  );
}

function untrusted(address: string, code: string, options: ErrorOptions): AppError {
  return new AppError(
    'CERTIFICATE_UNTRUSTED',
    `The certificate of ${address} is not signed by an authority trusted for this domain (${code || 'unknown reason'}). Add the certificate of the authority that issued it to the domain's CA certificates, and make sure that it really is your controller.`,
    options,
  );
}

function systemFields(error: unknown): { code: string; syscall: string } {
  const { code, syscall } =
    typeof error === 'object' && error !== null ? (error as NodeJS.ErrnoException) : {};
  return { code: typeof code === 'string' ? code : '', syscall: typeof syscall === 'string' ? syscall : '' };
}

const LONGEST_NAMES = 200;

function certificateNames(error: unknown): string {
  const names = (error as { cert?: { subjectaltname?: unknown } }).cert?.subjectaltname;
  if (typeof names !== 'string' || names === '') return 'no name at all';
  return names.replace(/DNS:|IP Address:|\p{Cc}/gu, '').slice(0, LONGEST_NAMES);
}
