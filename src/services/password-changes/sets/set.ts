import type { Client } from '../../../database.js';
import { LONGEST_FENCE_MS } from '../../../domain/password-change/limits.js';
import type { AdvanceParts } from '../advance-parts.js';
import { noCheckpoints, type Checkpoint } from '../checkpoints.js';
import { readFactsOfAccounts } from '../policy/account-facts.js';
import { readChanges, type StoredChange } from '../rows/stored-change.js';
import type { Conversation } from '../turns/open-session.js';
import type { Run } from '../turns/run.js';
import { inTurns, Turn } from '../turns/turn.js';

/** What sets of changes of one domain stand on: they share their sessions. */
export interface SetParts extends AdvanceParts {
  readonly conversation: Conversation;
}

/**
 * What has become of a change in a set. `WAITING_FOR_KEY` and `ENDED` as of a turn. `NOT_BEGUN`: it stands where it stood.
 * `ALONE`: it is none of those that go the plain way, so `advanceChange` goes on with it.
 */
export type SetOutcome = 'WAITING_FOR_KEY' | 'ENDED' | 'NOT_BEGUN' | 'ALONE';

export interface SetResult {
  readonly outcomes: ReadonlyMap<string, SetOutcome>;
  /** Changes that may go on because of what was done. */
  readonly wake: ReadonlySet<string>;
}

/** A change in a set, and what its steps need to know. */
export interface Member {
  readonly change: StoredChange;
  readonly run: Run;
}

/** Changes that stand at the same point, and take their next step together over one connection. */
export interface ChangeSet {
  readonly client: Client;
  readonly parts: SetParts;
  readonly members: readonly Member[];
  readonly wake: Set<string>;
}

/**
 * Takes turns at changes of one domain together. Whatever is not the plain way of a rotation is left out of the set, as is what
 * somebody else is at; all that `work` does not name in its answer goes on alone.
 */
export async function inSet(
  parts: SetParts,
  changeIds: readonly string[],
  work: (set: ChangeSet) => Promise<ReadonlyMap<string, SetOutcome>>,
): Promise<SetResult> {
  const wake = new Set<string>();
  const named = await inTurns(parts.pool, changeIds, async (client, alone) => {
    const members = await readMembers(parts, { client, ids: [...alone], wake });
    return members.length === 0 ? new Map<string, SetOutcome>() : work({ client, parts, members, wake });
  });
  return { outcomes: new Map(changeIds.map((id) => [id, named.get(id) ?? 'ALONE'])), wake };
}

interface Wanted {
  readonly client: Client;
  readonly ids: readonly string[];
  readonly wake: Set<string>;
}

async function readMembers(parts: SetParts, { client, ids, wake }: Wanted): Promise<Member[]> {
  const changes = await readChanges(client, ids);
  // Of an account that has several only one can go on.
  const byAccount = new Map(changes.filter(isPlain).map((change) => [change.accountId, change]));
  const accounts = await readFactsOfAccounts(client, [...byAccount.keys()]);
  const turn = new Turn(client, true);
  const { conversation } = parts;
  return [...accounts.values()].map((account) => {
    const change = byAccount.get(account.id)!;
    return { change, run: { parts, turn, account, conversation, wake } };
  });
}

/** A rotation that goes to the key first, and of which the directory knows nothing that is not certain. */
function isPlain({
  kind,
  changeOrder,
  isTyped,
  attention,
  endedAt,
  sentAt,
  acceptedAt,
}: StoredChange): boolean {
  const isCertain = sentAt === null || acceptedAt !== null;
  return (
    kind === 'ROTATION' &&
    changeOrder === 'KEY_FIRST' &&
    !isTyped &&
    attention === null &&
    endedAt === null &&
    isCertain
  );
}

/** Tells where several changes have got to, and waits until all of them may go on. */
export async function allReached(
  { parts }: Pick<ChangeSet, 'parts'>,
  point: Checkpoint,
  changes: readonly StoredChange[],
): Promise<void> {
  const { checkpoints = noCheckpoints } = parts;
  await Promise.all(changes.map(({ id }) => checkpoints.reached(point, id)));
}

/** Until when what is known now to be ours may be written. */
export function fenceOf({ now = () => performance.now() }: Pick<AdvanceParts, 'now'>): number {
  return now() + LONGEST_FENCE_MS;
}
