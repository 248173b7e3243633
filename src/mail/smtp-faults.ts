import type { Delivery } from './mailer.js';

/** What nodemailer knows about a failure, as far as it can be relied on. */
interface SmtpFault {
  /** Its own code, for example `EENVELOPE`. */
  readonly code: string;
  /** What Node or OpenSSL called it, for example `ECONNREFUSED`; empty when it was neither. */
  readonly cause: string;
  /** What the server was asked when it failed, for example `RCPT TO`. */
  readonly command: string;
  readonly responseCode: number | undefined;
  /** The server's answer; undefined when there was none. */
  readonly response: string | undefined;
  readonly permanent: boolean;
}

const LONGEST_REASON = 500;

/**
 * What a failed attempt means for the mail, and whether the next one would fare the same. Only an answer about this
 * recipient or this text counts against the mail; everything else is about the server, the sender or the way there.
 */
export function deliveryOf(error: unknown, server: string, secrets: readonly string[]): Delivery {
  const fault = faultOf(error);
  if (!isAboutThisMail(fault)) {
    return { outcome: 'LATER', everybody: true, reason: clean(serverReason(fault, server), secrets) };
  }
  const reason = clean(fault.response ?? 'The mail cannot be sent to this address.', secrets);
  const isFinal = fault.permanent || fault.responseCode === undefined;
  return isFinal ? { outcome: 'REFUSED', reason } : { outcome: 'LATER', everybody: false, reason };
}

function faultOf(error: unknown): SmtpFault {
  const known: Readonly<Record<string, unknown>> =
    typeof error === 'object' && error !== null ? { ...error } : {};
  const { code, originalCode, command, responseCode, response, permanent } = known;
  return {
    code: typeof code === 'string' ? code : '',
    cause: typeof originalCode === 'string' ? originalCode : '',
    command: typeof command === 'string' ? command : '',
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    response: typeof response === 'string' ? response : undefined,
    permanent: permanent === true,
  };
}

/** `API`: the library itself refuses the address. */
function isAboutThisMail({ code, command }: SmtpFault): boolean {
  if (code === 'EENVELOPE') return ['RCPT TO', 'DATA', 'API'].includes(command);
  return code === 'EMESSAGE';
}

/** Names of OpenSSL and Node for a certificate or a handshake that is no good. */
const CERTIFICATE_CAUSES = /CERT|VERIFY|ISSUER|ALTNAME|SSL|TLS/;

/** The server's words stay out where it answers to a password: it could repeat it in any disguise. */
function serverReason({ code, cause, response }: SmtpFault, server: string): string {
  const why = cause === '' ? '' : ` (${cause})`;
  if (code === 'ETLS' || CERTIFICATE_CAUSES.test(cause)) {
    return `The mail server ${server} offers no TLS that can be trusted${why}. Check its certificate, or its port in LATCHKEY_SMTP_URL.`;
  }
  const said = response === undefined ? '' : ` It says: ${response}`;
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return `The mail server ${server} refuses the user or the password. Check LATCHKEY_SMTP_URL.`;
    case 'EDNS':
      return `The name of the mail server ${server} cannot be resolved.`;
    case 'EENVELOPE':
      return `The mail server ${server} refuses the sender. Check LATCHKEY_MAIL_FROM.${said}`;
    case 'ETIMEDOUT':
    case 'EABORT':
      return `The mail server ${server} did not answer in time.`;
    default:
      return `The mail server ${server} cannot be reached, or ended the conversation${why}.${said}`;
  }
}

function clean(text: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  const oneLine = hidden.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  return oneLine.trim().slice(0, LONGEST_REASON);
}
