import type { Sql } from '../../../database.js';
import type { KeyReason, KeyStatus } from '../../../domain/states.js';
import { recordEvents } from '../../../events/record-event.js';

/** The stream of what happens to keys. A migration opened it, and it never ends. */
export const KEY_STREAM = '6b657973-0000-4000-8000-000000000000';

/** What is told of a key: what happened, and where the key stands since. */
export interface KeyChange {
  readonly keyId: string;
  readonly serial: string;
  /** As the audit calls it, for example `key.assign`. */
  readonly action: string;
  readonly status: KeyStatus;
  readonly confirmedStatus: KeyStatus;
  readonly reason: KeyReason | null;
  readonly ownerId: string | null;
}

/** What happened to some keys, for the events: their ids, and what the audit calls it. */
export interface KeyAction {
  readonly keyId: string;
  readonly action: string;
}

/**
 * Tells whoever watches keys, each with the state it has now. The last statement of a transaction that changes keys; a
 * synchronisation has its own progress to record after it, and always in that order.
 */
export async function recordKeyEvents(sql: Sql, actions: readonly KeyAction[]): Promise<void> {
  if (actions.length === 0) return;
  const { rows } = await sql.query<KeyChange>(
    `select k.id as "keyId", k.serial, a.action, k.status, k.confirmed_status as "confirmedStatus", k.reason,
            k.owner_id as "ownerId"
     from unnest($1::uuid[], $2::text[]) with ordinality as a (key_id, action, place) join key k on k.id = a.key_id
     order by a.place`,
    [actions.map(({ keyId }) => keyId), actions.map(({ action }) => action)],
  );
  await recordEvents(sql, KEY_STREAM, rows);
}
