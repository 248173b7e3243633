import { withTransaction, type Sql } from '../../database.js';
import { appRegisteredMessage, appRegistrationMessage } from '../../domain/authenticator/app-messages.js';
import { authenticatorName, authenticatorPlatform } from '../../domain/authenticator/authenticator-name.js';
import { both, inField } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import { ed25519PublicKey, isSignedBy } from '../../keys/ed25519.js';
import { hashOfSecret } from '../../keys/invitation-secrets.js';
import { valueOrThrow } from '../app-errors.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { beginAccepting, finishAccepting } from '../invitations/accept-invitation.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';
import type { AuthenticatorParts } from './authenticator-parts.js';
import { assertEmployeeMay, assertUserMay } from './offer-app.js';
import { assertRoom } from './room-for-authenticators.js';

export interface AppRegistration {
  /** What the QR code carried. */
  readonly secret: string;
  /** Base64 or base64url of 32 bytes. */
  readonly publicKey: string;
  readonly name: string;
  readonly platform: string;
  /** Over `appRegistrationMessage` of what is given here, as it is given. */
  readonly signature: string;
}

export interface RegisteredApp {
  readonly authenticatorId: string;
  /** Over `appRegisteredMessage`: the server is the one of the QR code. Base64. */
  readonly serverSignature: string;
}

interface Enrolment {
  readonly id: string;
  readonly invitationId: string | null;
  readonly userId: string | null;
  readonly authenticatorId: string | null;
  readonly over: boolean;
}

/**
 * Registers the app that scanned a code and has this key. The code is good once; the very same registration again (its
 * answer was lost, say) is answered again and changes nothing.
 *
 * @param idOf what clients know an authenticator by: the server signs that
 * @throws AppError BAD_INPUT, SIGNATURE_INVALID, SCAN_OVER, INVITATION_OVER, INVITATION_REFUSED, AUTHENTICATOR_REFUSED,
 *   AUTHENTICATOR_IN_USE
 */
export async function registerApp(
  { pool, identity }: Pick<AuthenticatorParts, 'pool' | 'identity'>,
  registration: AppRegistration,
  idOf: (authenticatorId: string) => string,
): Promise<RegisteredApp> {
  const publicKey = ed25519PublicKey(registration.publicKey);
  if (publicKey === undefined) {
    throw new AppError('BAD_INPUT', 'publicKey: Must be an Ed25519 public key, 32 bytes in base64.', {
      path: ['input', 'publicKey'],
    });
  }
  const [name, platform] = valueOrThrow(
    both(
      inField('name', authenticatorName(registration.name)),
      inField('platform', authenticatorPlatform(registration.platform)),
    ),
  );
  const { secret } = registration;
  const message = appRegistrationMessage(identity.publicKey, secret, publicKey, registration);
  if (!isSignedBy(publicKey, message, registration.signature)) {
    throw new AppError(
      'SIGNATURE_INVALID',
      'The signature does not fit the public key, the server, the code, and what the app says about itself.',
      { path: ['input', 'signature'] },
    );
  }
  const authenticatorId = await withTransaction(pool, (sql) =>
    enrol(sql, hashOfSecret(secret), { publicKey, name, platform }),
  );
  const registered = appRegisteredMessage(identity.publicKey, secret, publicKey, idOf(authenticatorId));
  return {
    authenticatorId,
    serverSignature: Buffer.from(identity.sign(registered)).toString('base64'),
  };
}

interface NewApp {
  readonly publicKey: Buffer;
  readonly name: string;
  readonly platform: string;
}

