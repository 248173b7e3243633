import { withTransaction, type Sql } from '../../../database.js';
import { Sets } from '../../sets.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import { lockTasks, readTasks, type StoredTask } from '../stored-task.js';
import {
  acknowledgingAlone,
  awaitsAnswer,
  judge,
  type Acknowledging,
  type Brought,
} from './acknowledge-task.js';
import { completePlainTasks, isPlain, type Answered } from './complete-tasks.js';
import { approvedOf, lockSpeakingKeys } from './lock-key.js';
import type { Settled } from './settle-task.js';

/** Acknowledgements that are taken in one transaction. */
const MOST_TAKEN = 100;

/**
 * Takes acknowledgements that come at about the same time in one transaction, whoever brings them. Only what says no more
 * than that it is done is taken so; whatever is refused, repeated, told of a task that is over, or kept from it by somebody
 * else’s lock falls out, as all do when the transaction fails, and is taken or refused alone: what is promised of an
 * acknowledgement is promised there.
 */
export function acknowledgingTogether(parts: Pick<KeyTaskParts, 'pool' | 'log'>): Acknowledging {
  const { pool, log } = parts;
  const alone = acknowledgingAlone(parts);
  const tasks = new Sets<string, StoredTask | undefined>(
    async (ids) => {
      const found = await readTasks(pool, ids);
      return ids.map((id) => found.get(id));
    },
    { most: MOST_TAKEN },
  );
  const taken = new Sets<Brought, Settled | 'ALONE'>(
    async (brought) => {
      const settled = await takeTogether(parts, brought).catch((error: unknown) => {
        log.warn({ err: error }, 'acknowledgements could not be taken together; each is taken alone');
      });
      return brought.map((each) => settled?.get(each) ?? 'ALONE');
    },
    { most: MOST_TAKEN },
  );
  return {
    read: (taskId) => tasks.add(taskId),
    async settle(brought) {
      const settled = await taken.add(brought);
      return settled === 'ALONE' ? alone.settle(brought) : settled;
    },
  };
}

/** Those that are taken. The others are as they were. */
function takeTogether(
  { pool }: Pick<KeyTaskParts, 'pool'>,
  brought: readonly Brought[],
): Promise<ReadonlyMap<Brought, Settled>> {
  const work = async (sql: Sql): Promise<ReadonlyMap<Brought, Settled>> => {
    const plain = await plainOf(sql, brought);
    if (plain.size === 0) return new Map<Brought, Settled>();
    const goingOn = new Set(await completePlainTasks(sql, [...plain.values()]));
    return new Map(
      [...plain.keys()].map((each) => {
        const { changeId } = each.task;
        const changeIds = changeId !== null && goingOn.has(changeId) ? [changeId] : [];
        return [each, { taken: true, changeIds }];
      }),
    );
  };
  return withTransaction(pool, work, { isForMany: true });
}

/** Those that may be taken together, with keys, accounts and tasks locked; what somebody else has locked is not waited for. */
async function plainOf(sql: Sql, brought: readonly Brought[]): Promise<ReadonlyMap<Brought, Answered>> {
  const approved = await approvedOf(
    sql,
    brought.map(({ bringer }) => bringer.workstationId),
  );
  const speaking = firstOfEach(brought.filter(({ bringer }) => approved.has(bringer.workstationId)));
  const keys = await lockSpeakingKeys(
    sql,
    speaking.map(({ task }) => task),
    'SKIP',
  );
  const tasks = await lockTasks(
    sql,
    speaking.map(({ task }) => task.id),
    'SKIP',
  );
  const plain = new Map<Brought, Answered>();
  for (const each of speaking) {
    const locked = keys.get(each.task.keyId);
    const task = tasks.get(each.task.id);
    if (locked === undefined || !locked.ownerIsLocked || !locked.accountsAreLocked) continue;
    if (task === undefined || !awaitsAnswer(task)) continue;
    const { key } = locked;
    const verdict = judge(each.bytes, { key, task, server: each.server });
    if (!verdict.ok) continue;
    const answered = { actor: each.bringer.actor, key, task, acknowledgement: verdict.value };
    if (isPlain(answered)) plain.set(each, answered);
  }
  return plain;
}

/** A key says one thing at a time, and what is written of an account is written one after the other. */
function firstOfEach(brought: readonly Brought[]): readonly Brought[] {
  const seen = new Set<string>();
  return brought.filter(({ task: { keyId, accountId } }) => {
    const names = [keyId, ...(accountId === null ? [] : [accountId])];
    const isFirst = !names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return isFirst;
  });
}
