import { withTransaction, type Sql } from '../../database.js';
import { authenticatorName } from '../../domain/authenticator/authenticator-name.js';
import { inField } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import type { OpenedChallenge } from '../../keys/challenges.js';
import type { KeptPasskey } from '../../passkeys/passkeys.js';
import { valueOrThrow } from '../app-errors.js';
import { insertAudit } from '../audit/record-audit.js';
import { beginAccepting, finishAccepting } from '../invitations/accept-invitation.js';
import { mayUseMethod } from '../invitations/list-invitations.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';
import type { Principal } from '../sign-in/principal.js';
import { rotateOwn, type RotatedSession } from '../sign-in/rotate-session.js';
import { spendChallenge } from '../sign-in/spend-challenge.js';
import { passkeysOf, type AuthenticatorParts } from './authenticator-parts.js';
import { auditOffer } from './audit-offer.js';
import { assertRoom } from './room-for-authenticators.js';

export interface RegisteredPasskey {
  readonly authenticatorId: string;
  /** The new secret of the session of somebody who is signed in. */
  readonly session: RotatedSession | undefined;
}

interface Owner {
  readonly email: string;
  readonly displayName: string;
  readonly employeeId: string | null;
}

/**
 * What a browser needs to make a passkey: for whoever opened an invitation that can be used, or for somebody who is signed
 * in. Good for five minutes, once, for them alone.
 *
 * @throws AppError FORBIDDEN, INVITATION_OVER, AUTHENTICATOR_REFUSED, PUBLIC_URL_MISSING
 */
export async function passkeyOptions(parts: AuthenticatorParts, principal: Principal): Promise<string> {
  const passkeys = passkeysOf(parts);
  if (principal.kind === 'invitee' && principal.state !== 'PENDING')
    throw new AppError('INVITATION_OVER', `This invitation is over (${principal.state}).`);
  const owner = await ownerOf(parts.pool, principal);
  await assertAllowed(parts.pool, owner);
  const handle = await handleOf(parts, principal);
  const { rows: existing } = await parts.pool.query<{ credentialId: Buffer; transports: string[] }>(
    `select credential_id as "credentialId", transports from authenticator
     where kind = 'PASSKEY' and user_id in (select id from app_user where id = $1 or employee_id = $2)`,
    [principal.kind === 'user' ? principal.userId : null, owner.employeeId],
  );
  await auditOffer(parts.pool, principal, 'PASSKEY');
  const { nonce } = parts.passkeyChallenges.issue(`register ${handle.toString('hex')}`, new Date());
  return passkeys.registrationOptions(nonce, { ...owner, handle, existing });
}

/**
 * Registers the passkey that a browser made. For whoever has an invitation it is used by that; somebody who is signed in
 * gets another secret for their session, since they may do more with it from now on.
 *
 * @throws AppError FORBIDDEN, BAD_INPUT, PASSKEY_REFUSED, INVITATION_OVER, INVITATION_REFUSED, AUTHENTICATOR_IN_USE,
 *   UNAUTHENTICATED
 */
export async function registerPasskey(
  parts: AuthenticatorParts,
  principal: Principal,
  { answer, name }: { readonly answer: string; readonly name: string },
): Promise<RegisteredPasskey> {
  const passkeys = passkeysOf(parts);
  const called = valueOrThrow(inField('name', authenticatorName(name)));
  const handle = await handleOf(parts, principal);
  let challenge: OpenedChallenge | undefined;
  const passkey = await passkeys.verifyRegistration(answer, (nonce) => {
    challenge = parts.passkeyChallenges.open(nonce, `register ${handle.toString('hex')}`, new Date());
    return challenge !== undefined;
  });
  if (passkey === undefined || challenge === undefined) throw passkeyRefused();
  const spent = challenge;
  return withTransaction(parts.pool, async (sql) => {
    if (!(await spendChallenge(sql, spent))) throw passkeyRefused();
    const fresh = { ...passkey, handle, name: called };
    if (principal.kind === 'invitee') {
      const accepting = await beginAccepting(sql, principal.invitationId);
      await assertAllowed(sql, { employeeId: accepting.employeeId });
      await assertRoom(sql, accepting.userId);
      const id = await insertPasskey(sql, accepting.userId, fresh);
      await finishAccepting(sql, accepting, { id, kind: 'PASSKEY', name: called });
      return { authenticatorId: id, session: undefined };
    }
    if (principal.kind !== 'user') throw notSomebody();
    await assertAllowed(sql, await ownerOf(sql, principal));
    // The user before the session, as everywhere.
    await assertRoom(sql, principal.userId);
    // First of all it writes: somebody whose session was ended since they began keeps nothing of what they made in it.
    const session = await rotateOwn(sql, principal);
    if (session === undefined)
      throw new AppError('UNAUTHENTICATED', 'Your session has ended. Sign in again.');
    const id = await insertPasskey(sql, principal.userId, fresh);
    await insertAudit(
      sql,
      { kind: 'USER', id: principal.userId, name: principal.displayName },
      {
        action: 'authenticator.register',
        targetType: 'Authenticator',
        targetId: id,
        details: { kind: 'PASSKEY' },
      },
    );
    return { authenticatorId: id, session };
  });
}

