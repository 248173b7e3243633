import { randomBytes, randomUUID } from 'node:crypto';
import { withTransaction, type Sql } from '../../database.js';
import { appSignInMessage } from '../../domain/authenticator/app-messages.js';
import { AppError } from '../../errors.js';
import { openStreams, recordEvent } from '../../events/record-event.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import { isSignedBy } from '../../keys/ed25519.js';
import { hashOfSecret } from '../../keys/invitation-secrets.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';
import { insertSession, type InsertedSession, type SignInPlace } from '../sign-in/insert-session.js';
import type { AuthenticatorPrincipal } from '../sign-in/principal.js';
import { AttemptLimit } from '../sign-in/attempts/attempt-limit.js';
import { networkOf, TooManyRequests } from '../sign-in/attempts/sign-in-limits.js';
import { takeWaitingPage } from './waiting-pages.js';
import { linkForApps, type AuthenticatorParts } from './authenticator-parts.js';

/** How long a page waits for an app to scan what it shows. */
export const SIGN_IN_MINUTES = 2;
/** What a page that asks is told of it. */
export interface AppSignInStatus {
  readonly state: 'WAITING' | 'ACCEPTED' | 'DECLINED';
}

export interface AskedSignIn {
  /** The text of the QR code. */
  readonly uri: string;
  /** What the page keeps to itself: with it, it gets the session. Told this once, stored only as a hash. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Questions of one network that are audited; a flood of them must not fill the table. What comes of each is, in any case. */
const AUDITED = new AttemptLimit({ attempts: 20, windowSeconds: 300 });

/** How often one app may say again what it has said: each time is audited. */
export const REPEATED_ANSWERS = { attempts: 20, windowSeconds: 300 };
const REPEATED = new AttemptLimit(REPEATED_ANSWERS);

/**
 * A page asks to be signed in by an app that scans what it shows. The code alone is of no use to whoever sees it: the
 * session goes to the page that has the secret, and only after an app has said yes.
 *
 * @throws AppError TOO_MANY_REQUESTS, PUBLIC_URL_MISSING
 */
export async function askAppSignIn(
  parts: AuthenticatorParts,
  actor: Actor,
  from: SignInPlace,
): Promise<AskedSignIn> {
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  const uri = linkForApps(parts, { purpose: 'sign-in', token: id });
  const expiresAt = new Date(Date.now() + SIGN_IN_MINUTES * 60_000);
  // A place by itself harms nobody: it is over in two minutes, and whoever gets no answer knows of none.
  if (!(await takeWaitingPage(parts.pool, { id, tokenHash: hashOfSecret(secret), expiresAt, ...from })))
    throw new TooManyRequests(SIGN_IN_MINUTES * 60, 'Too many pages wait for an app.');
  await withTransaction(parts.pool, async (sql) => {
    await forgetOld(sql);
    if (AUDITED.take(networkOf(from.address)) === 0)
      await insertAudit(sql, actor, { action: 'session.app-ask', details: { requestId: id } });
    await openStreams(sql, [id]);
    const payload: AppSignInStatus = { state: 'WAITING' };
    await recordEvent(sql, { streamIds: [id], payload });
  });
  return { uri, secret, expiresAt };
}

async function forgetOld(sql: Sql): Promise<void> {
  await sql.query(
    `with old as (
       delete from app_sign_in where id in (
         select id from app_sign_in where expires_at < now() - interval '10 minutes' limit 100 for update skip locked)
       returning id
     ), events as (delete from stream_event where stream_id in (select id from old))
     delete from event_stream where id in (select id from old)`,
  );
}

/**
 * What becomes of a page's question, until an app has answered or its time is over. Throws SCAN_OVER for a secret that is none
 * (any more).
 */
export async function watchAppSignIn(
  { pool, events }: AuthenticatorParts,
  secret: string,
  after: number,
): Promise<AsyncIterableIterator<StreamedEvent>> {
  const { rows } = await pool.query<{ id: string; milliseconds: number }>(
    `select id, (extract(epoch from expires_at - now()) * 1000)::float8 as milliseconds
     from app_sign_in where token_hash = $1 and expires_at > now()`,
    [hashOfSecret(secret)],
  );
  if (rows[0] === undefined) throw askOver();
  const { id, milliseconds } = rows[0];
  const all = events.subscribe(id, after);
  // Ending what has ended already does nothing.
  setTimeout(() => void all.return?.(), milliseconds).unref();
  return all;
}

/** What an app shows before it is answered: who asks, from where. */
export interface WaitingSignIn {
  readonly address: string;
  readonly userAgent: string | null;
  readonly askedAt: Date;
  readonly expiresAt: Date;
}

/** Throws SCAN_OVER. */
export async function lookAtAppSignIn({ pool }: AuthenticatorParts, id: string): Promise<WaitingSignIn> {
  const { rows } = await pool.query<WaitingSignIn>(
    `select address, user_agent as "userAgent", created_at as "askedAt", expires_at as "expiresAt"
     from app_sign_in where id = $1 and answered_at is null and expires_at > now()`,
    [id],
  );
  if (rows[0] === undefined) throw askOver();
  return rows[0];
}

/**
 * An app says yes or no, signed with its key. The first answer counts; the same again, of the same app, is answered again and
 * changes nothing, since the first answer may have been lost on its way back.
 *
 * @throws AppError SCAN_OVER, SIGNATURE_INVALID, AUTHENTICATOR_REFUSED, TOO_MANY_REQUESTS
 */
export async function answerAppSignIn(
  { pool, identity }: AuthenticatorParts,
  { authenticatorId, name }: AuthenticatorPrincipal,
  answer: {
    readonly requestId: string;
    readonly givenId: string;
    readonly accept: boolean;
    readonly signature: string;
  },
): Promise<void> {
  const { requestId, givenId, accept, signature } = answer;
  await withTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ publicKey: Buffer }>(
      `select t.public_key as "publicKey" from authenticator t join app_user u on u.id = t.user_id
       where t.id = $1 and ${MAY_SIGN_IN} for update of t`,
      [authenticatorId],
    );
    const publicKey = rows[0]?.publicKey;
    if (publicKey === undefined) throw new AppError('AUTHENTICATOR_REFUSED', 'This app was removed.');
    const message = appSignInMessage(identity.publicKey, givenId, requestId, accept);
    if (!isSignedBy(publicKey, message, signature)) {
      throw new AppError(
        'SIGNATURE_INVALID',
        'The signature does not fit the key of this app and the question.',
        {
          path: ['input', 'signature'],
        },
      );
    }
    const answered = await sql.query(
      `update app_sign_in set answered_at = now(), accepted = $2, authenticator_id = $3
       where id = $1 and answered_at is null and expires_at > now()`,
      [requestId, accept, authenticatorId],
    );
    const isFirst = answered.rowCount === 1;
    if (!isFirst) await assertSaidSo(sql, { requestId, accept, authenticatorId });
    await insertAudit(
      sql,
      { kind: 'AUTHENTICATOR', id: authenticatorId, name },
      {
        action: accept ? 'session.app-accept' : 'session.app-decline',
        targetType: 'Authenticator',
        targetId: authenticatorId,
        details: { requestId, ...(isFirst ? {} : { repeated: true }) },
      },
    );
    if (!isFirst) return;
    await sql.query(`update authenticator set last_used_at = now() where id = $1`, [authenticatorId]);
    const payload: AppSignInStatus = { state: accept ? 'ACCEPTED' : 'DECLINED' };
    await recordEvent(sql, { streamIds: [requestId], payload, ends: [requestId] });
  });
}

