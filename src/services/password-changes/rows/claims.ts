import type { Sql } from '../../../database.js';
import { decideClaim, type Holder } from '../../../domain/password-change/change-order.js';
import { addKeyTasks } from '../../keys/moves/move-tasks.js';
import { actorOf } from './change-events.js';
import { supersedeAhead } from '../directory-first/ahead.js';
import { claimHolder, type StoredChange } from './stored-change.js';
import { writeChange } from './write-change.js';
import { prepared } from '../../prepared.js';

/**
 * Claims the account of a change, which the caller's transaction has locked: from then on no other change of it writes,
 * and whoever still has an older number is refused. The claim has no time limit: it ends with the change. Answers the change
 * with its claim, or WAIT where another one goes first.
 */
export async function claimAccount(sql: Sql, change: StoredChange): Promise<StoredChange | 'WAIT'> {
  if (change.holdsClaim) return change;
  const holder = await claimHolder(sql, change.accountId);
  const decision = decideClaim(change.kind, holder && { kind: holder.kind, wasSent: holder.sentAt !== null });
  if (decision === 'WAIT') return 'WAIT';
  if (holder !== undefined) await superseded(sql, holder, change);
  // What a lost key was still to get it gets no more.
  if (change.kind === 'COMPROMISE') await supersedeAhead(sql, change);
  const [claimed] = await claimFree(sql, [change]);
  if (claimed === undefined) throw new Error('the account of a change is gone');
  return claimed;
}

/** Claims accounts that nobody has claimed, each for its change. In a transaction that has locked both. */
export async function claimFree(sql: Sql, changes: readonly StoredChange[]): Promise<StoredChange[]> {
  const { rows } = await sql.query<{ id: string; number: bigint }>(
    prepared(
      `with raised as (
       update domain_account set claim_number = claim_number + 1 where id = any($1::uuid[])
       returning id, claim_number as number
     )
     update password_change c set claim = r.number, holds_claim = true, revision = c.revision + 1, updated_at = now()
     from raised r where c.account_id = r.id and c.id = any($2::uuid[]) returning c.id, r.number`,
      [changes.map(({ accountId }) => accountId), changes.map(({ id }) => id)],
    ),
  );
  const claims = new Map(rows.map(({ id, number }) => [id, number]));
  return changes.flatMap((change) => {
    const claim = claims.get(change.id);
    if (claim === undefined) return [];
    return [{ ...change, claim, holdsClaim: true, revision: change.revision + 1 }];
  });
}

/** Who has the claim of an account at this moment, without locking anything. */
export async function claimHolderOf(sql: Sql, accountId: string): Promise<Holder | undefined> {
  const { rows } = await sql.query<Holder>(
    prepared(
      `select kind, sent_at is not null as "wasSent" from password_change where account_id = $1 and holds_claim`,
      [accountId],
    ),
  );
  return rows[0];
}

/** Ends a change for another one. What it wrote into a key's pending slot is taken out again, where that may be. */
export async function superseded(sql: Sql, change: StoredChange, by: StoredChange): Promise<StoredChange> {
  const ended = await writeChange(sql, change, {
    stage: 'CANCELLED',
    lastErrorCode: 'CHANGE_SUPERSEDED',
    lastError: `A change of the kind ${by.kind} takes the place of this one.`,
  });
  if (change.undo === 'DISCARD' && by.kind !== 'COMPROMISE') await addDiscard(sql, change);
  return ended;
}

/**
 * Tells the key to drop what this change put into its pending slot, also where the key has not acknowledged it: then it may
 * have it all the same. Does nothing where nothing was ever delivered.
 */
export async function addDiscard(sql: Sql, change: StoredChange): Promise<void> {
  const { keyId, accountId, id: changeId } = change;
  if (keyId === null) return;
  const { rows } = await sql.query<{ write: bigint | null }>(
    prepared(
      `select coalesce($2::bigint, max(sequence)) as write from key_task where change_id = $1 and kind = 'WRITE_PENDING'`,
      [changeId, change.write],
    ),
  );
  const write = rows[0]?.write ?? null;
  if (write === null) return;
  await addKeyTasks(sql, actorOf(change), [{ keyId, kind: 'DISCARD', accountId, changeId, write }]);
}
