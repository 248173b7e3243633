import type { Sql } from '../../../database.js';
import type { KeyRefusal } from '../../../keys/key-protocol.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { afterKeyTask } from '../../password-changes/after-key-task.js';
import { overtakeChanges } from '../../password-changes/overtake-changes.js';
import { reasonOf, refuseTask } from './end-task.js';
import type { SpeakingKey } from './lock-key.js';
import { lockOpenTasks, type StoredTask } from '../stored-task.js';

/** What shows that a key does not obey us: it is linked to somebody else, or to nobody though it was to us. */
export type LostLink = Extract<KeyRefusal, 'OTHER_SERVER' | 'NOT_LINKED'>;

const ACTIONS: { readonly [Why in LostLink]: string } = {
  OTHER_SERVER: 'key.linked-elsewhere',
  NOT_LINKED: 'key.reset-by-hand',
};

export interface Lost {
  /** Changes that were concerned. */
  readonly changeIds: readonly string[];
  /** For those who watch keys. */
  readonly action: string;
}

/**
 * A locked key has shown that it does not obey us. Whatever it was to be told is refused, nothing is handed over, and the
 * passwords that it was thought to hold are in nobody’s hands. It is not linked again before it is activated anew.
 */
export async function loseLink(sql: Sql, actor: Actor, key: SpeakingKey, why: LostLink): Promise<Lost> {
  const changeIds: string[] = [];
  for (const task of await lockOpenTasks(sql, key.id)) changeIds.push(...(await refuse(sql, task, why)));
  if (key.linkedAt !== null) {
    await sql.query(
      `update domain_account set password_holder = 'NO_ONE_HAS_IT'
       where id = any($1::uuid[]) and password_holder in ('MANAGED', 'DIRECTORY_AHEAD')`,
      [key.accountIds],
    );
    await sql.query(
      `update key set linked_at = null, confirmed_status = case when $2 then 'READY' else confirmed_status end,
              updated_at = now()
       where id = $1`,
      [key.id, why === 'NOT_LINKED'],
    );
  }
  await overtakeChanges(sql, [key.id]);
  const action = ACTIONS[why];
  await insertAudit(sql, actor, { action, targetType: 'Key', targetId: key.id, outcome: 'REFUSED' });
  return { changeIds, action };
}

async function refuse(sql: Sql, task: StoredTask, why: LostLink): Promise<readonly string[]> {
  await refuseTask(sql, task, why);
  const { kind, changeId, sequence } = task;
  if (changeId === null) return [];
  const answered = { kind, changeId, sequence: sequence ?? 0n };
  return afterKeyTask(sql, { task: answered, outcome: { outcome: 'REFUSED', reason: reasonOf(why) } });
}
