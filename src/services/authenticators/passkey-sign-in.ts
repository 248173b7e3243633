import { withTransaction, type Sql } from '../../database.js';
import type { OpenedChallenge } from '../../keys/challenges.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';
import { insertSession, type InsertedSession, type SignInPlace } from '../sign-in/insert-session.js';
import { spendChallenge } from '../sign-in/spend-challenge.js';
import { passkeysOf, type AuthenticatorParts } from './authenticator-parts.js';
import { passkeyRefused } from './register-passkey.js';

const SUBJECT = 'sign-in';

interface StoredPasskey {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly signCount: string;
  readonly userHandle: Buffer;
}

/** What a browser needs to use one of its passkeys. Good for five minutes, once. Throws PUBLIC_URL_MISSING. */
export async function passkeySignInOptions(parts: AuthenticatorParts): Promise<string> {
  const { nonce } = parts.passkeyChallenges.issue(SUBJECT, new Date());
  return passkeysOf(parts).signInOptions(nonce);
}

/**
 * Opens a session for an employee whose browser answered with their passkey. Users with a role of their own give their
 * password as well: see `signIn`.
 *
 * @throws AppError PASSKEY_REFUSED
 */
export async function signInWithPasskey(
  parts: AuthenticatorParts,
  { answer, ...place }: SignInPlace & { readonly answer: string },
): Promise<InsertedSession> {
  const { pool, sessionHours, sessionIdleMinutes } = parts;
  return withTransaction(pool, async (sql) => {
    const passkey = await usedPasskey(parts, sql, answer, `u.role = 'EMPLOYEE'`);
    return insertSession(sql, {
      user: { id: passkey.userId, name: passkey.userName, role: 'EMPLOYEE' },
      method: 'PASSKEY',
      authenticatorId: passkey.id,
      sessionHours,
      sessionIdleMinutes,
      place,
    });
  });
}

/**
 * The passkey that a browser's answer was made with, marked as used in the caller's transaction. One that says it was used
 * less often than it was has been copied, and is refused.
 *
 * @param whose a condition over `authenticator t` and its `app_user u`
 */
export async function usedPasskey(
  parts: AuthenticatorParts,
  sql: Sql,
  answer: string,
  whose: string,
  values: readonly unknown[] = [],
): Promise<StoredPasskey> {
  const passkeys = passkeysOf(parts);
  const credentialId = passkeys.credentialIn(answer);
  if (credentialId === undefined) throw passkeyRefused();
  const { rows } = await sql.query<StoredPasskey>(
    `select t.id, t.user_id as "userId", u.display_name as "userName", t.credential_id as "credentialId",
            t.public_key as "publicKey", t.sign_count as "signCount", t.user_handle as "userHandle"
     from authenticator t join app_user u on u.id = t.user_id
     where t.credential_id = $1 and t.kind = 'PASSKEY' and ${MAY_SIGN_IN} and ${whose} for update of t`,
    [credentialId, ...values],
  );
  const [known] = rows;
  if (known === undefined) throw passkeyRefused();
  let challenge: OpenedChallenge | undefined;
  const kept = { ...known, signCount: Number(known.signCount) };
  const verified = await passkeys.verifySignIn(answer, kept, (nonce) => {
    challenge = parts.passkeyChallenges.open(nonce, SUBJECT, new Date());
    return challenge !== undefined;
  });
  if (verified === undefined || challenge === undefined || !(await spendChallenge(sql, challenge))) {
    throw passkeyRefused();
  }
  await sql.query(`update authenticator set sign_count = $2, last_used_at = now() where id = $1`, [
    known.id,
    verified.signCount,
  ]);
  return known;
}
