import type { Sql } from '../../../database.js';
import { typedCode } from '../../../domain/key/key-input.js';
import { keySerial } from '../../../domain/key/key-serial.js';
import { both, inField } from '../../../domain/settings/input-fault.js';
import { AppError } from '../../../errors.js';
import { verifyAttempt } from '../../../keys/key-protocol.js';
import { valueOrThrow } from '../../app-errors.js';
import { attemptActivation } from '../../keys/codes/attempt-activation.js';
import { changedHands, onKeyInHand } from '../../keys/moves/stored-key.js';
import { createChanges } from '../../password-changes/create-changes.js';
import { isLocked } from '../../workstations/alarm.js';
import { IS_ONLINE } from '../../workstations/lease.js';
import { nonceOf, openChallenge, takeChallenge } from '../key-challenge.js';
import type { Bringer, KeyTaskParts } from '../key-task-parts.js';
import { assertApproved, findKey } from '../answers/lock-key.js';
import { messageBytes } from '../message-bytes.js';
import { wakeChanges } from '../wake-changes.js';

export interface GivenActivation {
  readonly keySerial: string;
  /** As it was typed. */
  readonly code: string;
  readonly challenge: string;
  /** Of the key, in base64. */
  readonly signature: string;
}

/** What an attempt came to. A refusal is no exception: it was counted, and is committed. */
export type ActivationAnswer =
  | { readonly outcome: 'ACTIVATED'; readonly changeIds: readonly string[] }
  | { readonly outcome: 'REFUSED'; readonly refusal: AppError; readonly attemptsLeft: number };

/**
 * One attempt to activate a key that is connected to this workstation. The key's signature over our nonce and over this code
 * is verified before anything is counted, so nobody spends the attempts of a key he does not hold, and each attempt needs
 * the key anew. A right code is used up, and links the key and begins one change of a password for each account its owner
 * has to get, in one transaction.
 *
 * @throws AppError BAD_INPUT; NOT_FOUND; CHALLENGE_OVER; SIGNATURE_INVALID; FORBIDDEN; ALARM_RAISED; KEY_NOT_CONNECTED;
 *   WRONG_STATE; ACTIVATION_CODE_UNREADABLE: nothing was counted
 */
export async function activateKey(
  parts: KeyTaskParts,
  bringer: Bringer,
  given: GivenActivation,
): Promise<ActivationAnswer> {
  const [serial, code] = valueOrThrow(
    both(inField('keySerial', keySerial(given.keySerial)), inField('code', typedCode(given.code))),
  );
  const key = await findKey(parts.pool, serial);
  const challenge = openChallenge(parts, serial, given.challenge);
  const signature = messageBytes('signature', given.signature);
  if (!verifyAttempt(signature, key.publicKey, { nonce: nonceOf(given.challenge), code })) throw notSigned();
  await parts.checkpoints.reached('activate.before', key.id);
  const answer = await onKeyInHand(parts.pool, async (sql) => {
    await assertMayActivate(sql, bringer, serial);
    await takeChallenge(sql, challenge);
    const attempted = await attempt(sql, { parts, bringer, keyId: key.id, code });
    await parts.checkpoints.reached('activate.during', key.id);
    return attempted;
  });
  await parts.checkpoints.reached('activate.after', key.id);
  if (answer.outcome === 'ACTIVATED') await wakeChanges(parts, answer.changeIds);
  return answer;
}

interface Attempt {
  readonly parts: KeyTaskParts;
  readonly bringer: Bringer;
  readonly keyId: string;
  readonly code: string;
}

async function attempt(sql: Sql, { parts, bringer, keyId, code }: Attempt): Promise<ActivationAnswer> {
  const { actor } = bringer;
  const owner = await lockOwnersAccounts(sql, keyId);
  const outcome = await attemptActivation(sql, { actor, codes: parts.codes }, { keyId, code });
  if (outcome.outcome === 'REFUSED') return outcome;
  if (outcome.ownerId !== owner.id) throw changedHands();
  const { rows } = await sql.query<{ id: string }>(
    `select id from domain_account
     where id = any($1::uuid[]) and closed_at is null and confirmed and kept_off_key_since is null
       and password_holder in ('AWAITING_KEY', 'NO_ONE_HAS_IT') order by id`,
    [owner.accountIds],
  );
  const requests = rows.map(({ id: accountId }) => ({ accountId, kind: 'ACTIVATION', keyId }) as const);
  return { outcome: 'ACTIVATED', changeIds: await createChanges(sql, actor, requests) };
}

/** Before everything else is locked, as everybody does. */
async function lockOwnersAccounts(
  sql: Sql,
  keyId: string,
): Promise<{ readonly id: string | null; readonly accountIds: readonly string[] }> {
  const { rows } = await sql.query<{ id: string | null }>(`select owner_id as id from key where id = $1`, [
    keyId,
  ]);
  const id = rows[0]?.id ?? null;
  const { rows: accounts } = await sql.query<{ id: string }>(
    `select id from domain_account where employee_id = $1 order by id for no key update`,
    [id],
  );
  return { id, accountIds: accounts.map((account) => account.id) };
}

async function assertMayActivate(sql: Sql, { workstationId }: Bringer, serial: string): Promise<void> {
  await assertApproved(sql, workstationId);
  if (await isLocked(sql)) {
    throw new AppError('ALARM_RAISED', 'The alarm stands: no key is activated until it is lifted.');
  }
  const { rowCount } = await sql.query(
    `select 1 from workstation_presence p where p.workstation_id = $1 and ${IS_ONLINE} and $2 = any(p.connected_keys)`,
    [workstationId, serial],
  );
  if (rowCount === 1) return;
  throw new AppError(
    'KEY_NOT_CONNECTED',
    `The key ${serial} is not connected to this workstation, or the workstation has not said so: \`reportPresence\`.`,
    { path: ['input', 'keySerial'] },
  );
}

function notSigned(): AppError {
  return new AppError(
    'SIGNATURE_INVALID',
    'The attempt is not signed by this key, over the nonce of this challenge and this code. It was not counted.',
    { path: ['input', 'signature'] },
  );
}
