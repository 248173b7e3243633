import { randomBytes } from 'node:crypto';
import { withTransaction, type Sql } from '../../database.js';
import { appPairMessage } from '../../domain/unlock/unlock-messages.js';
import { unlockRefusal, type UnlockFacts } from '../../domain/unlock/unlock-refusal.js';
import type { UnlockPairingState } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { openStreams, recordEvent } from '../../events/record-event.js';
import { isSignedBy } from '../../keys/ed25519.js';
import { hashOfSecret } from '../../keys/invitation-secrets.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit } from '../audit/record-audit.js';
import { linkForApps } from '../authenticators/authenticator-parts.js';
import { actorOf, type AuthenticatorPrincipal, type WorkstationPrincipal } from '../sign-in/principal.js';
import { shareDecisions } from '../workstations/workstation-streams.js';
import { revokeCredentials } from './revoke-credentials.js';
import { FACTS_OF_BOTH } from './stored-credential.js';
import { unlockRefused, wrongSignature } from './unlock-errors.js';
import type { IdOf, UnlockParts } from './unlock-parts.js';

const PAIRING_MINUTES = 5;
/** How long a credential is good without being renewed. */
export const ONE_YEAR = `interval '1 year'`;

/** What a workstation is told of a code it shows. */
export interface PairingNews {
  readonly state: UnlockPairingState;
  readonly credentialId?: string;
  readonly authenticatorId?: string;
  /** Whose app it is. */
  readonly ownerName?: string;
  /** Of the app, base64 of 32 bytes: what its answers are signed with. */
  readonly publicKey?: string;
}

export interface OfferedPairing {
  readonly pairingId: string;
  /** The text of the QR code. */
  readonly uri: string;
  readonly expiresAt: Date;
}

/**
 * A code for a workstation to show, with which one app is paired within five minutes. A new one takes the place of an earlier
 * one that was not used.
 *
 * @throws AppError PUBLIC_URL_MISSING, ALARM_RAISED, WORKSTATION_REFUSED
 */
export async function offerPairing(
  parts: UnlockParts,
  workstation: WorkstationPrincipal,
): Promise<OfferedPairing> {
  const { workstationId } = workstation;
  const entry = { action: 'unlock.offer-pairing', targetType: 'Workstation', targetId: workstationId };
  return auditRefusals(parts.pool, actorOf(workstation), entry, () => {
    const secret = randomBytes(32).toString('base64url');
    const uri = linkForApps(parts, { purpose: 'unlock', token: secret });
    const expiresAt = new Date(Date.now() + PAIRING_MINUTES * 60_000);
    return withTransaction(parts.pool, async (sql) => {
      await shareDecisions(sql);
      const { rows: standing } = await sql.query<{ alarm: boolean; approved: boolean }>(
        `select exists (select 1 from alarm where lifted_at is null) as alarm, state = 'APPROVED' as approved
         from workstation where id = $1 for no key update`,
        [workstationId],
      );
      if (standing[0]?.approved !== true) throw unlockRefused('WORKSTATION_REFUSED');
      if (standing[0].alarm) throw unlockRefused('ALARM_RAISED');
      await sql.query(
        `delete from unlock_pairing where workstation_id = $1 and (used_at is null or expires_at < now())`,
        [workstationId],
      );
      const { rows } = await sql.query<{ id: string }>(
        `insert into unlock_pairing (workstation_id, token_hash, expires_at) values ($1, $2, $3) returning id`,
        [workstationId, hashOfSecret(secret), expiresAt],
      );
      const pairingId = rows[0]!.id;
      await insertAudit(sql, actorOf(workstation), { ...entry, details: { pairingId } });
      await openStreams(sql, [pairingId]);
      const payload: PairingNews = { state: 'WAITING' };
      await recordEvent(sql, { streamIds: [pairingId], payload });
      return { pairingId, uri, expiresAt };
    });
  });
}

/** What an app shows before its owner says yes: which workstation. */
export interface WaitingPairing {
  readonly workstationId: string;
  readonly workstationName: string;
  readonly joinedDomain: string | null;
  readonly expiresAt: Date;
}

/** Throws SCAN_OVER. */
export async function lookAtPairing({ pool }: UnlockParts, secret: string): Promise<WaitingPairing> {
  const { rows } = await pool.query<WaitingPairing>(
    `select w.id as "workstationId", w.machine_name as "workstationName", w.joined_domain as "joinedDomain",
            p.expires_at as "expiresAt"
     from unlock_pairing p join workstation w on w.id = p.workstation_id
     where p.token_hash = $1 and p.used_at is null and p.expires_at > now() and w.state = 'APPROVED'`,
    [hashOfSecret(secret)],
  );
  if (rows[0] === undefined) throw pairingOver();
  return rows[0];
}

