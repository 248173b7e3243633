import type { Sql } from '../../database.js';
import { usualOrderOf } from '../../domain/password-change/change-order.js';
import type { PasswordChangeKind, PasswordChangeOrder } from '../../domain/states.js';
import { openStreams } from '../../events/record-event.js';
import type { Actor } from '../audit/record-audit.js';
import { auditStages, recordProgress } from './rows/change-events.js';
import { eraseCopies } from './copies/copies.js';
import { readChange } from './rows/stored-change.js';

export interface NewChange {
  readonly accountId: string;
  readonly kind: PasswordChangeKind;
  /** The key that gets the password, where one does. */
  readonly keyId?: string | null;
  /** The usual one of its kind when left out. */
  readonly order?: PasswordChangeOrder;
  /** The rotation it is a part of. */
  readonly rotationId?: string | null;
  /** Somebody typed the password, which the caller keeps as its copy right after this. */
  readonly isTyped?: boolean;
  /** A password for the key alone is not tried at the directory. */
  readonly insists?: boolean;
  /** Once it is over, no key gets a password of the account by itself. */
  readonly keepsOffKey?: boolean;
  /** Disable the account in the directory afterwards. */
  readonly disablesAccount?: boolean;
}

const COLUMNS = [
  'account_id',
  'kind',
  'key_id',
  'wanted_by_kind',
  'wanted_by_id',
  'wanted_by',
  'change_order',
  'rotation_id',
  'is_typed',
  'insists',
  'keeps_off_key',
  'disables_account',
];

/**
 * Records that passwords are to be changed, in a transaction that has locked the accounts. Nothing is generated and nothing
 * claimed yet. Where a change of the same kind waits for the account already, and has asked nothing of the directory, that one
 * is joined: it then goes to the key that is named now, in the order and the name of whoever wants it now, and what
 * was typed for it before is forgotten. Answers the ids, in the order of the requests; after the commit, `Workflows.advanceChange` for each makes them
 * go on.
 */
export async function createChanges(
  sql: Sql,
  actor: Actor,
  requests: readonly NewChange[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const request of requests) {
    const { rows } = await sql.query<{ id: string; isNew: boolean }>(
      `insert into password_change (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})
       on conflict (account_id, kind)
         where stage in ('QUEUED', 'WAITING_FOR_KEY') and not holds_claim and sent_at is null
       do update set key_id = excluded.key_id, next_attempt_at = null, revision = password_change.revision + 1,
         change_order = excluded.change_order, rotation_id = coalesce(excluded.rotation_id, password_change.rotation_id),
         is_typed = excluded.is_typed, insists = excluded.insists,
         keeps_off_key = excluded.keeps_off_key, wanted_by_kind = excluded.wanted_by_kind,
         wanted_by_id = excluded.wanted_by_id, wanted_by = excluded.wanted_by, attempts = 0,
         last_error_code = null, last_error = null,
         disables_account = password_change.disables_account or excluded.disables_account, updated_at = now()
       returning id, xmax = 0 as "isNew"`,
      valuesOf(actor, request),
    );
    const { id, isNew } = rows[0]!;
    ids.push(id);
    if (isNew) await announce(sql, id, request.accountId);
    else await eraseCopies(sql, [id]);
  }
  return ids;
}

function valuesOf(actor: Actor, { accountId, kind, keyId = null, ...request }: NewChange): unknown[] {
  const {
    order,
    rotationId = null,
    isTyped = false,
    insists = false,
    keepsOffKey = false,
    disablesAccount = false,
  } = request;
  return [
    accountId,
    kind,
    keyId,
    actor.kind,
    actor.id,
    actor.name,
    order ?? usualOrderOf(kind),
    rotationId,
    isTyped,
    insists,
    keepsOffKey,
    disablesAccount,
  ];
}

async function announce(sql: Sql, id: string, accountId: string): Promise<void> {
  await openStreams(sql, [id, accountId]);
  const change = await readChange(sql, id);
  if (change === undefined) return;
  await auditStages(sql, [change]);
  await recordProgress(sql, [change]);
}
