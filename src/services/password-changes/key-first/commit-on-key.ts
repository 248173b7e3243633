import { fileTime } from '../../../domain/active-directory/directory-values.js';
import type { Sql } from '../../../database.js';
import { addKeyTasks } from '../../keys/moves/move-tasks.js';
import { actorOf } from '../rows/change-events.js';
import { NO_ERROR } from '../rows/failure.js';
import type { StoredChange } from '../rows/stored-change.js';
import { tellOwner } from '../owner/tell-owner.js';
import { writeChange, type ChangePatch } from '../rows/write-change.js';
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
    const { keyId, write, accountId, id: changeId } = locked;
    const after = await writeChange(sql, locked, {
      ...NO_ERROR,
      ...patch,
      // Where the directory comes after the key, or not at all, the key is what it waits for last.
      stage: change.changeOrder === 'KEY_FIRST' ? 'VERIFIED' : 'ON_KEY',
      intent: 'COMMIT',
    });
    if (keyId === null || write === null) return after;
    await addKeyTasks(sql, actorOf(change), [{ keyId, kind: 'COMMIT', accountId, changeId, write }]);
    return after;
  });
  return 'GO_ON';
}

/** The key uses it, the directory has it: the change is over, and its owner is told. */
export async function complete(run: Run, change: StoredChange): Promise<StepResult> {
  await reached(run, 'complete.before', change);
  await run.turn.commit(change, async (sql, locked) => {
    await becomeManaged(sql, locked);
    await renewCachedLogOn(sql, locked);
    await tellOwner(sql, locked);
    const stage = locked.attention === null ? 'COMPLETED' : 'NEEDS_ATTENTION';
    const after = await writeChange(sql, locked, { ...NO_ERROR, stage });
    await wakeOthers(run, sql, locked);
    await reached(run, 'complete.during', change);
    return after;
  });
  await reached(run, 'complete.after', change);
  return 'GO_ON';
}

/**
 * The key has it. What somebody typed for the owner is known to somebody, and due to be rotated. When the directory says it
 * was set is remembered: another date there is somebody else's doing.
 */
async function becomeManaged(sql: Sql, { accountId, kind, ticksAfter }: StoredChange): Promise<void> {
  const shownAt = ticksAfter === null ? null : (fileTime(String(ticksAfter)) ?? null);
  await sql.query(
    `update domain_account set password_holder = 'MANAGED', password_known_since = case when $2 then now() end,
            password_changed_at = now(), password_shown_at = $3, pwd_last_set = $3, kept_off_key_since = null
     where id = $1`,
    [accountId, kind === 'ADMIN_SET', shownAt],
  );
}

/**
 * Nobody typed anything at the workstation: it signs its user in online once, so that Windows takes the new password for the
 * next time without a controller.
 */
async function renewCachedLogOn(sql: Sql, change: StoredChange): Promise<void> {
  const { kind, keyId, accountId } = change;
  if (kind !== 'ROTATION' || keyId === null) return;
  await addKeyTasks(sql, actorOf(change), [{ keyId, kind: 'RENEW_CACHED_LOGON', accountId }]);
}
