import type { Sql } from '../../database.js';
import { recordEventEach } from '../../events/record-event.js';
import type { ChangeProgress } from '../password-changes/rows/change-events.js';

/** A change by a rotation that is not wanted any more. */
export interface UnwantedChange {
  readonly changeId: string;
  readonly accountId: string;
  /** Also where somebody asked for it. */
  readonly alsoRequested: boolean;
  /** In words for administrators. */
  readonly why: string;
}

/** Cancels changes that have claimed nothing: a handful of statements, whatever their number. Answers how many it did. */
export async function cancelWaiting(sql: Sql, unwanted: readonly UnwantedChange[]): Promise<number> {
  await sql.query(`select id from domain_account where id = any($1::uuid[]) order by id for no key update`, [
    unwanted.map(({ accountId }) => accountId),
  ]);
  const { rows } = await sql.query<{ changeId: string; accountId: string; why: string; attempts: number }>(
    `update password_change c set stage = 'CANCELLED', last_error_code = 'ROTATION_NOT_WANTED', last_error = g.why,
            next_attempt_at = null, ended_at = now(), updated_at = now(), revision = c.revision + 1
     from unnest($1::uuid[], $2::boolean[], $3::text[]) as g (id, also_requested, why), rotation r
     where c.id = g.id and r.id = c.rotation_id and (r.reason = 'SCHEDULED' or g.also_requested)
       and c.ended_at is null and not c.holds_claim and c.sent_at is null
     returning c.id as "changeId", c.account_id as "accountId", g.why, c.attempts`,
    [
      unwanted.map(({ changeId }) => changeId),
      unwanted.map(({ alsoRequested }) => alsoRequested),
      unwanted.map(({ why }) => why),
    ],
  );
  if (rows.length === 0) return 0;
  await sql.query(
    `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select c.wanted_by_kind, c.wanted_by_id::uuid, c.wanted_by, 'password-change.stage', 'PasswordChange', c.id, 'DONE',
            jsonb_build_object('kind', c.kind, 'stage', c.stage, 'accountId', c.account_id, 'code', c.last_error_code)
     from password_change c where c.id = any($1::uuid[])`,
    [rows.map(({ changeId }) => changeId)],
  );
  await recordEventEach(
    sql,
    rows.flatMap(({ changeId, accountId, why, attempts }) => {
      const payload: ChangeProgress = {
        changeId,
        accountId,
        kind: 'ROTATION',
        stage: 'CANCELLED',
        attempts,
        lastErrorCode: 'ROTATION_NOT_WANTED',
        lastError: why,
        attention: null,
      };
      return [
        { streamId: changeId, payload, ends: true },
        { streamId: accountId, payload },
      ];
    }),
  );
  return rows.length;
}
