import type { Sql } from '../../../database.js';
import { typedCode } from '../../../domain/key/key-input.js';
import { inField } from '../../../domain/settings/input-fault.js';
import { AppError } from '../../../errors.js';
import { isSameCode, type ActivationCodes } from '../../../keys/activation-codes.js';
import { valueOrThrow } from '../../app-errors.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { recordKeyEvents } from '../moves/key-events.js';
import { endCodes } from '../moves/move-codes.js';
import { moveKeys } from '../moves/move-keys.js';
import { planMove } from '../moves/plan-move.js';
import { lockKeyAndOwner, type StoredKey } from '../moves/stored-key.js';
import { attemptsGone, expired, noCode, pendingCode } from './pending-code.js';
import { MOST_ATTEMPTS } from './show-code.js';

const REFUSED = 'key.activate-refused';

export interface ActivationAttempt {
  readonly keyId: string;
  /** Eight digits as they were typed. */
  readonly code: string;
}

/** What an attempt came to. A refusal is no exception: it has to be committed, since it was counted. */
export type ActivationOutcome =
  | { readonly outcome: 'ACTIVATED'; readonly activationId: string; readonly ownerId: string }
  | { readonly outcome: 'REFUSED'; readonly refusal: AppError; readonly attemptsLeft: number };

/**
 * One attempt to activate a key with a code, in the caller's transaction, **which has to be committed whatever the answer
 * is**. The caller has verified the key's signature over a nonce of ours. The attempt is counted before the code is looked
 * at, by the key and in its row, which is locked: whatever is parallel, three wrong ones are all there are. The right
 * code is consumed and erased, the key becomes active, and its link task waits for it.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT for what is not eight digits; WRONG_STATE when the key changes hands at this
 *   moment; ACTIVATION_CODE_UNREADABLE: nothing was counted
 */
export async function attemptActivation(
  sql: Sql,
  { actor, codes }: { readonly actor: Actor; readonly codes: ActivationCodes },
  attempt: ActivationAttempt,
): Promise<ActivationOutcome> {
  const typed = valueOrThrow(inField('code', typedCode(attempt.code)));
  const key = await lockKeyAndOwner(sql, attempt.keyId);
  const pending = await pendingCode(sql, key.id);
  const left = MOST_ATTEMPTS - key.codeAttempts;
  if (pending === undefined) return refuse(sql, actor, key, noCode(key), left);
  if (pending.isExpired) {
    await endCodes(sql, [key.id], 'EXPIRED');
    return refuse(sql, actor, key, expired(), left);
  }
  // Nobody has a code that was not drawn yet, so whatever was typed is wrong.
  const code = pending.codeSealed === null ? '' : codes.open(pending.codeSealed, pending.id);
  const counted = await count(sql, key.id);
  if (counted === undefined) return refuse(sql, actor, key, attemptsGone(), 0);
  if (!isSameCode(code, typed)) return wrongCode(sql, actor, key, MOST_ATTEMPTS - counted);
  const move = planMove(key, 'RIGHT_CODE');
  const details = { activationId: pending.id, attempts: counted };
  await moveKeys(sql, { actor, codes }, [{ key, move, action: 'key.activate', details }]);
  if (key.ownerId === null) throw new Error('a key without an owner waited for a code');
  return { outcome: 'ACTIVATED', activationId: pending.id, ownerId: key.ownerId };
}

/** Which attempt this is; undefined when there are none left. */
async function count(sql: Sql, keyId: string): Promise<number | undefined> {
  const { rows } = await sql.query<{ attempts: number }>(
    `update key set code_attempts = code_attempts + 1 where id = $1 and code_attempts < $2
     returning code_attempts as attempts`,
    [keyId, MOST_ATTEMPTS],
  );
  return rows[0]?.attempts;
}

async function wrongCode(sql: Sql, actor: Actor, key: StoredKey, left: number): Promise<ActivationOutcome> {
  if (left > 0) {
    const message = `This is not the activation code of the key. ${left} ${left === 1 ? 'attempt is' : 'attempts are'} left.`;
    return refuse(sql, actor, key, new AppError('ACTIVATION_CODE_WRONG', message), left);
  }
  const refused = await auditRefused(sql, actor, key, attemptsGone(), 0);
  const move = planMove(key, 'THREE_WRONG_CODES');
  await moveKeys(sql, { actor }, [{ key, move, action: 'key.lock', before: [REFUSED] }]);
  return refused;
}

async function refuse(
  sql: Sql,
  actor: Actor,
  key: StoredKey,
  refusal: AppError,
  attemptsLeft: number,
): Promise<ActivationOutcome> {
  const refused = await auditRefused(sql, actor, key, refusal, attemptsLeft);
  await recordKeyEvents(sql, [{ keyId: key.id, action: REFUSED }]);
  return refused;
}

async function auditRefused(
  sql: Sql,
  actor: Actor,
  key: StoredKey,
  refusal: AppError,
  attemptsLeft: number,
): Promise<ActivationOutcome> {
  await insertAudit(sql, actor, {
    action: 'key.activate',
    targetType: 'Key',
    targetId: key.id,
    outcome: 'REFUSED',
    details: { code: refusal.code, attemptsLeft },
  });
  return { outcome: 'REFUSED', refusal, attemptsLeft };
}
