import type { Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import {
  verifyAcknowledgement,
  type AcknowledgementRefusal,
  type ServerIdentity,
} from '../../../keys/key-protocol.js';
import { noteAudited } from '../../audit/audited-failures.js';
import { recordKeyEvents } from '../../keys/moves/key-events.js';
import { hintWorkstations } from '../delivery/hints.js';
import type { Bringer, KeyTaskParts } from '../key-task-parts.js';
import { keysConnected } from '../keys-connected.js';
import { assertApproved, lockSpeakingKey, type SpeakingKey } from './lock-key.js';
import { loseLink } from './lose-link.js';
import { messageBytes } from '../message-bytes.js';
import { settleTask, type Settled } from './settle-task.js';
import { onKeyInHand } from '../../keys/moves/stored-key.js';
import { isOpen, lockTasks, readTasks, stepOf, type StoredTask } from '../stored-task.js';
import { wakeChanges } from '../wake-changes.js';

export interface GivenAcknowledgement {
  readonly taskId: string;
  /** As the key gave it, in base64. */
  readonly acknowledgement: string;
}

export interface AcknowledgementOutcome {
  /** True when the key has done it, whoever has said so first. */
  readonly taken: boolean;
  /** Why nothing more is handed over to this key, where that is so. It is committed, so it is no exception. */
  readonly refusal?: AppError;
}

/** How a task is looked up and its acknowledgement taken: by itself, or with others. */
export interface Acknowledging {
  read(taskId: string): Promise<StoredTask | undefined>;
  settle(brought: Brought): Promise<Settled>;
}

/** An acknowledgement, and the task it is about as it was before anything was locked. */
export interface Brought {
  readonly bringer: Bringer;
  readonly server: ServerIdentity;
  readonly bytes: Uint8Array;
  readonly task: StoredTask;
}

/**
 * Takes what a key has answered to an envelope, and does what follows from it, in one transaction: the task ends, what was
 * sealed to the key is erased, its change goes on, the next task may go. The key has signed it, so it does not matter
 * which approved workstation brings it, or whether the key is still connected there; brought again it changes nothing.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT; FORBIDDEN; ACKNOWLEDGEMENT_INVALID; WRONG_STATE when the key changes hands at
 *   this moment
 */
export async function acknowledgeTask(
  parts: Pick<KeyTaskParts, 'pool' | 'workflows' | 'identity' | 'checkpoints' | 'log'>,
  bringer: Bringer,
  given: GivenAcknowledgement,
  acknowledging: Acknowledging = acknowledgingAlone(parts),
): Promise<AcknowledgementOutcome> {
  const bytes = messageBytes('acknowledgement', given.acknowledgement);
  const server = await parts.identity();
  const task = await acknowledging.read(given.taskId);
  if (task === undefined) throw noSuchTask();
  const step = stepOf(task.kind);
  if (step !== undefined && isOpen(task))
    await parts.checkpoints.reached(`${step}.after`, task.changeId ?? task.keyId);
  const settled = await acknowledging.settle({ bringer, server, bytes, task });
  await wakeChanges(parts, settled.changeIds);
  // What the activation has begun while the key was not linked yet.
  if (settled.linked !== undefined) await keysConnected(parts, [settled.linked]);
  const { taken, refusal } = settled;
  return refusal === undefined ? { taken } : { taken, refusal: noteAudited(refusal) };
}

/** Waits for whoever has locked the key. */
export function acknowledgingAlone({ pool }: Pick<KeyTaskParts, 'pool'>): Acknowledging {
  return {
    read: async (taskId) => (await readTasks(pool, [taskId])).get(taskId),
    settle: (brought) => onKeyInHand(pool, (sql) => settle(sql, brought)),
  };
}

async function settle(sql: Sql, { bringer, server, bytes, task: before }: Brought): Promise<Settled> {
  await assertApproved(sql, bringer.workstationId);
  const key = await lockSpeakingKey(sql, before.keyId, before.accountId);
  const task = (await lockTasks(sql, [before.id])).get(before.id);
  if (task === undefined || !awaitsAnswer(task)) {
    return { taken: task?.state === 'ACKNOWLEDGED', changeIds: [] };
  }
  const verdict = judge(bytes, { key, task, server });
  if (!verdict.ok) return refused(sql, bringer, key, verdict.refusal);
  return settleTask(sql, { actor: bringer.actor, key, task, acknowledgement: verdict.value });
}

/** An envelope was given out, and not answered yet. */
type AwaitingAnswer = StoredTask & { readonly envelope: Buffer };

export function awaitsAnswer(task: StoredTask): task is AwaitingAnswer {
  return task.state === 'DELIVERED' && task.envelope !== null;
}

/** What an acknowledgement is worth, by the locked key and task it is about. */
export function judge(
  bytes: Uint8Array,
  {
    key: { publicKey, newestSequence },
    task: { envelope },
    server,
  }: { readonly key: SpeakingKey; readonly task: AwaitingAnswer; readonly server: ServerIdentity },
) {
  return verifyAcknowledgement(bytes, { key: publicKey, server, envelope, newestSequence });
}

async function refused(
  sql: Sql,
  { actor }: Bringer,
  key: SpeakingKey,
  refusal: AcknowledgementRefusal,
): Promise<Settled> {
  if (refusal !== 'OTHER_SERVER') throw new AppError('ACKNOWLEDGEMENT_INVALID', WORDS[refusal], PATH);
  const { changeIds, action } = await loseLink(sql, actor, key, 'OTHER_SERVER');
  await hintWorkstations(sql, [key.id]);
  await recordKeyEvents(sql, [{ keyId: key.id, action }]);
  return { taken: false, changeIds, refusal: linkedElsewhere(key.serial) };
}

/** Nothing is handed over to a key that obeys somebody else. */
export function linkedElsewhere(serial: string): AppError {
  return new AppError(
    'KEY_LINKED_ELSEWHERE',
    `The key ${serial} is linked to another server, and nothing is handed over to it. Reset it by hand, and have an administrator issue a new activation code.`,
  );
}

const PATH = { path: ['input', 'acknowledgement'] };

const WORDS: { readonly [Refusal in Exclude<AcknowledgementRefusal, 'OTHER_SERVER'>]: string } = {
  MALFORMED: 'This is no acknowledgement of the key protocol.',
  UNSUPPORTED_VERSION: 'The acknowledgement is of another version of the key protocol.',
  OTHER_KEY: 'The acknowledgement is of another key than the task.',
  BAD_SIGNATURE: 'The acknowledgement is not signed by the key of the task.',
  OTHER_ENVELOPE: 'The acknowledgement answers another envelope than the one that was delivered last.',
  OUT_OF_ORDER: 'The acknowledgement is older than what the key has said before.',
  UNTRUE_STATE: 'The acknowledgement says that it is done, and the state in it shows that it is not.',
};

function noSuchTask(): AppError {
  return new AppError('NOT_FOUND', 'There is no such task (any more).', { path: ['input', 'taskId'] });
}
