import type { Pool } from '../../database.js';
import type { InvitationState, TokenScope, UserRole } from '../../domain/states.js';
import { prepared } from '../prepared.js';
import { SharedAnswers } from '../shared-answers.js';
import { parseBearer, type BearerKind } from './bearer.js';
import { STATE_FOR_EMPLOYEE } from '../invitations/standing.js';
import {
  anonymous,
  type AuthenticatorPrincipal,
  type InviteePrincipal,
  type Principal,
  type TokenPrincipal,
  type UserPrincipal,
} from './principal.js';
import { MAY_CONNECT, workstationOf } from './workstation-of.js';

interface SessionRow {
  readonly id: string;
  readonly expires_at: Date;
  readonly stale: boolean;
  readonly user_id: string;
  readonly display_name: string;
  readonly role: UserRole;
}

interface TokenRow {
  readonly id: string;
  readonly expires_at: Date;
  readonly stale: boolean;
  readonly name: string;
  readonly scopes: TokenScope[];
}

interface InvitationRow {
  readonly id: string;
  readonly employee_id: string;
  readonly display_name: string;
  readonly state: InvitationState;
  readonly expires_at: Date;
}

interface AppSessionRow {
  readonly id: string;
  readonly expires_at: Date;
  readonly stale: boolean;
  readonly user_id: string;
  readonly authenticator_id: string;
  readonly name: string;
}

/** A user who is disabled, or whose employee is deactivated, has no way in: no new session and none of the old. */
export const MAY_SIGN_IN = `u.disabled_at is null and not exists (
  select 1 from employee o where o.id = u.employee_id and o.state = 'DEACTIVATED')`;

/** A session that nobody has used for too long is over; how long that is stands with each. */
const IS_IN_USE = `s.last_used_at > now() - s.idle_minutes * interval '1 minute'`;

/** Where a passkey is demanded besides ($2), what was opened by a password alone before that is over. */
const IS_ENOUGH = `not ($2 and s.method = 'PASSWORD' and u.role <> 'EMPLOYEE')`;

/** What says who is let in. */
export interface SignInRules {
  readonly pool: Pool;
  /** Whether administrators and auditors give a passkey besides the password. */
  readonly requirePasskey: boolean;
}

/** A token lends what its creator may do, and ends with that. */
const CREATOR_STANDS = `${MAY_SIGN_IN} and u.role = 'ADMINISTRATOR'`;

const principalsOf = new WeakMap<Pool, SharedAnswers<Principal>>();

/** How long whoever has the link of an invitation that is over may learn so; it may do nothing else. */
const INVITATION_IS_TOLD = `i.expires_at > now() - interval '30 days'`;

/**
 * Who holds this credential. Anybody whose credential is missing, unknown, expired or revoked, whose user is disabled,
 * or whose workstation is not let in (any more), is anonymous: the access table says what that is good for. Requests with
 * the same credential at the same time share an answer, which was begun after they came: a page sends several at once.
 */
export async function authenticate(rules: SignInRules, credential: string | undefined): Promise<Principal> {
  const { pool } = rules;
  const bearer = credential === undefined ? undefined : parseBearer(credential);
  if (bearer === undefined) return anonymous;
  const principals = principalsOf.get(pool) ?? new SharedAnswers<Principal>();
  principalsOf.set(pool, principals);
  const { kind, hash } = bearer;
  return principals.ask(
    `${kind} ${hash.toString('hex')}`,
    async () => (await HOLDERS[kind](rules, hash)) ?? anonymous,
  );
}

const HOLDERS: Readonly<
  Record<BearerKind, (rules: SignInRules, hash: Buffer) => Promise<Principal | undefined>>
> = {
  session: sessionOf,
  token: tokenOf,
  workstation: ({ pool }, hash) => workstationOf(pool, hash),
  invitation: inviteeOf,
  app: appOf,
};

async function sessionOf(
  { pool, requirePasskey }: SignInRules,
  hash: Buffer,
): Promise<UserPrincipal | undefined> {
  const { rows } = await pool.query<SessionRow>(
    prepared(
      `select s.id, s.expires_at, s.last_used_at < now() - interval '1 minute' as stale,
            u.id as user_id, u.display_name, u.role
     from session s join app_user u on u.id = s.user_id
     where s.token_hash = $1 and s.method <> 'APP_ITSELF' and s.revoked_at is null and s.expires_at > now()
       and ${IS_IN_USE} and ${MAY_SIGN_IN} and ${IS_ENOUGH}`,
      [hash, requirePasskey],
    ),
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.stale) await pool.query('update session set last_used_at = now() where id = $1', [row.id]);
  const { id: sessionId, user_id: userId, display_name: displayName, role, expires_at: expiresAt } = row;
  return { kind: 'user', userId, displayName, role, sessionId, expiresAt };
}

