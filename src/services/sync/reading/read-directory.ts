import { withTransaction, type Pool } from '../../../database.js';
import type { Directory } from '../../../directory/directory.js';
import { AppError, type ErrorCode } from '../../../errors.js';
import type { BindSecrets } from '../../../keys/bind-secrets.js';
import { storedTarget } from '../../domains/stored-target.js';
import { lookUpKnown, markMembership, reconcileMembers, markEmptyGroup } from './prove-snapshot.js';
import { refreshStatistics } from '../fresh-statistics.js';
import { recordProgress } from '../run-progress.js';
import { OF_THIS_ATTEMPT, refuseStale, type Reading } from './reading.js';
import { readNamed, readPeople } from './read-people.js';
import { findGroups, pinGroups, settleMembers } from './snapshot-groups.js';
import type { Attempt } from './store-snapshot.js';
import { findRun, type SyncRunRow } from '../sync-run-row.js';

export interface ReadingParts {
  readonly pool: Pool;
  readonly directory: Directory;
  readonly bindSecrets: BindSecrets;
}

/**
 * Reads one domain into a new attempt of a run's snapshot and proves that nothing is missing. Pages are stored as they
 * come, while the next is being read. Does nothing for a run whose snapshot is proved already, or that has ended.
 *
 * @throws AppError with what was wrong with the directory; no row of this attempt is used then
 */
export async function readDirectory(parts: ReadingParts, runId: string, signal: AbortSignal): Promise<void> {
  const { pool } = parts;
  const run = await findRun(pool, runId);
  if (run === undefined || (run.phase !== 'REQUESTED' && run.phase !== 'READING')) return;
  const attempt = await beginAttempt(pool, run);
  if (attempt === undefined) return;
  await readFromOneController(parts, run, attempt, signal);
}

/** The connection was at fault, not what was said over it. */
const LOST: ReadonlySet<string> = new Set<ErrorCode>(['DIRECTORY_UNREACHABLE', 'DIRECTORY_TIMEOUT']);

/**
 * A controller that is lost before it has shown anybody is replaced by the next one, from the start. Lost later, the
 * attempt is over: the next one is a new attempt, so that people of two controllers never stand side by side.
 */
async function readFromOneController(
  { pool, directory, bindSecrets }: ReadingParts,
  { domain, kind }: SyncRunRow,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<void> {
  const target = storedTarget(domain, bindSecrets);
  const lost = new Map<string, AppError>();
  for (;;) {
    const session = await directory.open(target, signal);
    const progress = { hasPeople: false };
    try {
      const { address } = session.controller;
      const before = lost.get(address);
      if (before !== undefined) throw before;
      const keepsValuesOf = session.controller.readOnly ? domain.id : undefined;
      await readSnapshot({
        pool,
        session,
        domain,
        kind,
        attempt: { ...attempt, keepsValuesOf },
        signal,
        progress,
      });
      return;
    } catch (error) {
      const isNew = error instanceof AppError && !lost.has(session.controller.address);
      if (!isNew || progress.hasPeople || !LOST.has(error.code)) throw error;
      lost.set(session.controller.address, error);
      await forgetEntries(pool, attempt);
    } finally {
      await session.close();
    }
  }
}

/** Who was looked up at a controller that is lost, and who it said has left, is not taken for the next one's word. */
async function forgetEntries(pool: Pool, { runId, attempt }: Attempt): Promise<void> {
  await pool.query(`delete from snapshot_entry where run_id = $1 and attempt = $2`, [runId, attempt]);
}

/** Undefined when the run has ended or gone on meanwhile. */
async function beginAttempt(pool: Pool, run: SyncRunRow): Promise<Attempt | undefined> {
  return withTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ attempt: number }>(
      `update sync_run set attempt = attempt + 1, phase = 'READING', phase_started_at = now(), read = 0, expected = null,
              group_empty = false,
              warnings = case when attempt = 0 then '{}'
                              else array['The directory is read again from the start (attempt ' || attempt + 1 || ').'] end,
              started_at = coalesce(started_at, now())
       where id = $1 and phase in ('REQUESTED', 'READING') returning attempt`,
      [run.id],
    );
    if (rows[0] === undefined) return undefined;
    await sql.query(`delete from snapshot_entry where run_id = $1`, [run.id]);
    await sql.query(`delete from snapshot_member where run_id = $1`, [run.id]);
    await recordProgress(sql, run.id);
    return { runId: run.id, attempt: rows[0].attempt };
  });
}

async function readSnapshot(reading: Reading): Promise<void> {
  const { pool, session, domain, kind, attempt } = reading;
  const found = await findGroups(session, domain);
  if (kind !== 'DRY_RUN') await pinGroups(pool, domain, found, await session.bindAccountGuid());
  await readPeople(reading, found);
  // Just filled: without fresh statistics the comparisons below are planned as if the tables were empty.
  await refreshStatistics(pool, 'SNAPSHOT');
  const pinned = {
    ...domain,
    syncGroupGuid: found.sync[0]?.objectGuid ?? null,
    passwordGroupGuid: found.password[0]?.objectGuid ?? null,
  };
  const settled = await settleMembers(pool, session, attempt, pinned, found);
  await reconcileMembers(pool, attempt, domain, settled);
  await readNamed(reading, settled);
  await lookUpKnown(reading, settled);
  // Nothing is asked of the controller from here on: what is marked was shown by the one that was read to the end.
  await markEmptyGroup(pool, attempt, domain);
  await markMembership(pool, attempt, settled.groups);
  await completeSnapshot(pool, attempt);
}

/** The snapshot is proved: counted, and what is odd about its people is said once for all. */
async function completeSnapshot(pool: Pool, { runId, attempt }: Attempt): Promise<void> {
  await withTransaction(pool, async (sql) => {
    const completed = await sql.query(
      `with people as (
         select count(*)::int as total,
                count(*) filter (where given_name is null)::int as nameless,
                count(*) filter (where mail is null)::int as mailless,
                count(*) filter (where mail is not null and email_key is null)::int as odd_mail,
                count(*) filter (where user_account_control is null)::int as unknown_state
         from snapshot_entry where run_id = $1 and attempt = $2 and standing = 'PERSON'
       ), unreadable as (
         select count(*)::int as total from snapshot_entry
         where run_id = $1 and attempt = $2 and standing = 'UNREADABLE'
       )
       update sync_run r set
         read = people.total, expected = people.total, snapshot_people = people.total, snapshot_completed_at = now(),
         phase = 'PLANNING', phase_started_at = now(),
         warnings = r.warnings || array_remove(array[
           case when people.nameless > 0 then people.nameless || ' people have no given name.' end,
           case when people.mailless > 0 then people.mailless || ' people have no e-mail address.' end,
           case when people.odd_mail > 0 then people.odd_mail || ' people have an e-mail value that is not exactly one address; it matches nobody.' end,
           case when people.unknown_state > 0 then people.unknown_state || ' people do not show whether they are enabled; that counts as unknown.' end,
           case when unreadable.total > 0 then unreadable.total || ' people are named by the group but cannot be read. Nobody is removed for that.' end
         ], null)
       from people, unreadable where ${OF_THIS_ATTEMPT}`,
      [runId, attempt],
    );
    refuseStale(completed);
    await sql.query(
      `update domain d set last_read_at = now() from sync_run r
       where r.id = $1 and d.id = r.domain_id and r.kind <> 'DRY_RUN'`,
      [runId],
    );
    await recordProgress(sql, runId);
  });
}
