import { AppError, type ErrorCode } from '../../errors.js';
import type { LdapResult } from './reply-reader.js';

/** Result codes of RFC 4511 appendix A that are told apart. */
export const RESULT = {
  SUCCESS: 0,
  OPERATIONS_ERROR: 1,
  TIME_LIMIT_EXCEEDED: 3,
  SIZE_LIMIT_EXCEEDED: 4,
  AUTH_METHOD_NOT_SUPPORTED: 7,
  STRONGER_AUTH_REQUIRED: 8,
  REFERRAL: 10,
  ADMIN_LIMIT_EXCEEDED: 11,
  UNAVAILABLE_CRITICAL_EXTENSION: 12,
  NO_SUCH_ATTRIBUTE: 16,
  CONSTRAINT_VIOLATION: 19,
  NO_SUCH_OBJECT: 32,
  INVALID_DN_SYNTAX: 34,
  INVALID_CREDENTIALS: 49,
  INSUFFICIENT_ACCESS_RIGHTS: 50,
  BUSY: 51,
  UNAVAILABLE: 52,
  UNWILLING_TO_PERFORM: 53,
} as const;

interface Fault {
  readonly code: ErrorCode;
  /** Completes "While <doing>, <address> …". */
  readonly text: string;
}

const NOTHING_USED = 'Nothing that was read is used.';

const FAULTS = new Map<number, Fault>([
  [
    RESULT.OPERATIONS_ERROR,
    {
      code: 'DIRECTORY_PROTOCOL_ERROR',
      text: 'reported an error of its own. Try again; its event log says more.',
    },
  ],
  [
    RESULT.TIME_LIMIT_EXCEEDED,
    {
      code: 'DIRECTORY_INCOMPLETE',
      text: `ran into its time limit. ${NOTHING_USED} Try again when it is less busy, or use another controller.`,
    },
  ],
  [
    RESULT.SIZE_LIMIT_EXCEEDED,
    {
      code: 'DIRECTORY_INCOMPLETE',
      text: `ran into a limit on the number of objects. ${NOTHING_USED} Check the limits set for this account (LDAP policies of the domain).`,
    },
  ],
  [
    RESULT.ADMIN_LIMIT_EXCEEDED,
    {
      code: 'DIRECTORY_INCOMPLETE',
      text: `ran into a limit set by its administrator. ${NOTHING_USED} Check the LDAP policies of the domain.`,
    },
  ],
  [
    RESULT.STRONGER_AUTH_REQUIRED,
    {
      code: 'DIRECTORY_PROTOCOL_ERROR',
      text: `asked for a signed connection in spite of TLS. ${NOTHING_USED} Check its LDAP signing policy.`,
    },
  ],
  [
    RESULT.REFERRAL,
    {
      code: 'DIRECTORY_INCOMPLETE',
      text: `answered only with the name of another server. ${NOTHING_USED} Check that the base DN belongs to this domain.`,
    },
  ],
  [
    RESULT.INSUFFICIENT_ACCESS_RIGHTS,
    {
      code: 'DIRECTORY_PERMISSION_DENIED',
      text: 'refused: the bind account lacks the right. Give it read access in the domain.',
    },
  ],
  [RESULT.BUSY, { code: 'DIRECTORY_INCOMPLETE', text: `was too busy. ${NOTHING_USED} Try again later.` }],
  [
    RESULT.UNAVAILABLE,
    { code: 'DIRECTORY_INCOMPLETE', text: `is shutting down or starting. ${NOTHING_USED} Try again later.` },
  ],
  [
    RESULT.UNAVAILABLE_CRITICAL_EXTENSION,
    {
      code: 'DIRECTORY_UNSUPPORTED',
      text: 'does not serve a control that this needs, although it offers it. Try again, or use another controller.',
    },
  ],
]);

/** The failure that stands for any result but success. `doing` says what was asked, as in "reading the group". */
export function searchFault(result: LdapResult, address: string, doing: string): AppError {
  const fault = FAULTS.get(result.code) ?? {
    code: 'DIRECTORY_PROTOCOL_ERROR',
    text: `answered with LDAP result ${result.code}, which was not to be expected. ${NOTHING_USED} Try again; if it stays so, the controller's event log says more.`,
  };
  return new AppError(fault.code, `While ${doing}, ${address} ${fault.text}`, { cause: resultCause(result) });
}

/** What the log may know and a caller may not. */
export function resultCause(result: LdapResult): Error {
  return new Error(`LDAP result ${result.code}: ${result.diagnostic || 'no further words'}`);
}
