import type { Sql } from '../../../database.js';
import { commitAll } from '../turns/commit-all.js';
import { claimFree } from '../rows/claims.js';
import { reached } from '../turns/run.js';
import { givePasswords, lookAt, type LookedAt } from '../key-first/prepare.js';
import { readSituations, type ChangeKey } from '../key-first/situation.js';
import { stepOf } from '../key-first/step-of.js';
import type { StoredChange } from '../rows/stored-change.js';
import { allReached, inSet, type ChangeSet, type Member, type SetParts, type SetResult } from './set.js';

/**
 * Begins changes together, as `prepare` begins one: the controller is asked for each of their accounts, and what their keys
 * are given is committed in one transaction.
 */
export function prepareSet(parts: SetParts, changeIds: readonly string[]): Promise<SetResult> {
  return inSet(parts, changeIds, async (set) => {
    const looked = await Promise.all(set.members.map(look));
    const found = new Map(looked.flatMap((each) => (each === undefined ? [] : [[each.change.id, each]])));
    const begun = await begin(set, found);
    await allReached(set, 'generate.after', begun);
    return new Map(begun.map(({ id }) => [id, 'WAITING_FOR_KEY']));
  });
}

interface Looked extends LookedAt {
  readonly change: StoredChange;
}

/** Undefined: something keeps it from beginning. Whoever goes on with it alone finds out the same, and writes it down. */
async function look({ change, run }: Member): Promise<Looked | undefined> {
  await reached(run, 'generate.before', change);
  const found = await lookAt(run, change, undefined).catch(() => undefined);
  if (found === undefined) return undefined;
  await reached(run, 'generate.during', change);
  return { change, ...found };
}

async function begin(
  { client, parts }: ChangeSet,
  found: ReadonlyMap<string, Looked>,
): Promise<readonly StoredChange[]> {
  if (found.size === 0) return [];
  const changes = [...found.values()].map(({ change }) => change);
  const work = async (sql: Sql, locked: readonly StoredChange[]): Promise<readonly StoredChange[]> => {
    // Looked at again with everything locked: the key may have been withdrawn, or the account claimed.
    const keys = new Map<string, ChangeKey>();
    for (const [id, situation] of await readSituations(sql, locked)) {
      const change = locked.find((each) => each.id === id)!;
      if (situation.key !== undefined && stepOf(parts, change, situation).step === 'PREPARE')
        keys.set(id, situation.key);
    }
    // A rotation takes no claim from anybody, so that where it may begin nobody has one.
    const claimed = await claimFree(
      sql,
      locked.filter(({ id }) => keys.has(id)),
    );
    if (claimed.length === 0) return [];
    return givePasswords(
      sql,
      parts,
      claimed.map((change) => ({ change, key: keys.get(change.id)!, found: found.get(change.id)! })),
    );
  };
  return commitAll(client, changes, work, { locking: 'SKIP' });
}
