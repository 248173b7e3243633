import { withTransaction, type Pool, type Sql } from '../../../database.js';
import type { Actor } from '../../audit/record-audit.js';
import { addChanges } from './add-changes.js';
import { cancelWaiting } from '../cancel-waiting.js';
import { judge, readRotationAccounts, type Judgement, type RotationAccount } from './rotation-accounts.js';
import { tellProgress } from '../rotation-progress.js';
import { beginRotation, lockRotations } from '../stored-rotation.js';
import { tellOverdue } from './tell-overdue.js';

/** Accounts that are looked at in one transaction. */
const BATCH = 1_000;

/** What a look at a domain came to. */
export interface Scanned {
  /** Accounts that were looked at. */
  readonly accounts: number;
  /** Changes that wait from now on. */
  readonly added: number;
  /** Changes that waited, and are not due any more. */
  readonly dropped: number;
  /** Passwords that somebody else has set since we did. */
  readonly drifted: number;
  /** Mails about keys that are missed. */
  readonly mails: number;
}

/**
 * Finds the accounts of a domain whose passwords are due, and has a change wait for each; what waited and is not due or not
 * eligible any more is cancelled. Set-wise, whatever their number; may be done any number of times.
 *
 * @param keySerials only of the owners of these keys
 */
export async function scanDue(
  pool: Pool,
  { domainId, keySerials }: { readonly domainId: string; readonly keySerials?: readonly string[] },
): Promise<Scanned> {
  const scanned = { accounts: 0, added: 0, dropped: 0, drifted: 0, mails: 0 };
  const actor = await actorOf(pool, domainId);
  if (actor === undefined) return scanned;
  for (let after: string | undefined; ;) {
    const accounts = await readRotationAccounts(pool, {
      domainId,
      managedOnly: true,
      limit: BATCH,
      ...(keySerials && { keySerials }),
      ...(after !== undefined && { after }),
    });
    const now = new Date();
    const judged = accounts.map((account) => ({ account, judgement: judge(account, now) }));
    scanned.accounts += accounts.length;
    scanned.added += await addDue(pool, actor, domainId, judged);
    scanned.dropped += await dropUndue(pool, judged);
    await hasten(pool, judged);
    scanned.drifted += judged.filter(({ judgement }) => judgement.hasDrifted).length;
    scanned.mails += await tellOverdue(pool, domainId, judged);
    if (accounts.length < BATCH) return scanned;
    after = accounts.at(-1)!.id;
  }
}

interface Judged {
  readonly account: RotationAccount;
  readonly judgement: Judgement;
}

async function addDue(
  pool: Pool,
  actor: Actor,
  domainId: string,
  judged: readonly Judged[],
): Promise<number> {
  const due = judged.filter(({ account, judgement }) => judgement.isWanted && account.changeId === null);
  if (due.length === 0) return 0;
  return withTransaction(pool, async (sql) => {
    await lockRotations(sql, domainId);
    const { id } = await beginRotation(sql, actor, { domainId, reason: 'SCHEDULED' });
    const accounts = due.map(({ account, judgement }) => ({
      accountId: account.id,
      keyId: account.keyId,
      overdueAt: judgement.overdueAt,
    }));
    const added = await addChanges(sql, actor, id, accounts);
    await tellProgress(sql, id);
    return added;
  });
}

/** What waits and need not wait any more. What somebody asked for waits as long as its account is eligible. */
async function dropUndue(pool: Pool, judged: readonly Judged[]): Promise<number> {
  const undue = judged.filter(
    ({ account, judgement: { isDue, obstacle } }) =>
      account.changeId !== null && obstacle !== 'NO_ACTIVE_KEY' && !(isDue && obstacle === undefined),
  );
  if (undue.length === 0) return 0;
  return withTransaction(pool, (sql) =>
    cancelWaiting(
      sql,
      undue.map(({ account, judgement: { obstacle } }) => ({
        changeId: account.changeId!,
        accountId: account.id,
        alsoRequested: obstacle !== undefined && obstacle !== 'SET_ASIDE',
        why:
          obstacle === undefined
            ? 'The password was set elsewhere meanwhile, or may get older now: it is not due any more.'
            : `The password of the account is not changed by itself any more (${obstacle}).`,
      })),
    ),
  );
}

/** Of what waits, the time from which on it is made outside of the window too may come nearer: more is known since. */
async function hasten(pool: Pool, judged: readonly Judged[]): Promise<void> {
  const nearer = judged.filter(
    ({ account: { changeId, anyTimeFrom }, judgement }) =>
      changeId !== null && anyTimeFrom !== null && judgement.overdueAt < anyTimeFrom,
  );
  if (nearer.length === 0) return;
  await pool.query(
    // Locked in the order of everybody: changes that begin together are locked at the same time.
    `update password_change c set overdue_at = least(c.overdue_at, n.at)
     from (select o.id, g.at from password_change o
           join unnest($1::uuid[], $2::timestamptz[]) as g (id, at) on g.id = o.id
           where o.ended_at is null and not o.holds_claim order by o.id for update of o) n
     where c.id = n.id`,
    [nearer.map(({ account }) => account.changeId), nearer.map(({ judgement }) => judgement.overdueAt)],
  );
}

/** Shows in a run that passwords were set by somebody else: the keys of their owners may not have them any more. */
export async function noteDrift(sql: Sql, runId: string, drifted: number): Promise<void> {
  if (drifted === 0) return;
  const what = drifted === 1 ? '1 managed password was' : `${drifted} managed passwords were`;
  const warning = `${what} set in the directory by somebody else since Latchkey set them: rotationForecast names them (hasDrifted).`;
  await sql.query(
    `update sync_run set warnings = array_append(warnings, $2)
     where id = $1 and phase not in ('COMPLETED', 'FAILED', 'CANCELLED') and $2 <> all(warnings)`,
    [runId, warning],
  );
}

async function actorOf(pool: Pool, domainId: string): Promise<Actor | undefined> {
  const { rows } = await pool.query<{ name: string }>(
    `select dns_name as name from domain where id = $1 and bind_secret_sealed is not null
       and password_group_name is not null`,
    [domainId],
  );
  return rows[0] && { kind: 'SCHEDULE', id: domainId, name: rows[0].name };
}
