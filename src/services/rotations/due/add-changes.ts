import type { Sql } from '../../../database.js';
import type { PasswordChangeOrder } from '../../../domain/password-change/change-states.js';
import { openStreams, recordEventEach } from '../../../events/record-event.js';
import type { Actor } from '../../audit/record-audit.js';
import type { ChangeProgress } from '../../password-changes/rows/change-events.js';

/** An account whose password a rotation changes. */
export interface RotatedAccount {
  readonly accountId: string;
  readonly keyId: string | null;
  /** From then on it is changed outside of the window too. */
  readonly overdueAt: Date;
  readonly order?: PasswordChangeOrder;
}

/**
 * Adds accounts to a rotation: a handful of statements, whatever their number. Where a change by another rotation waits for
 * an account, it becomes one of this rotation's; one that is under way is left alone. Answers how many are in it by this.
 */
export async function addChanges(
  sql: Sql,
  actor: Actor,
  rotationId: string,
  accounts: readonly RotatedAccount[],
): Promise<number> {
  if (accounts.length === 0) return 0;
  const ids = accounts.map(({ accountId }) => accountId);
  await sql.query(`select id from domain_account where id = any($1::uuid[]) order by id for no key update`, [
    ids,
  ]);
  const { rows } = await sql.query<{ changeId: string; accountId: string; isNew: boolean }>(
    `insert into password_change
       (account_id, kind, key_id, wanted_by_kind, wanted_by_id, wanted_by, change_order, rotation_id, overdue_at)
     select account_id, 'ROTATION', key_id, $5, $6, $7, change_order, $8, overdue_at
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as g (account_id, key_id, change_order, overdue_at)
     where not exists (
       select 1 from password_change o
       where o.account_id = g.account_id and o.kind = 'ROTATION' and o.ended_at is null
         and (o.holds_claim or o.sent_at is not null or o.rotation_id = $8)
     )
     on conflict (account_id, kind)
       where stage in ('QUEUED', 'WAITING_FOR_KEY') and not holds_claim and sent_at is null
     do update set rotation_id = excluded.rotation_id, key_id = excluded.key_id, next_attempt_at = null,
       change_order = excluded.change_order, overdue_at = least(password_change.overdue_at, excluded.overdue_at),
       revision = password_change.revision + 1, updated_at = now()
     where not exists (
       select 1 from rotation old, rotation new where old.id = password_change.rotation_id and new.id = excluded.rotation_id
         and old.ended_at is null and old.reason = 'EMERGENCY' and new.reason <> 'EMERGENCY'
     )
     returning id as "changeId", account_id as "accountId", xmax = 0 as "isNew"`,
    [
      ids,
      accounts.map(({ keyId }) => keyId),
      accounts.map(({ order }) => order ?? 'KEY_FIRST'),
      accounts.map(({ overdueAt }) => overdueAt),
      actor.kind,
      actor.id,
      actor.name,
      rotationId,
    ],
  );
  await announce(
    sql,
    actor,
    rows.filter(({ isNew }) => isNew),
  );
  return rows.length;
}

async function announce(
  sql: Sql,
  actor: Actor,
  changes: readonly { readonly changeId: string; readonly accountId: string }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql.query(
    `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select $3, $4::uuid, $5, 'password-change.stage', 'PasswordChange', change_id, 'DONE',
            jsonb_build_object('kind', 'ROTATION', 'stage', 'QUEUED', 'accountId', account_id)
     from unnest($1::uuid[], $2::text[]) as c (change_id, account_id)`,
    [
      changes.map(({ changeId }) => changeId),
      changes.map(({ accountId }) => accountId),
      actor.kind,
      actor.id,
      actor.name,
    ],
  );
  await openStreams(sql, changes.flatMap(({ changeId, accountId }) => [changeId, accountId]).toSorted());
  await recordEventEach(
    sql,
    changes.flatMap(({ changeId, accountId }) => {
      const payload: ChangeProgress = {
        changeId,
        accountId,
        kind: 'ROTATION',
        stage: 'QUEUED',
        attempts: 0,
        lastErrorCode: null,
        lastError: null,
        attention: null,
      };
      return [
        { streamId: changeId, payload },
        { streamId: accountId, payload },
      ];
    }),
  );
}
