import type { Sql } from '../../../database.js';
import type { AppError } from '../../../errors.js';
import {
  showsEffect,
  type Acknowledgement,
  type KeyRefusal,
  type Outcome,
} from '../../../keys/key-protocol.js';
import { insertAudit } from '../../audit/record-audit.js';
import { recordKeyEvents, type KeyAction } from '../../keys/moves/key-events.js';
import { afterKeyTask } from '../../password-changes/after-key-task.js';
import {
  completePlainTasks,
  completeTask,
  isPlain,
  rememberSequence,
  type Answered,
} from './complete-tasks.js';
import { reasonOf, refuseTask, renumberTask, WORDS } from './end-task.js';
import { followState, proveWiped } from './follow-state.js';
import { hintWorkstations } from '../delivery/hints.js';
import type { SpeakingKey } from './lock-key.js';
import { loseLink } from './lose-link.js';
import { envelopeOf, type StoredTask } from '../stored-task.js';

/** What an acknowledgement came to. */
export interface Settled {
  readonly taken: boolean;
  /** Changes that may go on. */
  readonly changeIds: readonly string[];
  /** Serial of a key that obeys us from now on. */
  readonly linked?: string;
  readonly refusal?: AppError;
}

/**
 * Does what follows from an acknowledgement that was verified, in a transaction that has locked the key, its accounts and the
 * task. What watches keys is told last.
 */
export async function settleTask(sql: Sql, answered: Answered): Promise<Settled> {
  if (isPlain(answered)) return { taken: true, changeIds: await completePlainTasks(sql, [answered]) };
  const { actor, key, task, acknowledgement } = answered;
  const { state, outcome } = acknowledgement;
  await rememberSequence(sql, key, state.lastSequence);
  if (wasReset(answered)) {
    const { changeIds, action } = await loseLink(sql, actor, key, 'NOT_LINKED');
    await tell(sql, key, [{ keyId: key.id, action }]);
    return { taken: false, changeIds };
  }
  if (isDone(task, key, acknowledgement)) return complete(sql, answered);
  if (outcome === 'REPLAYED' && task.lastError !== WORDS.REPLAYED) {
    await renumberTask(sql, task);
    await hintWorkstations(sql, [key.id]);
    return { taken: false, changeIds: [] };
  }
  return refuse(sql, answered, outcome as KeyRefusal);
}

/** A key that obeyed us and obeys nobody now, though it was not told to be wiped: whoever holds it has reset it. */
function wasReset({ key, task, acknowledgement: { state } }: Answered): boolean {
  return state.server === null && key.linkedAt !== null && task.kind !== 'WIPE';
}

/** What a state may settle, where the acknowledgement of an envelope that was carried out got lost. */
const SETTLED_BY_STATE: readonly Outcome[] = ['REPLAYED', 'NOT_LINKED', 'OTHER_WRITE', 'ACCOUNT_UNKNOWN'];

function isDone(task: StoredTask, { serial }: SpeakingKey, { outcome, state }: Acknowledgement): boolean {
  if (outcome === 'DONE') return true;
  if (!SETTLED_BY_STATE.includes(outcome) || task.kind === 'RENEW_CACHED_LOGON' || task.sequence === null) {
    return false;
  }
  const envelope = envelopeOf(task, { serial, sequence: task.sequence, sealed: Buffer.alloc(0) });
  return envelope !== undefined && showsEffect(state, envelope);
}

async function complete(sql: Sql, answered: Answered): Promise<Settled> {
  const { actor, key, task, acknowledgement } = answered;
  const changeIds = await completeTask(sql, task);
  if (task.kind === 'WIPE') {
    await hintWorkstations(sql, [key.id]);
    await proveWiped(sql, actor, key);
    return { taken: true, changeIds };
  }
  const action = task.kind === 'LINK' ? 'key.link' : task.kind === 'LOCK' ? 'key.confirm-lock' : undefined;
  if (action !== undefined) await confirm(sql, answered, action);
  const moved = await followState(sql, actor, key, acknowledgement.state);
  await tell(sql, key, action === undefined ? [] : [{ keyId: key.id, action }]);
  if (moved !== undefined) await moved();
  return { taken: true, changeIds, ...(task.kind === 'LINK' ? { linked: key.serial } : {}) };
}

/** The key has become what it is to be: open to its owner, or of no use. */
async function confirm(
  sql: Sql,
  { actor, key, task, acknowledgement: { state } }: Answered,
  action: string,
): Promise<void> {
  const isLink = task.kind === 'LINK';
  await sql.query(
    `update key set linked_at = case when $2 then coalesce(linked_at, now()) else linked_at end,
            confirmed_status = case when $2 then 'ACTIVE' when status in ('LOCKED', 'SUSPENDED') then status
              else confirmed_status end,
            updated_at = now()
     where id = $1`,
    [key.id, isLink],
  );
  const held = state.accounts.flatMap(({ accountId, active }) => (active === null ? [] : [accountId]));
  // One that was reset by hand before it was activated again holds nothing of what it held.
  const { rowCount: lost } = isLink
    ? await sql.query(
        `update domain_account set password_holder = 'NO_ONE_HAS_IT'
         where id = any($1::uuid[]) and password_holder = 'MANAGED' and id <> all($2::uuid[])`,
        [key.accountIds, held],
      )
    : { rowCount: 0 };
  const details = { taskId: task.id, ...(lost ? { lostPasswords: lost } : {}) };
  await insertAudit(sql, actor, { action, targetType: 'Key', targetId: key.id, details });
}

async function refuse(
  sql: Sql,
  { actor, key, task, acknowledgement }: Answered,
  refusal: KeyRefusal,
): Promise<Settled> {
  await refuseTask(sql, task, refusal);
  const details = { kind: task.kind, refusal, taskId: task.id };
  const action = 'key.refuse-task';
  await insertAudit(sql, actor, { action, targetType: 'Key', targetId: key.id, outcome: 'FAILED', details });
  const changeIds = await tellChange(sql, task, reasonOf(refusal));
  const moved = await followState(sql, actor, key, acknowledgement.state);
  await tell(sql, key, [{ keyId: key.id, action }]);
  if (moved !== undefined) await moved();
  return { taken: false, changeIds };
}

async function tellChange(
  sql: Sql,
  { kind, changeId, sequence }: StoredTask,
  reason: string,
): Promise<readonly string[]> {
  if (changeId === null || sequence === null) return [];
  return afterKeyTask(sql, { task: { kind, changeId, sequence }, outcome: { outcome: 'REFUSED', reason } });
}

/** The next task may go, and those who watch keys hear of this one. */
async function tell(sql: Sql, key: SpeakingKey, actions: readonly KeyAction[]): Promise<void> {
  await hintWorkstations(sql, [key.id]);
  await recordKeyEvents(sql, actions);
}
