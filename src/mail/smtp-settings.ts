import { BlockList, isIP } from 'node:net';
import { emailKey } from '../domain/identifiers.js';

/**
 * How the way to the mail server is protected. TLS from the first byte, STARTTLS or no mail, or nothing at all (on this
 * machine, or where the address says so). Certificates are always checked.
 */
export type SmtpProtection = 'TLS' | 'STARTTLS' | 'NONE';

/** Where mails are handed in, and who signs in there. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly protection: SmtpProtection;
  readonly account: { readonly user: string; readonly password: string } | undefined;
}

/** The sender of every mail. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  /** The part of the address behind the `@`. */
  readonly domain: string;
}

const STARTTLS_PORT = 587;
const TLS_PORT = 465;

/**
 * Reads `smtp://user:password@host:587`, `smtps://…:465`, or `smtp://…?tls=off` for a mail server that speaks no TLS.
 * Answers a sentence that says what is wrong and repeats nothing of the address, which holds a password.
 */
export function readSmtpAddress(text: string): SmtpServer | string {
  const url = URL.parse(text);
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    return 'must be smtp://host:port or smtps://host:port, with user:password@ before the host where the server asks for it';
  }
  const options = [...url.searchParams].map(([name, value]) => `${name}=${value}`);
  if (!['', '/'].includes(url.pathname) || options.some((option) => option !== 'tls=off')) {
    return 'knows nothing behind the port but ?tls=off';
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const protection = protectionOf(url.protocol, host, options.length > 0);
  if (protection === undefined) return 'smtps:// and ?tls=off contradict each other';
  const account = accountOf(url);
  if (typeof account === 'string') return account;
  if (account !== undefined && protection === 'NONE' && !isLoopback(host)) {
    return 'has a password, which ?tls=off would send over the network for everybody to read';
  }
  const port = url.port === '' ? (protection === 'TLS' ? TLS_PORT : STARTTLS_PORT) : Number(url.port);
  return { host, port, protection, account };
}

function protectionOf(protocol: string, host: string, off: boolean): SmtpProtection | undefined {
  if (protocol === 'smtps:') return off ? undefined : 'TLS';
  return off || isLoopback(host) ? 'NONE' : 'STARTTLS';
}

function accountOf(url: URL): SmtpServer['account'] | string {
  if (url.username === '' && url.password === '') return undefined;
  if (url.username === '' || url.password === '') return 'needs a user and a password, or neither';
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  } catch {
    return 'has a % in user or password that stands for nothing; write %25 for it';
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

const LONGEST_NAME = 100;
const NAMED = /^(?:"([^"\\<>\p{Cc}]*)"|([^"\\<>\p{Cc}]*?))\s*<([^<>]+)>$/u;

/** Reads `latchkey@example.com` or `Latchkey <latchkey@example.com>`. Undefined for anything else. */
export function readSender(text: string): Sender | undefined {
  const named = NAMED.exec(text.trim());
  const name = (named?.[1] ?? named?.[2] ?? '').trim();
  const address = named?.[3] ?? text.trim();
  const key = emailKey(address);
  if (key === undefined || name.length > LONGEST_NAME) return undefined;
  return { name: name || 'Latchkey', address, domain: key.slice(key.lastIndexOf('@') + 1) };
}
