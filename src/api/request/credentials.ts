import type { IncomingMessage } from 'node:http';

/** A bearer credential and how it came. */
export interface Credential {
  readonly text: string | undefined;
  readonly byCookie: boolean;
}

/** The name carries `__Host-` where it may: such a cookie cannot be set by a neighbouring host name. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-latchkey_session' : 'latchkey_session';
}

/** What a browser keeps to be known again stands in a cookie of its own, which signing out leaves. */
export function deviceCookieName(secure: boolean): string {
  return secure ? '__Host-latchkey_device' : 'latchkey_device';
}

/** The bearer of an Authorization header or of a connection parameter. */
export function bearerOf(authorization: unknown): string | undefined {
  return typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined;
}

/** The credential of an HTTP request. A header counts before the cookie: it was put there on purpose. */
export function credentialOf(request: IncomingMessage, secure: boolean): Credential {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) return { text: bearerOf(authorization), byCookie: false };
  const text = cookieValue(cookie, sessionCookieName(secure));
  return { text, byCookie: text !== undefined };
}

/** The value of one cookie; ours need no decoding. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((text) => text.trimStart().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

/**
 * Whether a page that opens a connection is one of ours: the one at the public address, or at the very host and port it
 * connects to. The cookie belongs to that host, so a name that was made to point here brings none. A program sends no
 * Origin, and no cookie either.
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl: URL | undefined): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined) return false;
  return origin === publicUrl?.origin || origin === `http://${host}` || origin === `https://${host}`;
}