interface Pairing {
  readonly id: string;
  readonly workstationId: string;
  readonly credentialId: string | null;
  readonly over: boolean;
}

interface Pairer extends Pick<
  UnlockFacts,
  'alarm' | 'workstationApproved' | 'ownerMaySignIn' | 'linkConfirmed'
> {
  readonly publicKey: Buffer;
  readonly ownerName: string;
}

/**
 * Pairs the app that scanned a workstation's code with it: for a year it may unlock it. An earlier pairing of the two ends.
 * The very same again (its answer was lost, say) is answered again and changes nothing.
 *
 * @returns the id of the credential
 * @throws AppError SCAN_OVER, SIGNATURE_INVALID; what `unlockRefusal` says
 */
export async function pairWorkstation(
  { pool, identity }: UnlockParts,
  app: AuthenticatorPrincipal,
  given: { readonly secret: string; readonly signature: string },
  idOf: IdOf,
): Promise<string> {
  const { authenticatorId } = app;
  const entry = { action: 'unlock.pair', targetType: 'Authenticator', targetId: authenticatorId };
  return auditRefusals(pool, actorOf(app), entry, () =>
    withTransaction(pool, async (sql) => {
      await shareDecisions(sql);
      const pairing = await lockPairing(sql, given.secret);
      const { workstationId } = pairing;
      const pairer = await pairerOf(sql, authenticatorId, workstationId);
      const message = appPairMessage(
        identity.publicKey,
        idOf('Authenticator', authenticatorId),
        idOf('Workstation', workstationId),
        given.secret,
      );
      if (!isSignedBy(pairer.publicKey, message, given.signature)) throw wrongSignature();
      if (pairing.over) return sameAgain(sql, pairing, authenticatorId);
      const refusal = unlockRefusal({ ...pairer, revoked: false, expired: false });
      if (refusal !== undefined) throw unlockRefused(refusal);
      const credentialId = await insertCredential(sql, app, workstationId);
      await sql.query(`update unlock_pairing set used_at = now(), credential_id = $2 where id = $1`, [
        pairing.id,
        credentialId,
      ]);
      await insertAudit(sql, actorOf(app), { ...entry, details: { workstationId, credentialId } });
      const payload: PairingNews = {
        state: 'PAIRED',
        credentialId,
        authenticatorId,
        ownerName: pairer.ownerName,
        publicKey: pairer.publicKey.toString('base64'),
      };
      await recordEvent(sql, { streamIds: [pairing.id], payload, ends: [pairing.id] });
      return credentialId;
    }),
  );
}

async function lockPairing(sql: Sql, secret: string): Promise<Pairing> {
  const { rows } = await sql.query<Pairing>(
    `select id, workstation_id as "workstationId", credential_id as "credentialId",
            used_at is not null or expires_at <= clock_timestamp() as over
     from unlock_pairing where token_hash = $1 for update`,
    [hashOfSecret(secret)],
  );
  if (rows[0] === undefined) throw pairingOver();
  return rows[0];
}

async function pairerOf(sql: Sql, authenticatorId: string, workstationId: string): Promise<Pairer> {
  const { rows } = await sql.query<Pairer>(
    `select t.public_key as "publicKey", u.display_name as "ownerName", ${FACTS_OF_BOTH}
     from authenticator t join app_user u on u.id = t.user_id cross join workstation w
     where t.id = $1 and w.id = $2 for share of t`,
    [authenticatorId, workstationId],
  );
  if (rows[0] === undefined) throw unlockRefused('AUTHENTICATOR_REFUSED');
  return rows[0];
}

async function insertCredential(
  sql: Sql,
  app: AuthenticatorPrincipal,
  workstationId: string,
): Promise<string> {
  const { authenticatorId } = app;
  await revokeCredentials(sql, actorOf(app), 'REPLACED', {
    where: 'c.authenticator_id = $1 and c.workstation_id = $2',
    values: [authenticatorId, workstationId],
  });
  const { rows } = await sql.query<{ id: string }>(
    `insert into unlock_credential (authenticator_id, workstation_id, expires_at)
     values ($1, $2, now() + ${ONE_YEAR}) returning id`,
    [authenticatorId, workstationId],
  );
  return rows[0]!.id;
}

/** Answers what the first answer said, to the app that was paired then. */
async function sameAgain(sql: Sql, { credentialId }: Pairing, authenticatorId: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from unlock_credential where id = $1 and authenticator_id = $2 and revoked_at is null`,
    [credentialId, authenticatorId],
  );
  if (rows[0] === undefined) throw pairingOver();
  return rows[0].id;
}

function pairingOver(): AppError {
  return new AppError(
    'SCAN_OVER',
    'This code was used already, or has expired. Have the workstation show a new one and scan that.',
    { path: ['input', 'secret'] },
  );
}
