import { AppError, type ErrorCode } from '../../errors.js';
import type { WriteOutcome } from '../password-directory.js';
import type { WriteAnswer } from '../wire/ldap-connection.js';
import type { LdapResult } from '../wire/reply-reader.js';
import { RESULT } from '../wire/result-codes.js';

/** What was written, by which a refusal is understood. */
export interface Written {
  readonly what: 'RESET' | 'CHANGE' | 'PASSWORD_TIME' | 'ACCOUNT_CONTROL';
  /** A member of a protected group: what is missing there is not the right itself but its reaching so far. */
  readonly isProtected: boolean;
  readonly address: string;
}

interface Refusal {
  readonly code: ErrorCode;
  /** Completes "<address> …". */
  readonly text: string;
}

/** Windows errors (MS-ERREF 2.2) as the diagnostic begins with them, or names them behind `data`. */
const BY_WINDOWS_ERROR = new Map<string, Refusal>([
  [
    '0000052D',
    {
      code: 'PASSWORD_POLICY_REFUSED',
      text: 'refused the password: the policy asks for another length or other characters, or it was used before or changed too lately.',
    },
  ],
  ['00000056', { code: 'OLD_PASSWORD_WRONG', text: 'says that the old password is wrong.' }],
  [
    '00000775',
    { code: 'ACCOUNT_LOCKED', text: 'says that the account is locked after too many wrong passwords.' },
  ],
  [
    '0000001F',
    {
      code: 'PASSWORD_CHANNEL_REFUSED',
      text: 'takes no passwords over this connection: it does not count it as encrypted.',
    },
  ],
]);

const NOT_NOW: Refusal = {
  code: 'DIRECTORY_INCOMPLETE',
  text: 'cannot take changes at the moment. Nothing was changed. Try again later.',
};

/** Results that say for certain that nothing was carried out. Any other might come from half-way. */
const BY_RESULT = new Map<number, Refusal>([
  [
    RESULT.STRONGER_AUTH_REQUIRED,
    {
      code: 'PASSWORD_CHANNEL_REFUSED',
      text: 'asked for a signed connection in spite of TLS. Check its LDAP signing policy.',
    },
  ],
  [
    RESULT.REFERRAL,
    { code: 'NO_WRITABLE_CONTROLLER', text: 'takes no changes and names another controller.' },
  ],
  [RESULT.BUSY, NOT_NOW],
  [RESULT.UNAVAILABLE, NOT_NOW],
  [
    RESULT.NO_SUCH_OBJECT,
    { code: 'ACCOUNT_GONE', text: 'has no such account any more, or hides it from the bind account.' },
  ],
  [
    RESULT.NO_SUCH_ATTRIBUTE,
    {
      code: 'DIRECTORY_CHANGED_WHILE_READING',
      text: 'has changed the account in between. Nothing was changed by us.',
    },
  ],
  [
    RESULT.CONSTRAINT_VIOLATION,
    { code: 'DIRECTORY_WRITE_REFUSED', text: 'refused the change: a rule of the directory forbids it.' },
  ],
  [
    RESULT.UNWILLING_TO_PERFORM,
    { code: 'DIRECTORY_WRITE_REFUSED', text: 'refused the change: it is unwilling to carry it out.' },
  ],
]);

/** What an answer, or the lack of one, says about a write. */
export function writeOutcome(answer: WriteAnswer, written: Written): WriteOutcome {
  if (!answer.sent) return { outcome: 'NOT_SENT', failure: asAppError(answer.failure) };
  if (answer.result === undefined) return { outcome: 'IN_DOUBT', failure: asAppError(answer.failure) };
  const { result } = answer;
  if (result.code === RESULT.SUCCESS) return { outcome: 'DONE' };
  const refusal = refusalOf(result, written);
  if (refusal === undefined) return { outcome: 'IN_DOUBT', failure: notUnderstood(result, written) };
  return { outcome: 'REFUSED', failure: failureOf(refusal, result, written) };
}

export function refused(code: ErrorCode, message: string): WriteOutcome {
  return { outcome: 'REFUSED', failure: new AppError(code, message) };
}

export function notSent(failure: unknown): WriteOutcome {
  return { outcome: 'NOT_SENT', failure: asAppError(failure) };
}

/** A connection may also end for a reason of ours: the session's signal. */
export function asAppError(failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  return new AppError('DIRECTORY_UNREACHABLE', 'The conversation with the controller was broken off here.', {
    cause: failure,
  });
}

function refusalOf(result: LdapResult, written: Written): Refusal | undefined {
  if (result.code === RESULT.INSUFFICIENT_ACCESS_RIGHTS) return rightMissing(written);
  const refusal = BY_RESULT.get(result.code);
  const windowsError = windowsErrorOf(result);
  // A locked account answers a change as it answers a bind.
  if (refusal === undefined && result.code !== RESULT.INVALID_CREDENTIALS) return undefined;
  return (windowsError !== undefined && BY_WINDOWS_ERROR.get(windowsError)) || refusal;
}

function rightMissing({ what, isProtected }: Written): Refusal {
  if (isProtected)
    return {
      code: 'ACCOUNT_PROTECTED',
      text: 'refused: the account belongs to a protected group (adminCount), which inherits no delegated right. Grant the right on AdminSDHolder, or take the person out of the password group.',
    };
  if (what === 'PASSWORD_TIME' || what === 'ACCOUNT_CONTROL')
    return {
      code: 'DIRECTORY_WRITE_REFUSED',
      text: `refused: the bind account lacks the right to ${what === 'PASSWORD_TIME' ? 'say when a password was set (write pwdLastSet on the person, Unexpire-Password on the domain object)' : 'disable and enable accounts (write userAccountControl)'}. Grant it.`,
    };
  return {
    code: 'PASSWORD_RIGHT_MISSING',
    text: `refused: the bind account lacks the right ${what === 'RESET' ? '"Reset password"' : '"Change password"'} on this person. Grant it.`,
  };
}

function windowsErrorOf({ diagnostic }: LdapResult): string | undefined {
  const first = /^\s*([0-9a-f]{8}):/i.exec(diagnostic)?.[1];
  const data = /\bdata ([0-9a-f]{3,8})\b/i.exec(diagnostic)?.[1];
  const known = [first, data].map((code) => code?.toUpperCase().padStart(8, '0'));
  return known.find((code) => code !== undefined && BY_WINDOWS_ERROR.has(code)) ?? known[0];
}

function notUnderstood(result: LdapResult, { address }: Written): AppError {
  return new AppError(
    'DIRECTORY_PROTOCOL_ERROR',
    `${address} answered a change with LDAP result ${result.code}, which does not say whether it was carried out. Its event log may say more.`,
    { cause: withoutWords(result) },
  );
}

function failureOf({ code, text }: Refusal, result: LdapResult, { address }: Written): AppError {
  return new AppError(code, `${address} ${text}`, { cause: withoutWords(result) });
}

/** For the log: the numbers alone, since the controller's own words might repeat what was sent. */
function withoutWords(result: LdapResult): Error {
  const number = /^\s*([0-9a-f]{8}):/i.exec(result.diagnostic)?.[1];
  return new Error(`LDAP result ${result.code}${number === undefined ? '' : `, Windows error ${number}`}`);
}
