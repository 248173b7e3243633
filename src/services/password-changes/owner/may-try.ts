import type { Sql } from '../../../database.js';
import type { PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import {
  ATTEMPT_MINUTES,
  attemptsLeft,
  type AttemptFacts,
} from '../../../domain/password-change/attempts.js';
import { AppError } from '../../../errors.js';

/** A directory that is about to be asked with a password which may be wrong. */
export interface AskedDirectory {
  readonly session: PasswordSession;
  /** As it is there now. */
  readonly account: PasswordAccount;
  /** Of ours. */
  readonly accountId: string;
}

/**
 * Sees to it that a wrong password would not lock the account, with those counted that were tried elsewhere.
 *
 * @throws AppError ACCOUNT_LOCKED, PASSWORD_ATTEMPTS_GONE: the directory is not asked
 */
export async function assertMayTry(sql: Sql, asked: AskedDirectory): Promise<void> {
  if (asked.account.isLocked === true) {
    throw new AppError(
      'ACCOUNT_LOCKED',
      'The account is locked in the directory after too many wrong passwords, so that it takes none now. Nothing was changed.',
    );
  }
  const facts = { ...(await strikesOf(asked)), ours: await ourStrikes(sql, asked.accountId) };
  if (attemptsLeft(facts) > 0) return;
  throw new AppError('PASSWORD_ATTEMPTS_GONE', whyGone(facts));
}

/** Strikes are freshest on the PDC emulator: what another controller says of them is not known to be all. */
export async function strikesOf({
  session,
  account,
}: Pick<AskedDirectory, 'session' | 'account'>): Promise<Omit<AttemptFacts, 'ours'>> {
  const { lockoutThreshold: threshold } = await session.readPolicy(account.objectGuid);
  return { threshold, badPwdCount: session.isPdcEmulator ? account.badPwdCount : null };
}

async function ourStrikes(sql: Sql, accountId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from password_change
     where account_id = $1 and struck_at > clock_timestamp() - interval '${ATTEMPT_MINUTES} minutes'`,
    [accountId],
  );
  return rows[0]!.count;
}

function whyGone(facts: AttemptFacts): string {
  return `${whatIsKnown(facts)}: the directory is not asked, so that nobody is locked out. Nothing was changed. Try again in half an hour.`;
}

function whatIsKnown({ threshold, badPwdCount }: AttemptFacts): string {
  if (threshold === undefined)
    return 'After how many wrong passwords the domain locks an account cannot be read';
  if (threshold === 0) return 'Two wrong passwords were tried in the last half hour';
  const locks = `The domain locks an account after ${threshold} wrong ${threshold === 1 ? 'password' : 'passwords'}`;
  return badPwdCount === null
    ? `${locks}, and how many were tried cannot be read at its PDC emulator`
    : `${locks}, and ${badPwdCount} were tried`;
}
