import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { WorkstationEnrolment, WorkstationState } from '../../domain/states.js';
import { registrationFacts, type GivenFacts } from '../../domain/workstation/registration-facts.js';
import { registrationMessage, type RegistrationFacts } from '../../domain/workstation/signed-messages.js';
import { AppError } from '../../errors.js';
import { openStreams } from '../../events/record-event.js';
import { ed25519PublicKey, isSignedBy } from '../../keys/ed25519.js';
import { valueOrThrow } from '../app-errors.js';
import { insertAudit } from '../audit/record-audit.js';
import { networkOf } from '../sign-in/attempts/sign-in-limits.js';
import { isLocked } from './alarm.js';
import { useEnrolmentToken } from './enrolment-tokens.js';
import { lockRegistrations, recordStatus } from './workstation-streams.js';

/** Where registration is open to anybody: most that wait for approval, in all and of those from one network. */
export const MOST_PENDING = 1_000;
export const MOST_PENDING_OF_NETWORK = 20;

export interface RegistrationRequest {
  /** Base64 or base64url of 32 bytes. */
  readonly publicKey: string;
  /** Over `registrationMessage` of what is given here, as it is given. */
  readonly signature: string;
  readonly facts: GivenFacts & RegistrationFacts;
  readonly enrolmentToken: string | null;
  readonly address: string;
}

export interface RegisteredWorkstation {
  readonly workstationId: string;
  readonly state: WorkstationState;
}

/**
 * Registers the workstation that has this key; it then waits for approval. Doing it again with the same key changes
 * nothing, needs no token, and answers what has become of it.
 *
 * @throws AppError BAD_INPUT, SIGNATURE_INVALID, ENROLMENT_REFUSED
 */
export async function registerWorkstation(
  { pool, enrolment }: { readonly pool: Pool; readonly enrolment: WorkstationEnrolment },
  request: RegistrationRequest,
): Promise<RegisteredWorkstation> {
  const publicKey = ed25519PublicKey(request.publicKey);
  if (publicKey === undefined) {
    throw new AppError('BAD_INPUT', 'publicKey: Must be an Ed25519 public key, 32 bytes in base64.', {
      path: ['input', 'publicKey'],
    });
  }
  const facts = valueOrThrow(registrationFacts(request.facts));
  if (!isSignedBy(publicKey, registrationMessage(publicKey, request.facts), request.signature)) {
    throw new AppError(
      'SIGNATURE_INVALID',
      'The signature does not fit the public key and what the workstation says about itself.',
      { path: ['input', 'signature'] },
    );
  }
  return withTransaction(pool, async (sql) => {
    const known = await workstationWithKey(sql, publicKey);
    if (known !== undefined) return known;
    await lockRegistrations(sql);
    // Somebody may have been faster with the same key; what is asked after the lock sees it.
    return (
      (await workstationWithKey(sql, publicKey)) ??
      insertWorkstation(sql, enrolment, { ...request, facts }, publicKey)
    );
  });
}

async function workstationWithKey(sql: Sql, publicKey: Buffer): Promise<RegisteredWorkstation | undefined> {
  const { rows } = await sql.query<RegisteredWorkstation>(
    `select id as "workstationId", state from workstation where public_key = $1`,
    [publicKey],
  );
  return rows[0];
}

async function insertWorkstation(
  sql: Sql,
  enrolment: WorkstationEnrolment,
  { facts, enrolmentToken, address }: RegistrationRequest,
  publicKey: Buffer,
): Promise<RegisteredWorkstation> {
  const network = networkOf(address);
  const tokenId = enrolment === 'open' ? null : await useEnrolmentToken(sql, enrolmentToken);
  if (enrolment === 'open') await assertRoom(sql, network);
  const { rows } = await sql.query<{ id: string }>(
    `insert into workstation (public_key, machine_name, joined_domain, operating_system, client_version,
                              enrolment_token_id, address, network)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      publicKey,
      facts.machineName,
      facts.joinedDomain,
      facts.operatingSystem,
      facts.clientVersion,
      tokenId,
      address,
      network,
    ],
  );
  const id = rows[0]!.id;
  const actor = { kind: 'WORKSTATION', id, name: facts.machineName } as const;
  await insertAudit(sql, actor, {
    action: 'workstation.register',
    targetType: 'Workstation',
    targetId: id,
    details: { enrolment, enrolmentTokenId: tokenId },
  });
  await openStreams(sql, [id]);
  await recordStatus(sql, [id], { state: 'PENDING', locked: await isLocked(sql) });
  return { workstationId: id, state: 'PENDING' };
}

async function assertRoom(sql: Sql, network: string): Promise<void> {
  const { rows } = await sql.query<{ all: number; here: number }>(
    `select count(*)::int as all, count(*) filter (where network = $1)::int as here
     from workstation where state = 'PENDING'`,
    [network],
  );
  const { all = 0, here = 0 } = rows[0] ?? {};
  if (all < MOST_PENDING && here < MOST_PENDING_OF_NETWORK) return;
  const which = all < MOST_PENDING ? `${here} from this address` : String(all);
  throw new AppError(
    'ENROLMENT_REFUSED',
    `Too many workstations wait for approval already (${which}). Ask an administrator to approve, reject or delete some.`,
  );
}
