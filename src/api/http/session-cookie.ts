import type { CookieOptions, Response } from 'express';
import type { SessionCookie } from '../context.js';
import { sessionCookieName } from '../request/credentials.js';

/** Writes the session cookie of one answer: out of reach of scripts, and never sent by another site's page. */
export function sessionCookieOf(response: Response, secure: boolean): SessionCookie {
  const name = sessionCookieName(secure);
  const options: CookieOptions = { httpOnly: true, sameSite: 'strict', secure, path: '/' };
  return {
    set(token, expiresAt) {
      response.cookie(name, token, { ...options, expires: expiresAt, encode: String });
    },
    clear() {
      response.clearCookie(name, options);
    },
  };
}
