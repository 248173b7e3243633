import { withTransaction, type Pool } from '../../../database.js';
import { recordKeyEvents } from '../moves/key-events.js';

const ACTION = 'key.code-expired';

/**
 * Erases activation codes whose days are over; from that moment on they count as expired anyway.
 * @returns how many
 */
export async function expireCodes(pool: Pool): Promise<number> {
  return withTransaction(pool, async (sql) => {
    // What somebody uses or replaces at this moment is left to them.
    const { rows } = await sql.query<{ keyId: string }>(
      `with due as (
         select id from activation where state = 'PENDING' and expires_at <= now() order by id for update skip locked
       ), expired as (
         update activation a set state = 'EXPIRED', code_sealed = null, ended_at = now()
         from due where a.id = due.id returning a.id, a.key_id
       ), audited as (
         insert into audit_event (actor_kind, actor_name, action, target_type, target_id, outcome, details)
         select 'SCHEDULE', 'activation codes', $1, 'Key', key_id, 'DONE', jsonb_build_object('activationId', id) from expired
       )
       select key_id as "keyId" from expired order by id`,
      [ACTION],
    );
    await recordKeyEvents(
      sql,
      rows.map(({ keyId }) => ({ keyId, action: ACTION })),
    );
    return rows.length;
  });
}