async function enrol(sql: Sql, tokenHash: Buffer, app: NewApp): Promise<string> {
  const enrolment = await lockEnrolment(sql, tokenHash);
  if (enrolment === undefined) throw scanOver();
  if (enrolment.over) return sameAgain(sql, enrolment, app);
  if (enrolment.invitationId !== null) {
    const accepting = await beginAccepting(sql, enrolment.invitationId);
    await assertEmployeeMay(sql, accepting.employeeId);
    const id = await insertApp(sql, accepting.userId, app);
    await markUsed(sql, enrolment.id, id);
    await finishAccepting(sql, accepting, { id, kind: 'APP', name: app.name });
    return id;
  }
  if (enrolment.userId === null) throw scanOver();
  const actor = await actorOfUser(sql, enrolment.userId);
  await assertUserMay(sql, enrolment.userId);
  const id = await insertApp(sql, enrolment.userId, app);
  await markUsed(sql, enrolment.id, id);
  await insertAudit(sql, actor, {
    action: 'authenticator.register',
    targetType: 'Authenticator',
    targetId: id,
    details: { kind: 'APP' },
  });
  return id;
}

/** Whose code it is comes first, and then the code: a page that shows another one in this instant locks in that order too. */
async function lockEnrolment(sql: Sql, tokenHash: Buffer): Promise<Enrolment | undefined> {
  const { rows: known } = await sql.query<Pick<Enrolment, 'invitationId' | 'userId'>>(
    `select invitation_id as "invitationId", user_id as "userId" from app_enrolment where token_hash = $1`,
    [tokenHash],
  );
  if (known[0] === undefined) return undefined;
  const { invitationId, userId } = known[0];
  await sql.query(
    `select 1 from employee e join invitation i on i.employee_id = e.id where i.id = $1 for no key update of e`,
    [invitationId],
  );
  await sql.query(`select 1 from invitation where id = $1 for update`, [invitationId]);
  await sql.query(`select 1 from app_user where id = $1 for update`, [userId]);
  const { rows } = await sql.query<Enrolment>(
    `select e.id, e.invitation_id as "invitationId", e.user_id as "userId", e.authenticator_id as "authenticatorId",
            e.expires_at <= clock_timestamp() or e.used_at is not null or s.revoked_at is not null
              or coalesce(s.expires_at <= clock_timestamp(), false) as over
     from app_enrolment e left join session s on s.id = e.session_id where e.token_hash = $1 for update of e`,
    [tokenHash],
  );
  return rows[0];
}

/** Answers what the first answer said, to whoever has the key that was registered then. */
async function sameAgain(sql: Sql, { authenticatorId }: Enrolment, { publicKey }: NewApp): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from authenticator where id = $1 and public_key = $2`,
    [authenticatorId, publicKey],
  );
  if (rows[0] === undefined) throw scanOver();
  return rows[0].id;
}

async function insertApp(sql: Sql, userId: string, { publicKey, name, platform }: NewApp): Promise<string> {
  await assertRoom(sql, userId);
  const { rows } = await sql.query<{ id: string }>(
    `insert into authenticator (user_id, kind, name, platform, public_key) values ($1, 'APP', $2, $3, $4)
     on conflict (public_key) do nothing returning id`,
    [userId, name, platform, publicKey],
  );
  if (rows[0] !== undefined) return rows[0].id;
  throw new AppError(
    'AUTHENTICATOR_IN_USE',
    'This key is registered already. An app makes a new key each time it is registered.',
    { path: ['input', 'publicKey'] },
  );
}

async function markUsed(sql: Sql, enrolmentId: string, authenticatorId: string): Promise<void> {
  await sql.query(`update app_enrolment set used_at = now(), authenticator_id = $2 where id = $1`, [
    enrolmentId,
    authenticatorId,
  ]);
}

async function actorOfUser(sql: Sql, userId: string): Promise<Actor> {
  const { rows } = await sql.query<{ name: string }>(
    `select u.display_name as name from app_user u where u.id = $1 and ${MAY_SIGN_IN} for update of u`,
    [userId],
  );
  if (rows[0] === undefined) throw scanOver();
  return { kind: 'USER', id: userId, name: rows[0].name };
}

function scanOver(): AppError {
  return new AppError(
    'SCAN_OVER',
    'This code was used already, or has expired. Have the page show a new one and scan that.',
    { path: ['input', 'secret'] },
  );
}
