import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { WorkstationState } from '../../domain/states.js';
import { sessionFacts } from '../../domain/workstation/registration-facts.js';
import { sessionMessage, type SessionFacts } from '../../domain/workstation/signed-messages.js';
import { mayConnect } from '../../domain/workstation/workstation-transitions.js';
import { AppError } from '../../errors.js';
import type { Challenges } from '../../keys/challenges.js';
import { isSignedBy } from '../../keys/ed25519.js';
import { valueOrThrow } from '../app-errors.js';
import { insertAudit } from '../audit/record-audit.js';
import type { AttemptLimit } from '../sign-in/attempts/attempt-limit.js';
import { newBearer } from '../sign-in/bearer.js';
import { spendChallenge } from '../sign-in/spend-challenge.js';
import { TooManyRequests } from '../sign-in/attempts/sign-in-limits.js';

/** Sessions of one workstation that may be open; a new one ends the oldest beyond. */
const MOST_SESSIONS = 5;
/** Sessions one workstation may open; more is a client that runs wild, and each leaves an audit event. */
export const SESSION_LIMIT = { attempts: 60, windowSeconds: 300 };

export interface SessionRequest {
  readonly workstationId: string;
  /** The same as clients have it: this is what they sign. */
  readonly givenId: string;
  readonly nonce: string;
  /** Over `sessionMessage` of the id, the nonce and these facts, as they are given. */
  readonly signature: string;
  readonly facts: SessionFacts;
  readonly address: string;
}

export interface OpenedSession {
  /** The bearer token: told this once, stored only as a hash. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly state: WorkstationState;
}

export interface SessionParts {
  readonly pool: Pool;
  readonly challenges: Challenges;
  readonly sessionHours: number;
  readonly limit: AttemptLimit;
}

interface KnownWorkstation {
  readonly publicKey: Buffer;
  readonly machineName: string;
  readonly state: WorkstationState;
}

/**
 * Opens a session for whoever signs our nonce with the key of this workstation. One that waits for approval may have one
 * too: it learns what becomes of it.
 *
 * @throws AppError BAD_INPUT, NOT_FOUND, CHALLENGE_OVER, SIGNATURE_INVALID, WORKSTATION_REFUSED, TOO_MANY_REQUESTS
 */
export async function openWorkstationSession(
  { pool, challenges, sessionHours, limit }: SessionParts,
  request: SessionRequest,
): Promise<OpenedSession> {
  const { workstationId, givenId, nonce, signature, address } = request;
  const facts = valueOrThrow(sessionFacts(request.facts));
  const known = await findWorkstation(pool, workstationId);
  const challenge = challenges.open(nonce, workstationId, new Date());
  if (challenge === undefined) throw challengeOver();
  if (!isSignedBy(known.publicKey, sessionMessage(givenId, nonce, request.facts), signature)) {
    throw new AppError(
      'SIGNATURE_INVALID',
      'The signature does not fit the public key of this workstation and the nonce.',
      { path: ['input', 'signature'] },
    );
  }
  assertMayConnect(known.state);
  // Counted only now: nobody without the key keeps a workstation out.
  const wait = limit.take(workstationId);
  if (wait > 0) throw new TooManyRequests(wait, 'This workstation opens too many sessions.');
  const bearer = newBearer('workstation');
  const expiresAt = new Date(Date.now() + sessionHours * 3_600_000);
  return withTransaction(pool, async (sql) => {
    const now = await findWorkstation(sql, workstationId, 'for no key update');
    assertMayConnect(now.state);
    if (!(await spendChallenge(sql, challenge))) throw challengeOver();
    await makeRoom(sql, workstationId);
    const { rows } = await sql.query<{ id: string }>(
      `insert into workstation_session (workstation_id, token_hash, expires_at, address)
       values ($1, $2, $3, $4) returning id`,
      [workstationId, bearer.hash, expiresAt, address],
    );
    await sql.query(
      `update workstation set operating_system = $2, client_version = $3, last_seen_at = now() where id = $1`,
      [workstationId, facts.operatingSystem, facts.clientVersion],
    );
    const actor = { kind: 'WORKSTATION', id: workstationId, name: now.machineName } as const;
    await insertAudit(sql, actor, {
      action: 'workstation.open-session',
      targetType: 'Workstation',
      targetId: workstationId,
      details: { sessionId: rows[0]?.id },
    });
    return { token: bearer.text, expiresAt, state: now.state };
  });
}

async function findWorkstation(sql: Sql, id: string, lock = ''): Promise<KnownWorkstation> {
  const { rows } = await sql.query<KnownWorkstation>(
    `select public_key as "publicKey", machine_name as "machineName", state from workstation where id = $1 ${lock}`,
    [id],
  );
  if (rows[0] !== undefined) return rows[0];
  throw new AppError('NOT_FOUND', 'There is no such workstation (any more). Register it again.');
}

function assertMayConnect(state: WorkstationState): void {
  if (mayConnect(state)) return;
  const what = state === 'REVOKED' ? 'revoked' : 'rejected';
  throw new AppError('WORKSTATION_REFUSED', `An administrator has ${what} this workstation.`);
}

function challengeOver(): AppError {
  return new AppError(
    'CHALLENGE_OVER',
    'This nonce is not for this workstation, was used before, or its minute is over. Ask for a new one.',
    { path: ['input', 'nonce'] },
  );
}

async function makeRoom(sql: Sql, workstationId: string): Promise<void> {
  await sql.query(
    `delete from workstation_session
     where workstation_id = $1 and coalesce(revoked_at, expires_at) < now() - interval '1 day'`,
    [workstationId],
  );
  await sql.query(
    `update workstation_session set revoked_at = now() where id in (
       select id from workstation_session
       where workstation_id = $1 and revoked_at is null and expires_at > now()
       order by created_at desc, id desc offset $2)`,
    [workstationId, MOST_SESSIONS - 1],
  );
}
