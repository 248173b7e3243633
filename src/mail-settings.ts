import { readFileSync } from 'node:fs';
import type { SmtpMailerSettings } from './mail/smtp-mailer.js';
import { readSender, readSmtpAddress } from './mail/smtp-settings.js';

/**
 * The mail server and the sender, undefined when neither is set, or every mistake as a line that names its variable and
 * repeats no value: the address may hold a password.
 */
export function readMailSettings(environment: NodeJS.ProcessEnv): SmtpMailerSettings | undefined | string[] {
  const address = smtpAddress(environment);
  const from = environment['LATCHKEY_MAIL_FROM'] || undefined;
  if (address === undefined && from === undefined) return undefined;
  if (address === undefined) return ['LATCHKEY_SMTP_URL: missing, while LATCHKEY_MAIL_FROM is set'];
  const server = 'fault' in address ? address.fault : readSmtpAddress(address.text);
  const sender = from === undefined ? undefined : readSender(from);
  if (typeof server !== 'string' && sender !== undefined) return { server, from: sender };
  return [
    ...(typeof server === 'string' ? [`${address.variable}: ${server}`] : []),
    ...(sender === undefined ? [`LATCHKEY_MAIL_FROM: ${senderFault(from)}`] : []),
  ];
}

type Address = { readonly variable: string } & ({ readonly text: string } | { readonly fault: string });

function smtpAddress(environment: NodeJS.ProcessEnv): Address | undefined {
  const text = environment['LATCHKEY_SMTP_URL'] || undefined;
  const file = environment['LATCHKEY_SMTP_URL_FILE'] || undefined;
  if (text !== undefined && file !== undefined) {
    return { variable: 'LATCHKEY_SMTP_URL, LATCHKEY_SMTP_URL_FILE', fault: 'set one of them, not both' };
  }
  if (text !== undefined) return { variable: 'LATCHKEY_SMTP_URL', text };
  if (file === undefined) return undefined;
  const variable = 'LATCHKEY_SMTP_URL_FILE';
  try {
    return { variable, text: readFileSync(file, 'utf8').trim() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { variable, fault: `${file} cannot be read (${code})` };
  }
}

function senderFault(from: string | undefined): string {
  return from === undefined
    ? 'missing: the address that mails come from'
    : 'must be one address, or a name and the address in angle brackets';
}
