import type { Sql } from '../../../database.js';
import type { KeyTaskKind } from '../../../domain/states.js';
import type { Actor } from '../../audit/record-audit.js';
import { hintWorkstations } from '../../key-tasks/delivery/hints.js';
import { prepared } from '../../prepared.js';

export interface NewKeyTask {
  readonly keyId: string;
  readonly kind: KeyTaskKind;
  /** The account it is about, if it is about one. */
  readonly accountId?: string;
  /** The change it is a step of. */
  readonly changeId?: string;
  /** Which password a COMMIT or DISCARD is about. */
  readonly write?: bigint;
  /** What is sealed to the key. */
  readonly sealed?: Uint8Array;
}

/** One that is wanted by somebody of its own. */
export interface WantedKeyTask extends NewKeyTask {
  /** The name of whoever wants it. */
  readonly wantedBy: string;
}

/**
 * Records what keys are to be told when they are next connected, and hints at it where they are connected now. What is
 * about the whole key (LINK, LOCK, WIPE) is told once: where it waits already, nothing is added.
 */
export function addKeyTasks(sql: Sql, actor: Actor, tasks: readonly NewKeyTask[]): Promise<void> {
  return addWantedKeyTasks(
    sql,
    tasks.map((task) => ({ ...task, wantedBy: actor.name })),
  );
}

/** The same for tasks that several want. */
export async function addWantedKeyTasks(sql: Sql, tasks: readonly WantedKeyTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await sql.query(
    prepared(
      `insert into key_task (key_id, kind, account_id, change_id, write, sealed, wanted_by)
     select key_id, kind, account_id, change_id, write, sealed, wanted_by
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bytea[], $7::text[])
       as t (key_id, kind, account_id, change_id, write, sealed, wanted_by)
     on conflict (key_id, kind) where state in ('PENDING', 'DELIVERED') and kind in ('LINK', 'LOCK', 'WIPE') do nothing`,
      [
        tasks.map(({ keyId }) => keyId),
        tasks.map(({ kind }) => kind),
        tasks.map(({ accountId }) => accountId ?? null),
        tasks.map(({ changeId }) => changeId ?? null),
        tasks.map(({ write }) => write ?? null),
        tasks.map(({ sealed }) => (sealed === undefined ? null : Buffer.from(sealed))),
        tasks.map(({ wantedBy }) => wantedBy),
      ],
    ),
  );
  await hintWorkstations(sql, [...new Set(tasks.map(({ keyId }) => keyId))]);
}

export interface CancelledTasks {
  /** Of this kind alone; else of every kind. */
  readonly kind?: KeyTaskKind;
  /** Also those that were delivered and not acknowledged: they are not delivered again. */
  readonly alsoDelivered?: boolean;
}

/** Cancels what keys were to be told. */
export async function cancelKeyTasks(
  sql: Sql,
  keyIds: readonly string[],
  { kind, alsoDelivered = false }: CancelledTasks,
): Promise<void> {
  if (keyIds.length === 0) return;
  await sql.query(
    `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null
     where key_id = any($1::uuid[]) and state = any($2::text[]) and ($3::text is null or kind = $3)`,
    [keyIds, alsoDelivered ? ['PENDING', 'DELIVERED'] : ['PENDING'], kind ?? null],
  );
}
