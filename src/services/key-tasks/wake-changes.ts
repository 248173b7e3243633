import type { Sql } from '../../database.js';
import { AppError } from '../../errors.js';
import { IS_AHEAD } from '../password-changes/directory-first/ahead.js';
import type { KeyTaskParts } from './key-task-parts.js';

type Parts = Pick<KeyTaskParts, 'pool' | 'workflows' | 'log'>;

/**
 * Has changes go on, after the commit of what they waited for. Whatever keeps them from being told is no failure of what was
 * committed: the worker goes on with them later.
 */
export async function wakeChanges(
  { workflows, log }: Pick<Parts, 'workflows' | 'log'>,
  changeIds: readonly string[],
): Promise<void> {
  for (const id of new Set(changeIds)) {
    try {
      await workflows.advanceChange(id);
    } catch (error) {
      const level = error instanceof AppError ? 'warn' : 'error';
      log[level]({ err: error, changeId: id }, 'a change of a password could not be told to go on');
      // The others would fail as well, each after its time-out.
      if (error instanceof AppError) return;
    }
  }
}

/** Changes that wait for one of these keys, with nothing on its way to it. Those of a rotation are driven by that. */
export async function changesWaitingForKeys(sql: Sql, serials: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select c.id from password_change c join key k on k.id = c.key_id
     where k.serial = any($1::text[]) and c.ended_at is null and not c.holds_claim
       and (c.rotation_id is null or ${IS_AHEAD('c')}) order by c.created_at, c.id`,
    [serials],
  );
  return rows.map(({ id }) => id);
}

/** Changes that waited for the alarm to be lifted. */
export async function wakeAfterAlarm(parts: Parts): Promise<void> {
  const { rows } = await parts.pool.query<{ id: string }>(
    `select id from password_change where ended_at is null and last_error_code = 'ALARM_RAISED' order by created_at, id`,
  );
  await wakeChanges(
    parts,
    rows.map(({ id }) => id),
  );
}

/** A log-on with the pending password of an account shows that the directory has it: its change need not wait. */
export async function wakeAfterLogOn(parts: Parts, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  const { rows } = await parts.pool.query<{ id: string }>(
    `select id from password_change where account_id = any($1::uuid[]) and ended_at is null and holds_claim`,
    [accountIds],
  );
  await wakeChanges(
    parts,
    rows.map(({ id }) => id),
  );
}
