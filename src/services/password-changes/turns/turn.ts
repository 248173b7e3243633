import type { Client, Pool, Sql } from '../../../database.js';
import type { AdvanceOutcome } from '../advance-parts.js';
import type { StoredChange } from '../rows/stored-change.js';
import { prepared } from '../../prepared.js';
import { commitAll, tryLock, unlock } from './commit-all.js';

/** How soon to look again at a change that somebody else is at. */
const SOMEBODY_ELSE_MS = 1_000;
/** Longer than any step: whoever has committed nothing for so long is stopped, or cut off. */
const STOPPED_AFTER_MS = 30_000;

/**
 * A worker's turn at one change. Usually it is the only one, by a lock of its database connection, which goes with it when
 * the worker dies. A worker that is stopped keeps the lock: then the others go on without. Nothing goes wrong by that, since
 * whatever is committed compares the revision; they would only do the same thing twice.
 */
export class Turn {
  private ownRevision: number | undefined;

  constructor(
    readonly sql: Sql,
    private readonly isAlone: boolean,
  ) {}

  /** False while somebody else is at the change. */
  mayGoOn({ revision, updatedAt }: StoredChange, now: Date): boolean {
    if (this.isAlone || revision === this.ownRevision) return true;
    return now.getTime() - updatedAt.getTime() > STOPPED_AFTER_MS;
  }

  /**
   * Commits what comes next of a change, in a transaction that has locked account, key and change. Undefined, and nothing is
   * written, when the change has moved on since it was read, or another one has claimed its account; or when `work` says so.
   */
  async commit(
    change: StoredChange,
    work: (sql: Sql, locked: StoredChange) => Promise<StoredChange | undefined>,
  ): Promise<StoredChange | undefined> {
    const [after] = await commitAll(this.sql, [change], async (sql, [locked]) => {
      const written = locked && (await work(sql, locked));
      return written === undefined ? [] : [written];
    });
    if (after !== undefined) this.ownRevision = after.revision;
    return after;
  }
}

/** Takes a turn at a change, on one connection. */
export function inTurn(
  pool: Pool,
  changeId: string,
  work: (turn: Turn) => Promise<AdvanceOutcome>,
): Promise<AdvanceOutcome> {
  return inTurns(pool, [changeId], (client, alone) => work(new Turn(client, alone.has(changeId))));
}

/** Takes turns at several changes at once, on one connection. `work` is told at which of them nobody else is. */
export async function inTurns<T>(
  pool: Pool,
  changeIds: readonly string[],
  work: (client: Client, alone: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const onError = (error: Error) => (failure = error);
  client.on('error', onError);
  try {
    const alone = await tryLock(client, changeIds).catch((error: Error) => {
      // Broken off half-way, it has locks that nobody knows of.
      failure ??= error;
      throw error;
    });
    try {
      return await work(client, alone);
    } finally {
      if (alone.size > 0) await unlock(client, [...alone]).catch((error: Error) => (failure ??= error));
    }
  } finally {
    client.off('error', onError);
    // A connection that may still hold a lock is closed, which frees it.
    client.release(failure);
  }
}

export function somebodyElseIsAtIt(): AdvanceOutcome {
  return { state: 'AGAIN', afterMilliseconds: SOMEBODY_ELSE_MS, wake: [] };
}

/** Other changes of the accounts of these that have not ended: they may go on when these are over. */
export async function otherOpenChanges(
  sql: Sql,
  changes: readonly Pick<StoredChange, 'id' | 'accountId'>[],
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    prepared(
      `select id from password_change
     where account_id = any($1::uuid[]) and id <> all($2::uuid[]) and ended_at is null order by created_at, id`,
      [changes.map(({ accountId }) => accountId), changes.map(({ id }) => id)],
    ),
  );
  return rows.map((row) => row.id);
}
