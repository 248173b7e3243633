import { fileTime } from '../../../domain/active-directory/directory-values.js';
import type { Sql } from '../../../database.js';
import { addWantedKeyTasks, type WantedKeyTask } from '../../keys/moves/move-tasks.js';
import { prepared } from '../../prepared.js';
import { NO_ERROR } from '../rows/failure.js';
import type { StoredChange } from '../rows/stored-change.js';
import { tellOwners } from '../owner/tell-owner.js';
import { writeChanges, type ChangePatch, type WrittenChange } from '../rows/write-change.js';
import { reached, wakeOthers, type Run, type StepResult } from '../turns/run.js';

/**
 * The directory has the password: the key is told to use it from now on. Only here is that ever signed for. Doing it again,
 * where the first such task was cancelled before the key answered, does no harm.
 */
export async function commitOnKey(
  run: Run,
  change: StoredChange,
  patch: ChangePatch = {},
): Promise<StepResult> {
  await run.turn.commit(change, async (sql, locked) => {
    const [after] = await useOnKeys(sql, [{ change: locked, patch }]);
    return after;
  });
  return 'GO_ON';
}

/** The same for several changes at once, in a transaction that has locked them; each with what else is known of it. */
export async function useOnKeys(
  sql: Sql,
  proved: readonly WrittenChange[],
): Promise<readonly StoredChange[]> {
  const after = await writeChanges(
    sql,
    proved.map(({ change, patch }) => ({
      change,
      patch: {
        ...NO_ERROR,
        ...patch,
        // Where the directory comes after the key, or not at all, the key is what it waits for last.
        stage: change.changeOrder === 'KEY_FIRST' ? 'VERIFIED' : 'ON_KEY',
        intent: 'COMMIT',
      },
    })),
  );
  const tasks = after.flatMap(({ id: changeId, keyId, write, accountId, wantedBy }): WantedKeyTask[] =>
    keyId === null || write === null ? [] : [{ keyId, kind: 'COMMIT', accountId, changeId, write, wantedBy }],
  );
  await addWantedKeyTasks(sql, tasks);
  return after;
}

/** The key uses it, the directory has it: the change is over, and its owner is told. */
export async function complete(run: Run, change: StoredChange): Promise<StepResult> {
  await reached(run, 'complete.before', change);
  await run.turn.commit(change, async (sql, locked) => {
    const [after] = await completeAll(sql, [locked]);
    await wakeOthers(run, sql, [locked]);
    await reached(run, 'complete.during', change);
    return after;
  });
  await reached(run, 'complete.after', change);
  return 'GO_ON';
}

/** Writes of several changes at once, in a transaction that has locked them, that they are over. */
export async function completeAll(
  sql: Sql,
  changes: readonly StoredChange[],
): Promise<readonly StoredChange[]> {
  await becomeManaged(sql, changes);
  await renewCachedLogOns(sql, changes);
  await tellOwners(sql, changes);
  return writeChanges(
    sql,
    changes.map((change) => {
      const stage = change.attention === null ? 'COMPLETED' : 'NEEDS_ATTENTION';
      return { change, patch: { ...NO_ERROR, stage } };
    }),
  );
}

/**
 * The keys have it. What somebody typed for the owner is known to somebody, and due to be rotated. When the directory says it
 * was set is remembered: another date there is somebody else's doing.
 */
async function becomeManaged(sql: Sql, changes: readonly StoredChange[]): Promise<void> {
  const shownAt = ({ ticksAfter }: StoredChange): Date | null =>
    ticksAfter === null ? null : (fileTime(String(ticksAfter)) ?? null);
  await sql.query(
    prepared(
      `update domain_account a set password_holder = 'MANAGED', password_known_since = case when w.typed then now() end,
            password_changed_at = now(), password_shown_at = w.shown, pwd_last_set = w.shown, kept_off_key_since = null
     from unnest($1::uuid[], $2::boolean[], $3::timestamptz[]) as w (id, typed, shown) where a.id = w.id`,
      [
        changes.map(({ accountId }) => accountId),
        changes.map(({ kind }) => kind === 'ADMIN_SET'),
        changes.map(shownAt),
      ],
    ),
  );
}

/**
 * Nobody typed anything at the workstation: it signs its user in online once, so that Windows takes the new password for the
 * next time without a controller.
 */
async function renewCachedLogOns(sql: Sql, changes: readonly StoredChange[]): Promise<void> {
  const tasks = changes.flatMap(({ kind, keyId, accountId, wantedBy }): WantedKeyTask[] =>
    kind !== 'ROTATION' || keyId === null ? [] : [{ keyId, kind: 'RENEW_CACHED_LOGON', accountId, wantedBy }],
  );
  await addWantedKeyTasks(sql, tasks);
}
