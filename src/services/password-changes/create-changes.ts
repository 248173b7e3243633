import type { Sql } from '../../database.js';
import type { PasswordChangeKind } from '../../domain/states.js';
import { openStreams } from '../../events/record-event.js';
import type { Actor } from '../audit/record-audit.js';
import { auditStage, recordProgress } from './change-events.js';
import { readChange } from './stored-change.js';

export interface NewChange {
  readonly accountId: string;
  readonly kind: PasswordChangeKind;
  /** The key that gets the password, where one does. */
  readonly keyId?: string | null;
  /** Disable the account in the directory afterwards. */
  readonly disablesAccount?: boolean;
}

/**
 * Records that passwords are to be changed, in a transaction that has locked the accounts. Nothing is generated and nothing
 * claimed yet. Where a change of the same kind waits for the account already, that one is joined: it then goes to the key
 * that is named now. Answers the ids, in the order of the requests; after the commit, `Workflows.advanceChange` for each
 * makes them go on.
 */
export async function createChanges(
  sql: Sql,
  actor: Actor,
  requests: readonly NewChange[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { accountId, kind, keyId = null, disablesAccount = false } of requests) {
    const { rows } = await sql.query<{ id: string; isNew: boolean }>(
      `insert into password_change (account_id, kind, key_id, wanted_by_kind, wanted_by_id, wanted_by, disables_account)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account_id, kind) where stage in ('QUEUED', 'WAITING_FOR_KEY') and not holds_claim
       do update set key_id = excluded.key_id, next_attempt_at = null, revision = password_change.revision + 1,
         disables_account = password_change.disables_account or excluded.disables_account, updated_at = now()
       returning id, xmax = 0 as "isNew"`,
      [accountId, kind, keyId, actor.kind, actor.id, actor.name, disablesAccount],
    );
    ids.push(rows[0]!.id);
    if (rows[0]!.isNew) await announce(sql, rows[0]!.id, accountId);
  }
  return ids;
}

async function announce(sql: Sql, id: string, accountId: string): Promise<void> {
  await openStreams(sql, [id, accountId]);
  const change = await readChange(sql, id);
  if (change === undefined) return;
  await auditStage(sql, change);
  await recordProgress(sql, change);
}
