import { randomInt } from 'node:crypto';
import { withTransaction, type Sql } from '../../database.js';
import type { UnlockState } from '../../domain/states.js';
import { unlockNumbers } from '../../domain/unlock/unlock-numbers.js';
import { unlockRefusal } from '../../domain/unlock/unlock-refusal.js';
import { AppError, type ErrorCode } from '../../errors.js';
import { openStreams, recordEvent } from '../../events/record-event.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit } from '../audit/record-audit.js';
import { actorOf, type WorkstationPrincipal } from '../sign-in/principal.js';
import { TooManyRequests } from '../sign-in/attempts/sign-in-limits.js';
import { shareDecisions } from '../workstations/workstation-streams.js';
import { lockCredential } from './stored-credential.js';
import { noCredential, unlockRefused } from './unlock-errors.js';
import type { UnlockParts } from './unlock-parts.js';

const ANSWER_SECONDS = 60;
/** Questions to one app about one workstation; more would be somebody who hopes that a tired owner says yes. */
const ASK_LIMIT = { attempts: 10, windowSeconds: 300 };
const NONCE = /^[A-Za-z0-9_-]{43}$/;

/** What a workstation is told of its question. */
export interface UnlockNews {
  readonly state: UnlockState;
  /** Why it is REFUSED. */
  readonly code?: ErrorCode;
  /** The app's, of ACCEPTED: the workstation checks it. */
  readonly signature?: string;
}

/** What an app is told of it. */
export interface UnlockChallengeNews {
  readonly unlockId: string;
  readonly credentialId: string;
  readonly workstationId: string;
  readonly workstationName: string;
  readonly nonce: string;
  /** One of them is what the workstation shows. */
  readonly numbers: readonly number[];
  readonly expiresAt: string;
}

export interface AskedUnlock {
  readonly unlockId: string;
  /** What the workstation shows. */
  readonly number: number;
  readonly expiresAt: Date;
}

/**
 * A workstation asks an app that was paired with it whether it may unlock: the app is told at once, wherever it is connected.
 * A new question takes the place of one that waits.
 *
 * @param nonce drawn by the workstation, base64url of 32 bytes: the app signs it
 * @throws AppError BAD_INPUT, NOT_FOUND, TOO_MANY_REQUESTS; what `unlockRefusal` says
 */
export async function askUnlock(
  { pool, attempts }: UnlockParts,
  workstation: WorkstationPrincipal,
  { credentialId, nonce }: { readonly credentialId: string; readonly nonce: string },
): Promise<AskedUnlock> {
  const actor = actorOf(workstation);
  const entry = { action: 'unlock.ask', targetType: 'UnlockCredential', targetId: credentialId };
  return auditRefusals(pool, actor, entry, async () => {
    if (!NONCE.test(nonce)) {
      throw new AppError('BAD_INPUT', 'nonce: Must be 32 bytes in base64url without padding.', {
        path: ['input', 'nonce'],
      });
    }
    await assertOwn(pool, workstation, credentialId);
    const wait = await attempts.take(`unlock ${credentialId}`, ASK_LIMIT);
    if (wait > 0) throw new TooManyRequests(wait, 'This workstation asks this app too often.');
    return withTransaction(pool, async (sql) => {
      await shareDecisions(sql);
      const credential = await lockCredential(sql, credentialId);
      const refusal = credential === undefined ? 'UNLOCK_CREDENTIAL_REVOKED' : unlockRefusal(credential);
      if (credential === undefined || refusal !== undefined) {
        throw unlockRefused(refusal ?? 'UNLOCK_CREDENTIAL_REVOKED');
      }
      await forgetOld(sql, credential.authenticatorId);
      const superseded = await supersede(sql, credentialId);
      const { number, choices } = unlockNumbers((bound) => randomInt(bound));
      const expiresAt = new Date(Date.now() + ANSWER_SECONDS * 1_000);
      const unlockId = await insertRequest(sql, { credentialId, nonce, number, expiresAt });
      await insertAudit(sql, actor, { ...entry, details: { unlockId } });
      await openStreams(sql, [unlockId, credential.authenticatorId]);
      await tell(sql, superseded, { state: 'SUPERSEDED' }, true);
      await tell(sql, [unlockId], { state: 'WAITING' });
      const { workstationId, workstationName, authenticatorId } = credential;
      const payload: UnlockChallengeNews = {
        unlockId,
        credentialId,
        workstationId,
        workstationName,
        nonce,
        numbers: choices,
        expiresAt: expiresAt.toISOString(),
      };
      await recordEvent(sql, { streamIds: [authenticatorId], payload });
      return { unlockId, number, expiresAt };
    });
  });
}

/** Whoever asks for what is not theirs neither learns of it nor counts against whose it is. */
async function assertOwn(sql: Sql, { workstationId }: WorkstationPrincipal, id: string): Promise<void> {
  const { rowCount } = await sql.query(
    `select 1 from unlock_credential where id = $1 and workstation_id = $2`,
    [id, workstationId],
  );
  if (rowCount !== 1) throw noCredential();
}

async function forgetOld(sql: Sql, authenticatorId: string): Promise<void> {
  await sql.query(
    `delete from unlock_request where id in (
       select id from unlock_request where expires_at < now() - interval '10 minutes' limit 100 for update skip locked)`,
  );
  await sql.query(`delete from stream_event where stream_id = $1 and at < now() - interval '1 hour'`, [
    authenticatorId,
  ]);
}

async function supersede(sql: Sql, credentialId: string): Promise<readonly string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `update unlock_request set state = 'SUPERSEDED', answered_at = now()
     where credential_id = $1 and state = 'WAITING' returning id`,
    [credentialId],
  );
  return rows.map(({ id }) => id);
}

interface NewRequest {
  readonly credentialId: string;
  readonly nonce: string;
  readonly number: number;
  readonly expiresAt: Date;
}

async function insertRequest(
  sql: Sql,
  { credentialId, nonce, number, expiresAt }: NewRequest,
): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into unlock_request (credential_id, nonce, number, expires_at) values ($1, $2, $3, $4) returning id`,
    [credentialId, nonce, number, expiresAt],
  );
  return rows[0]!.id;
}

async function tell(sql: Sql, ids: readonly string[], payload: UnlockNews, ends = false): Promise<void> {
  if (ids.length > 0) await recordEvent(sql, { streamIds: ids, payload, ends: ends ? ids : [] });
}
