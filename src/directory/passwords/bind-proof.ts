import { AppError } from '../../errors.js';
import type { BindProof, LogOnRestriction } from '../password-directory.js';
import type { LdapResult } from '../wire/reply-reader.js';
import { RESULT } from '../wire/result-codes.js';

/** They come only when the password was right (MS-ERREF 2.2: the Windows error, in hex). */
const RESTRICTIONS = new Map<string, LogOnRestriction>([
  ['530', 'LOG_ON_HOURS'],
  ['531', 'WORKSTATION'],
  ['532', 'PASSWORD_EXPIRED'],
  ['533', 'DISABLED'],
  ['701', 'ACCOUNT_EXPIRED'],
  ['773', 'MUST_CHANGE'],
]);
const LOG_ON_TYPE: ReadonlySet<string> = new Set(['52f', '568', '569']);

/** Reads what a bind shows about the password that was tried. What is not understood shows nothing. */
export function bindProof(result: LdapResult, address: string): BindProof {
  if (result.code === RESULT.SUCCESS) return { outcome: 'PROVED' };
  const data = /\bdata ([0-9a-f]{3,8})\b/i.exec(result.diagnostic)?.[1]?.toLowerCase();
  if (result.code === RESULT.INVALID_CREDENTIALS && data !== undefined) {
    const restriction = RESTRICTIONS.get(data);
    if (restriction !== undefined) return { outcome: 'PROVED_BUT_RESTRICTED', restriction };
    if (data === '52e') return { outcome: 'WRONG' };
    if (data === '775') return { outcome: 'LOCKED' };
    if (LOG_ON_TYPE.has(data)) return { outcome: 'LOG_ON_TYPE_REFUSED' };
  }
  return { outcome: 'UNANSWERED', failure: notUnderstood(result, data, address) };
}

/** The controller's own words are left out: they might repeat what was sent. */
function notUnderstood({ code }: LdapResult, data: string | undefined, address: string): AppError {
  return new AppError(
    'DIRECTORY_PROTOCOL_ERROR',
    `${address} neither took nor refused the password: it answered with LDAP result ${code}${data === undefined ? '' : `, data ${data}`}. Its event log may say more.`,
  );
}
