import { inTransaction, type Sql } from '../../../database.js';
import type { ActorKind } from '../../../domain/states.js';
import { createChanges } from '../create-changes.js';
import { readChange, type StoredChange } from '../rows/stored-change.js';
import { writeChange } from '../rows/write-change.js';
import type { Run } from '../turns/run.js';

/**
 * A reset was sent by somebody who had been overtaken. Where that was because the key was reported lost, the directory may
 * have the password again that is on it: so both resets are made again, by the replacement that is under way, or else by
 * another one, as if the key were reported now. What a replacement sets itself nobody knows, so that nothing follows from it.
 */
export async function repeatCompromise(run: Run, change: StoredChange): Promise<void> {
  if (change.kind === 'COMPROMISE') return;
  const ids = await inTransaction(run.turn.sql, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [change.accountId]);
    const last = await lastReport(sql, change);
    if (last === undefined) return [];
    if (last.isOpen) return beginAnew(sql, last.changeId);
    const actor = { kind: last.kind, id: last.id, name: last.name };
    return createChanges(sql, actor, [
      { accountId: change.accountId, kind: 'COMPROMISE', keyId: last.keyId },
    ]);
  });
  for (const id of ids) run.wake.add(id);
}

interface Report {
  readonly changeId: string;
  readonly isOpen: boolean;
  readonly kind: ActorKind;
  readonly id: string | null;
  readonly name: string;
  readonly keyId: string | null;
}

/** The last replacement of the account's password since this change was wanted. */
async function lastReport(sql: Sql, { accountId, createdAt }: StoredChange): Promise<Report | undefined> {
  const { rows } = await sql.query<Report>(
    `select id as "changeId", ended_at is null as "isOpen", wanted_by_kind as kind, wanted_by_id as id,
            wanted_by as name, key_id as "keyId"
     from password_change where account_id = $1 and kind = 'COMPROMISE' and created_at >= $2
     order by ended_at is null desc, created_at desc limit 1`,
    [accountId, createdAt],
  );
  return rows[0];
}

/** Whoever is at it finds that it has moved on, and begins with two new passwords. */
async function beginAnew(sql: Sql, id: string): Promise<string[]> {
  await sql.query(`select id from password_change where id = $1 for update`, [id]);
  const open = await readChange(sql, id);
  // One that has sent nothing yet begins after what was sent here.
  if (open?.sentAt != null)
    await writeChange(sql, open, {
      stage: 'IN_DIRECTORY',
      intent: 'RESET',
      sentAt: null,
      nextAttemptAt: null,
    });
  return [id];
}
