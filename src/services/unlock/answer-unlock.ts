import { withTransaction, type Sql } from '../../database.js';
import type { UnlockState } from '../../domain/states.js';
import { appUnlockMessage } from '../../domain/unlock/unlock-messages.js';
import { unlockRefusal } from '../../domain/unlock/unlock-refusal.js';
import { AppError } from '../../errors.js';
import { recordEvent } from '../../events/record-event.js';
import { isSignedBy } from '../../keys/ed25519.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { noteAudited } from '../audit/audited-failures.js';
import { insertAudit } from '../audit/record-audit.js';
import { actorOf, type AuthenticatorPrincipal } from '../sign-in/principal.js';
import { shareDecisions } from '../workstations/workstation-streams.js';
import type { UnlockNews } from './ask-unlock.js';
import { lockCredential, type LockedCredential } from './stored-credential.js';
import { unlockOver, unlockRefused, wrongSignature, type AnswerRefusal } from './unlock-errors.js';
import type { IdOf, UnlockParts } from './unlock-parts.js';

export interface UnlockAnswer {
  readonly unlockId: string;
  readonly accept: boolean;
  /** What its owner picked; looked at with `accept` only. */
  readonly number: number | null;
  /** Over `appUnlockMessage`. */
  readonly signature: string;
}

interface LockedRequest {
  readonly nonce: string;
  readonly number: number;
  readonly waiting: boolean;
}

/**
 * An app says yes or no to a workstation, signed with its key; the workstation is told at once, wherever it is connected. The
 * first answer counts, and a wrong number is one. What is refused because of who or when it is ends the question too, and the
 * workstation is told why; what somebody else sends does not.
 *
 * @throws AppError BAD_INPUT, UNLOCK_FOREIGN, UNLOCK_OVER, SIGNATURE_INVALID, UNLOCK_NUMBER_WRONG; what `unlockRefusal` says
 */
export async function answerUnlock(
  { pool, identity }: UnlockParts,
  app: AuthenticatorPrincipal,
  answer: UnlockAnswer,
  idOf: IdOf,
): Promise<void> {
  const { unlockId, accept, number, signature } = answer;
  const actor = actorOf(app);
  const entry = { action: 'unlock.answer', targetType: 'Authenticator', targetId: app.authenticatorId };
  const refused = await auditRefusals(pool, actor, { ...entry, details: { unlockId } }, async () => {
    const picked = pickedNumber(answer);
    return withTransaction(pool, async (sql) => {
      await shareDecisions(sql);
      const credential = await lockCredentialOf(sql, app, unlockId);
      const request = await lockRequest(sql, unlockId);
      const question = {
        unlockId,
        nonce: request.nonce,
        credentialId: idOf('UnlockCredential', credential.id),
        workstationId: idOf('Workstation', credential.workstationId),
      };
      const id = idOf('Authenticator', app.authenticatorId);
      const message = appUnlockMessage(identity.publicKey, id, question, picked);
      if (!isSignedBy(credential.publicKey, message, signature)) throw wrongSignature();
      const standing = unlockRefusal(credential);
      // Whose credential was revoked meanwhile is told that, and not that they are late.
      if (!request.waiting) throw standing === undefined ? unlockOver() : unlockRefused(standing);
      const wrong = request.number === number ? undefined : ('UNLOCK_NUMBER_WRONG' as const);
      const refusal = accept ? (standing ?? wrong) : undefined;
      const state = refusal === undefined ? (accept ? 'ACCEPTED' : 'DECLINED') : 'REFUSED';
      await settle(sql, credential, unlockId, state);
      await insertAudit(sql, actor, {
        ...entry,
        outcome: refusal === undefined ? 'DONE' : 'REFUSED',
        details: {
          unlockId,
          workstationId: credential.workstationId,
          state,
          ...(refusal && { code: refusal }),
        },
      });
      await recordEvent(sql, {
        streamIds: [unlockId],
        payload: newsOf(state, refusal, signature),
        ends: [unlockId],
      });
      return refusal;
    });
  });
  if (refused !== undefined) throw noteAudited(unlockRefused(refused));
}

/** What is signed: the number with a yes, none with a no. */
function pickedNumber({ accept, number }: UnlockAnswer): number | undefined {
  if (!accept) return undefined;
  if (number !== null) return number;
  throw new AppError('BAD_INPUT', 'number: Must be the one that the workstation shows.', {
    path: ['input', 'number'],
  });
}

/** App, credential, question: in this order, as whoever revokes locks them. */
async function lockCredentialOf(
  sql: Sql,
  { authenticatorId }: AuthenticatorPrincipal,
  unlockId: string,
): Promise<LockedCredential> {
  // Whoever removes an app locks it before what it may unlock.
  await sql.query(`select 1 from authenticator where id = $1 for no key update`, [authenticatorId]);
  const { rows } = await sql.query<{ id: string; authenticatorId: string | null }>(
    `select c.id, c.authenticator_id as "authenticatorId"
     from unlock_request r join unlock_credential c on c.id = r.credential_id where r.id = $1`,
    [unlockId],
  );
  const [asked] = rows;
  if (asked === undefined) throw unlockOver();
  if (asked.authenticatorId !== authenticatorId) {
    throw new AppError('UNLOCK_FOREIGN', 'The workstation asks another app.', {
      path: ['input', 'unlockId'],
    });
  }
  const credential = await lockCredential(sql, asked.id);
  if (credential === undefined) throw unlockRefused('UNLOCK_CREDENTIAL_REVOKED');
  return credential;
}

async function lockRequest(sql: Sql, id: string): Promise<LockedRequest> {
  const { rows } = await sql.query<LockedRequest>(
    `select nonce, number, state = 'WAITING' and expires_at > clock_timestamp() as waiting
     from unlock_request where id = $1 for update`,
    [id],
  );
  if (rows[0] === undefined) throw unlockOver();
  return rows[0];
}

async function settle(
  sql: Sql,
  { id, authenticatorId }: LockedCredential,
  unlockId: string,
  state: UnlockState,
): Promise<void> {
  await sql.query(`update unlock_request set state = $2, answered_at = now() where id = $1`, [
    unlockId,
    state,
  ]);
  if (state !== 'ACCEPTED') return;
  await sql.query(`update unlock_credential set last_used_at = now() where id = $1`, [id]);
  await sql.query(`update authenticator set last_used_at = now() where id = $1`, [authenticatorId]);
}

function newsOf(state: UnlockState, code: AnswerRefusal | undefined, signature: string): UnlockNews {
  if (code !== undefined) return { state, code };
  return state === 'ACCEPTED' ? { state, signature } : { state };
}