/**
 * Says nothing to whoever reads it, and is the same for the same person, invited or signed in: or their device would keep
 * two accounts of them. A passkey that they have says which; the first one gets it from their employee, or else their user.
 */
async function handleOf({ pool, handles }: AuthenticatorParts, principal: Principal): Promise<Buffer> {
  if (principal.kind !== 'user' && principal.kind !== 'invitee') throw notSomebody();
  const userId = principal.kind === 'user' ? principal.userId : null;
  const { rows } = await pool.query<{ personId: string; handle: Buffer | null }>(
    `with person as (
       select u.id as user_id, case when u.role = 'EMPLOYEE' then u.employee_id end as employee_id
       from app_user u where u.id = $1
       union all select null, $2::uuid where $1::uuid is null
     )
     select coalesce(p.employee_id, p.user_id) as "personId",
            (select t.user_handle from authenticator t join app_user u on u.id = t.user_id
             where t.kind = 'PASSKEY' and (u.id = p.user_id or (u.employee_id = p.employee_id and u.role = 'EMPLOYEE'))
             order by t.created_at, t.id limit 1) as handle
     from person p`,
    [userId, principal.kind === 'invitee' ? principal.employeeId : null],
  );
  if (rows[0] === undefined) throw notSomebody();
  return rows[0].handle ?? handles.of(rows[0].personId);
}

async function ownerOf(sql: Sql, principal: Principal): Promise<Owner> {
  const [text, id] =
    principal.kind === 'user'
      ? [
          `select u.email, u.display_name as "displayName",
                  case when u.role = 'EMPLOYEE' then u.employee_id end as "employeeId"
           from app_user u where u.id = $1 and ${MAY_SIGN_IN}`,
          principal.userId,
        ]
      : [
          `select e.email, e.display_name as "displayName", e.id as "employeeId" from employee e
           where e.id = $1 and e.email is not null and e.state = 'ACTIVE'`,
          principal.kind === 'invitee' ? principal.employeeId : null,
        ];
  const { rows } = await sql.query<Owner>(text, [id]);
  if (rows[0] === undefined) throw notSomebody();
  return rows[0];
}

/** An employee may add what their domains allow; whoever has a role of their own may add either. */
async function assertAllowed(sql: Sql, { employeeId }: Pick<Owner, 'employeeId'>): Promise<void> {
  if (employeeId === null || (await mayUseMethod(sql, employeeId, 'PASSKEY'))) return;
  throw new AppError('AUTHENTICATOR_REFUSED', 'Passkeys are switched off for you.');
}

async function insertPasskey(
  sql: Sql,
  userId: string,
  passkey: KeptPasskey & { readonly handle: Buffer; readonly name: string },
): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into authenticator (user_id, kind, name, public_key, credential_id, user_handle, sign_count, transports)
     values ($1, 'PASSKEY', $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [
      userId,
      passkey.name,
      passkey.publicKey,
      passkey.credentialId,
      passkey.handle,
      passkey.signCount,
      passkey.transports,
    ],
  );
  if (rows[0] !== undefined) return rows[0].id;
  throw new AppError('AUTHENTICATOR_IN_USE', 'This passkey is registered already.');
}

/** For whatever did not hold: who made it up is not told which it was. */
export function passkeyRefused(): AppError {
  return new AppError(
    'PASSKEY_REFUSED',
    'This passkey was not accepted: it was made for another page or another person, was used before, took too long, or did not ask who you are. Try again.',
  );
}

function notSomebody(): AppError {
  return new AppError('FORBIDDEN', 'Only somebody who is invited or signed in adds an authenticator.');
}
