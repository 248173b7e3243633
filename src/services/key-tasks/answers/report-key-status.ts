import type { Sql } from '../../../database.js';
import { keySerial } from '../../../domain/key/key-serial.js';
import { both, inField, integer, type Reading } from '../../../domain/settings/input-fault.js';
import type { KeyStatus } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';
import { isLinkedTo, verifyStatus, type KeyState, type ServerIdentity } from '../../../keys/key-protocol.js';
import { valueOrThrow } from '../../app-errors.js';
import { noteAudited } from '../../audit/audited-failures.js';
import type { Actor } from '../../audit/record-audit.js';
import { recordKeyEvents } from '../../keys/moves/key-events.js';
import { onKeyInHand } from '../../keys/moves/stored-key.js';
import { linkedElsewhere } from './acknowledge-task.js';
import { followState, proveWiped } from './follow-state.js';
import { hintAboutConnected, hintWorkstations } from '../delivery/hints.js';
import { nonceOf, openChallenge, takeChallenge } from '../key-challenge.js';
import type { Bringer, KeyTaskParts } from '../key-task-parts.js';
import { assertApproved, findKey, lockSpeakingKey, type SpeakingKey } from './lock-key.js';
import { loseLink, type LostLink } from './lose-link.js';
import { messageBytes } from '../message-bytes.js';
import { rememberSequence } from './complete-tasks.js';
import { wakeChanges } from '../wake-changes.js';

export interface GivenStatus {
  readonly keySerial: string;
  readonly challenge: string;
  /** As the key gave it, in base64. */
  readonly status: string;
  readonly batteryPercent: number | null;
}

/**
 * Takes what a key says of itself over a nonce of ours: that its PIN is locked, that it was wiped, whom it obeys. Its battery
 * is the workstation's word. Answers the status the key has afterwards.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT; CHALLENGE_OVER; SIGNATURE_INVALID; FORBIDDEN; KEY_LINKED_ELSEWHERE, which is committed
 */
export async function reportKeyStatus(
  parts: KeyTaskParts,
  bringer: Bringer,
  given: GivenStatus,
): Promise<KeyStatus> {
  const [serial, battery] = valueOrThrow(
    both(inField('keySerial', keySerial(given.keySerial)), chargeOf(given.batteryPercent)),
  );
  const key = await findKey(parts.pool, serial);
  const challenge = openChallenge(parts, serial, given.challenge);
  const verdict = verifyStatus(messageBytes('status', given.status), key.publicKey, nonceOf(given.challenge));
  if (!verdict.ok) throw badStatus(verdict.refusal);
  const server = await parts.identity();
  const followed = await onKeyInHand(parts.pool, async (sql) => {
    await assertApproved(sql, bringer.workstationId);
    await takeChallenge(sql, challenge);
    const locked = await lockSpeakingKey(sql, key.id);
    await rememberSequence(sql, locked, verdict.value.lastSequence);
    await rememberBattery(sql, locked, battery);
    return follow(sql, { bringer, server, key: locked, state: verdict.value });
  });
  await wakeChanges(parts, followed.changeIds);
  if (followed.refusal !== undefined) throw noteAudited(followed.refusal);
  return readStatus(parts.pool, key.id);
}

function chargeOf(percent: number | null): Reading<number | null> {
  return percent === null ? { value: null } : inField('batteryPercent', integer(0, 100)(percent));
}

interface Said {
  readonly bringer: Bringer;
  readonly server: ServerIdentity;
  readonly key: SpeakingKey;
  readonly state: KeyState;
}

interface Followed {
  readonly changeIds: readonly string[];
  readonly refusal?: AppError;
}

async function follow(sql: Sql, { bringer, server, key, state }: Said): Promise<Followed> {
  const { actor, workstationId } = bringer;
  // Signed before what the key has acknowledged since, for example that it is linked: it shows nothing of now.
  if (state.lastSequence < key.newestSequence) return { changeIds: [] };
  const lost = lostLink(key, state, server);
  if (lost !== undefined) {
    const { changeIds, action } = await loseLink(sql, actor, key, lost);
    await hintWorkstations(sql, [key.id]);
    await recordKeyEvents(sql, [{ keyId: key.id, action }]);
    return { changeIds, ...(lost === 'OTHER_SERVER' ? { refusal: linkedElsewhere(key.serial) } : {}) };
  }
  // It may have lost what it was handed when its power went, faster than anybody could say that it was out.
  if (!(await hasMoved(sql, actor, key, state))) await hintAboutConnected(sql, workstationId, [key.serial]);
  return { changeIds: [] };
}

/** Whatever moves a key tells its workstations itself. */
async function hasMoved(sql: Sql, actor: Actor, key: SpeakingKey, state: KeyState): Promise<boolean> {
  if (state.server === null) return proveWiped(sql, actor, key);
  const move = await followState(sql, actor, key, state);
  await move?.();
  return move !== undefined;
}

function lostLink(key: SpeakingKey, state: KeyState, server: ServerIdentity): LostLink | undefined {
  if (state.server !== null) return isLinkedTo(state, server) ? undefined : 'OTHER_SERVER';
  return key.linkedAt !== null && key.status !== 'DEACTIVATED' ? 'NOT_LINKED' : undefined;
}

async function rememberBattery(sql: Sql, { id }: SpeakingKey, percent: number | null): Promise<void> {
  if (percent === null) return;
  await sql.query(`update key set battery_percent = $2, battery_reported_at = now() where id = $1`, [
    id,
    percent,
  ]);
}

async function readStatus(sql: Sql, id: string): Promise<KeyStatus> {
  const { rows } = await sql.query<{ status: KeyStatus }>(`select status from key where id = $1`, [id]);
  if (rows[0] === undefined) throw new AppError('NOT_FOUND', 'There is no such key any more.');
  return rows[0].status;
}

function badStatus(refusal: string): AppError {
  const isForeign = refusal === 'BAD_SIGNATURE' || refusal === 'OTHER_NONCE' || refusal === 'OTHER_KEY';
  return new AppError(
    isForeign ? 'SIGNATURE_INVALID' : 'BAD_INPUT',
    isForeign
      ? 'The status is not signed by this key over the nonce of this challenge.'
      : 'This is no status of the key protocol.',
    { path: ['input', 'status'] },
  );
}