async function tokenOf({ pool }: SignInRules, hash: Buffer): Promise<TokenPrincipal | undefined> {
  const { rows } = await pool.query<TokenRow>(
    prepared(
      `select t.id, t.name, t.scopes, t.expires_at,
            t.last_used_at is null or t.last_used_at < now() - interval '1 minute' as stale
     from api_token t join app_user u on u.id = t.created_by_id
     where t.token_hash = $1 and t.revoked_at is null and t.expires_at > now() and ${CREATOR_STANDS}`,
      [hash],
    ),
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.stale) await pool.query('update api_token set last_used_at = now() where id = $1', [row.id]);
  return { kind: 'token', tokenId: row.id, name: row.name, scopes: row.scopes, expiresAt: row.expires_at };
}

async function inviteeOf({ pool }: SignInRules, hash: Buffer): Promise<InviteePrincipal | undefined> {
  const { rows } = await pool.query<InvitationRow>(
    prepared(
      `select i.id, i.employee_id, e.display_name, i.expires_at,
            case when e.state = 'DEACTIVATED' then 'REVOKED' else ${STATE_FOR_EMPLOYEE} end as state
     from invitation i join employee e on e.id = i.employee_id
     where i.token_hash = $1 and ${INVITATION_IS_TOLD}`,
      [hash],
    ),
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { id: invitationId, employee_id: employeeId, display_name: displayName, state } = row;
  const isGood = state === 'PENDING';
  // Of one that is over, a connection ends soon: there is nothing more to hear.
  const expiresAt = isGood ? row.expires_at : new Date(Date.now() + 60_000);
  return { kind: 'invitee', invitationId, employeeId, displayName, state, expiresAt };
}

async function appOf({ pool }: SignInRules, hash: Buffer): Promise<AuthenticatorPrincipal | undefined> {
  const { rows } = await pool.query<AppSessionRow>(
    prepared(
      `select s.id, s.expires_at, s.last_used_at < now() - interval '1 minute' as stale,
            u.id as user_id, t.id as authenticator_id, t.name
     from session s join app_user u on u.id = s.user_id join authenticator t on t.id = s.authenticator_id
     where s.token_hash = $1 and s.method = 'APP_ITSELF' and s.revoked_at is null and s.expires_at > now()
       and ${IS_IN_USE} and ${MAY_SIGN_IN}`,
      [hash],
    ),
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.stale) await pool.query('update session set last_used_at = now() where id = $1', [row.id]);
  const {
    id: sessionId,
    authenticator_id: authenticatorId,
    user_id: userId,
    name,
    expires_at: expiresAt,
  } = row;
  return { kind: 'authenticator', authenticatorId, name, userId, sessionId, expiresAt };
}

/** What a session or token that is still good allows. */
export interface Standing {
  /** The role of its user; null for a token, a workstation and an invitation. */
  readonly role: UserRole | null;
  /** Of the secret it has now. */
  readonly hash: Buffer;
}

export type Standings = ReadonlyMap<string, Standing>;

/**
 * Which of these sessions and tokens are still good, by id. One statement for all, so that a server can ask for everybody
 * connected to it.
 */
export async function standingsOf(
  { pool, requirePasskey }: SignInRules,
  ids: readonly string[],
): Promise<Standings> {
  const { rows } = await pool.query<Standing & { id: string }>(
    `select s.id, u.role, s.token_hash as hash from session s join app_user u on u.id = s.user_id
     where s.id = any($1::uuid[]) and s.revoked_at is null and s.expires_at > now()
       and ${IS_IN_USE} and ${MAY_SIGN_IN} and ${IS_ENOUGH}
     union all
     select t.id, null, t.token_hash from api_token t join app_user u on u.id = t.created_by_id
     where t.id = any($1::uuid[]) and t.revoked_at is null and t.expires_at > now() and ${CREATOR_STANDS}
     union all
     select s.id, null, s.token_hash from workstation_session s join workstation w on w.id = s.workstation_id
     where s.id = any($1::uuid[]) and s.revoked_at is null and s.expires_at > now() and ${MAY_CONNECT}
     union all
     select i.id, null, i.token_hash from invitation i join employee e on e.id = i.employee_id
     where i.id = any($1::uuid[]) and ${STATE_FOR_EMPLOYEE} in ('PENDING', 'ACCEPTED') and i.expires_at > now()
       and e.state = 'ACTIVE'`,
    [ids, requirePasskey],
  );
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

/**
 * Notes that these sessions are in use, like a request with each. One that has been idle for too long stays over. Of tokens
 * and workstations nothing is noted: they do not end by being idle.
 */
export async function keepInUse(pool: Pool, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool.query(
    `update session s set last_used_at = now()
     where s.id = any($1::uuid[]) and s.last_used_at < now() - interval '1 minute'
       and s.revoked_at is null and s.expires_at > now() and ${IS_IN_USE}`,
    [ids],
  );
}
