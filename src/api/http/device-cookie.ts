import type { Request, Response } from 'express';
import type { DeviceCookie } from '../context.js';
import { cookieValue, deviceCookieName } from '../request/credentials.js';

/** Reads and writes the cookie by which a browser is known again, as well guarded as the session's. */
export function deviceCookieOf(request: Request, response: Response, secure: boolean): DeviceCookie {
  const name = deviceCookieName(secure);
  return {
    given: cookieValue(request.headers.cookie, name),
    isBrowser: request.headers.origin !== undefined || request.headers.cookie !== undefined,
    set({ secret, expiresAt }) {
      response.cookie(name, secret, {
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: '/',
        expires: expiresAt,
        encode: String,
      });
    },
  };
}