async function assertSaidSo(
  sql: Sql,
  said: { readonly requestId: string; readonly accept: boolean; readonly authenticatorId: string },
): Promise<void> {
  const { rowCount } = await sql.query(
    `select 1 from app_sign_in
     where id = $1 and accepted = $2 and authenticator_id = $3 and answered_at is not null and expires_at > now()`,
    [said.requestId, said.accept, said.authenticatorId],
  );
  if (rowCount !== 1) throw askOver();
  const wait = REPEATED.take(said.authenticatorId);
  if (wait > 0) throw new TooManyRequests(wait, 'This app says the same too often.');
}

/**
 * The page gets its session, once, after an app has said yes: an employee's. Users with a role of their own give a password.
 *
 * @throws AppError SCAN_OVER; WRONG_STATE while no app has answered, and after one has said no
 */
export async function completeAppSignIn(
  { pool, sessionHours, sessionIdleMinutes }: AuthenticatorParts,
  { secret, ...place }: SignInPlace & { readonly secret: string },
): Promise<InsertedSession> {
  return withTransaction(pool, async (sql) => {
    // The app before the question: whoever answers with it or removes it locks in that order too.
    await sql.query(
      `select 1 from authenticator where id = (select authenticator_id from app_sign_in where token_hash = $1) for key share`,
      [hashOfSecret(secret)],
    );
    const { rows } = await sql.query<{ id: string; accepted: boolean; authenticatorId: string | null }>(
      `select id, accepted, authenticator_id as "authenticatorId" from app_sign_in
       where token_hash = $1 and expires_at > now() and completed_at is null for update`,
      [hashOfSecret(secret)],
    );
    const [asked] = rows;
    if (asked === undefined) throw askOver();
    const { authenticatorId } = asked;
    if (!asked.accepted || authenticatorId === null)
      throw new AppError('WRONG_STATE', 'No app has said yes to this.');
    await sql.query(`update app_sign_in set completed_at = now() where id = $1`, [asked.id]);
    const owner = await sql.query<{ id: string; name: string }>(
      `select u.id, u.display_name as name from authenticator t join app_user u on u.id = t.user_id
       where t.id = $1 and u.role = 'EMPLOYEE'`,
      [authenticatorId],
    );
    const [user] = owner.rows;
    if (user === undefined) throw new AppError('SIGN_IN_REFUSED', 'You may not sign in (any more).');
    return insertSession(sql, {
      user: { ...user, role: 'EMPLOYEE' },
      method: 'APP',
      authenticatorId,
      sessionHours,
      sessionIdleMinutes,
      place,
    });
  });
}

function askOver(): AppError {
  return new AppError(
    'SCAN_OVER',
    'This question was answered or used already, or its time is over. Ask anew.',
  );
}
