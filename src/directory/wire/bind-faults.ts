import { AppError, type ErrorCode } from '../../errors.js';
import type { LdapResult } from './reply-reader.js';
import { RESULT, resultCause, searchFault } from './result-codes.js';

interface BindFault {
  readonly code: ErrorCode;
  /** Completes "<address> refused the bind account <name>: …". */
  readonly text: string;
}

const WRONG: BindFault = {
  code: 'BIND_REFUSED',
  text: 'name or password is wrong. Check both, and try once: repeated wrong attempts lock the account.',
};

// The Windows error behind result 49 stands in the diagnostic as "data 52e" (MS-ERREF 2.2).
const REASONS = new Map<string, BindFault>([
  ['525', WRONG],
  ['52e', WRONG],
  ['52f', { code: 'BIND_REFUSED', text: 'a restriction on the account forbids it to sign in this way.' }],
  ['530', { code: 'BIND_REFUSED', text: 'it may not sign in at this hour. Allow all hours for it.' }],
  [
    '531',
    { code: 'BIND_REFUSED', text: 'it may not sign in from this computer. Check its "Log On To" list.' },
  ],
  ['568', { code: 'BIND_REFUSED', text: 'it has too many groups to sign in. Take it out of some.' }],
  [
    '569',
    {
      code: 'BIND_REFUSED',
      text: 'it has no right to sign in over the network. Grant it on the controllers.',
    },
  ],
  [
    '532',
    { code: 'BIND_PASSWORD_EXPIRED', text: 'its password has expired. Set a new one and save it here.' },
  ],
  [
    '773',
    {
      code: 'BIND_PASSWORD_EXPIRED',
      text: 'its password must be changed first. Set a new one, without that demand, and save it here.',
    },
  ],
  [
    '701',
    { code: 'BIND_PASSWORD_EXPIRED', text: 'the account itself has expired. Extend it in the directory.' },
  ],
  ['533', { code: 'BIND_ACCOUNT_DISABLED', text: 'it is disabled. Enable it in the directory.' }],
  [
    '775',
    {
      code: 'BIND_ACCOUNT_LOCKED',
      text: 'it is locked after too many wrong passwords. Unlock it, and check the password saved here.',
    },
  ],
]);

const REFUSALS = new Map<number, BindFault>([
  [RESULT.INVALID_CREDENTIALS, WRONG],
  [RESULT.NO_SUCH_OBJECT, WRONG],
  [
    RESULT.INVALID_DN_SYNTAX,
    {
      code: 'BIND_REFUSED',
      text: 'the name is not one the directory understands. Use name@domain, DOMAIN\\name or the DN.',
    },
  ],
  [
    RESULT.AUTH_METHOD_NOT_SUPPORTED,
    { code: 'BIND_REFUSED', text: 'it takes no simple binds. Allow them over LDAPS.' },
  ],
  [
    RESULT.STRONGER_AUTH_REQUIRED,
    {
      code: 'BIND_REFUSED',
      text: 'it asks for a signed connection in spite of TLS. Check its LDAP signing policy.',
    },
  ],
  [RESULT.INSUFFICIENT_ACCESS_RIGHTS, { code: 'BIND_REFUSED', text: 'it is not allowed to sign in.' }],
]);

/** The failure that stands for a refused bind. It never carries the secret, and the account only by its name. */
export function bindFault(result: LdapResult, address: string, account: string): AppError {
  const reason = /\bdata ([0-9a-f]{3,8})\b/i.exec(result.diagnostic)?.[1]?.toLowerCase();
  const refusal = (reason !== undefined && REASONS.get(reason)) || REFUSALS.get(result.code);
  if (refusal === undefined) return searchFault(result, address, 'signing in');
  return new AppError(refusal.code, `${address} refused the bind account ${account}: ${refusal.text}`, {
    cause: resultCause(result),
  });
}
