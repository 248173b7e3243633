import type { Sql } from '../../../database.js';
import { completeAll } from '../key-first/commit-on-key.js';
import { readSituations } from '../key-first/situation.js';
import { stepOf } from '../key-first/step-of.js';
import type { StoredChange } from '../rows/stored-change.js';
import { commitAll } from '../turns/commit-all.js';
import { wakeOthers } from '../turns/run.js';
import { allReached, inSet, type SetParts, type SetResult } from './set.js';

/** Ends changes whose keys use the new password together, as `complete` ends one: in one transaction. */
export function completeSet(parts: SetParts, changeIds: readonly string[]): Promise<SetResult> {
  return inSet(parts, changeIds, async (set) => {
    const changes = set.members.map(({ change }) => change);
    await allReached(set, 'complete.before', changes);
    const work = async (sql: Sql, locked: readonly StoredChange[]): Promise<readonly StoredChange[]> => {
      const situations = await readSituations(sql, locked);
      const over = locked.filter((change) => {
        const situation = situations.get(change.id);
        return situation !== undefined && stepOf(parts, change, situation).step === 'COMPLETE';
      });
      if (over.length === 0) return [];
      const after = await completeAll(sql, over);
      await wakeOthers(set, sql, over);
      await allReached(set, 'complete.during', over);
      return after;
    };
    const ended = await commitAll(set.client, changes, work, { locking: 'SKIP' });
    await allReached(set, 'complete.after', ended);
    return new Map(ended.map(({ id }) => [id, 'ENDED']));
  });
}
