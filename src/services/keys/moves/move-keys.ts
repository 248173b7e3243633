import type { Sql } from '../../../database.js';
import type { KeyEffect, KeyMove } from '../../../domain/key/key-transitions.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';
import type { Actor } from '../../audit/record-audit.js';
import { overtakeChanges } from '../../password-changes/overtake-changes.js';
import { recordKeyEvents } from './key-events.js';
import { endCodes, issueCodes } from './move-codes.js';
import { addKeyTasks, cancelKeyTasks } from './move-tasks.js';
import type { StoredKey } from './stored-key.js';

/** One key, locked, and what was decided about it. */
export interface PlannedMove {
  readonly key: StoredKey;
  readonly move: KeyMove;
  /** What the audit calls it, for example `key.assign`. */
  readonly action: string;
  /** What the audit knows besides from where to where. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Who gets it; the owner stays where nobody is named. */
  readonly ownerId?: string;
  /** What is told of the key besides, before this. */
  readonly before?: readonly string[];
  /** What somebody noted. Without one, the note stays exactly as long as the status. */
  readonly note?: string;
}

export interface MovedBy {
  readonly actor: Actor;
  /** What draws new codes. Without it they are drawn when somebody first looks. */
  readonly codes?: ActivationCodes;
}

/**
 * Carries out what was decided about some keys, in the caller's transaction: a handful of statements, whatever their
 * number. The last of them tells those who watch keys. Passwords that get lost are the caller's to see to.
 */
export async function moveKeys(
  sql: Sql,
  { actor, codes }: MovedBy,
  moves: readonly PlannedMove[],
): Promise<void> {
  if (moves.length === 0) return;
  const having = (...effects: readonly KeyEffect[]): string[] =>
    moves
      .filter(({ move }) => effects.some((effect) => move.effects.includes(effect)))
      .map(({ key }) => key.id);
  await writeKeys(sql, moves);
  await endCodes(sql, having('CONSUME_CODE'), 'USED');
  await endCodes(sql, having('LOCK_OUT_CODE'), 'LOCKED_OUT');
  await endCodes(sql, having('CANCEL_CODE', 'ISSUE_CODE'), 'CANCELLED');
  await cancelKeyTasks(sql, having('CANCEL_TASKS'), { alsoDelivered: true });
  await cancelKeyTasks(sql, having('CANCEL_LINK'), { kind: 'LINK' });
  await cancelKeyTasks(sql, having('CANCEL_LOCK'), { kind: 'LOCK' });
  const tasks = (['LINK', 'LOCK', 'WIPE'] as const).flatMap((kind) =>
    having(kind).map((keyId) => ({ keyId, kind })),
  );
  await overtakeChanges(sql, having('CANCEL_TASKS'));
  await addKeyTasks(sql, actor, tasks);
  await issueCodes(sql, having('ISSUE_CODE'), codes);
  await auditMoves(sql, actor, moves);
  await recordKeyEvents(
    sql,
    moves.flatMap(({ key, action, before = [] }) =>
      [...before, action].map((each) => ({ keyId: key.id, action: each })),
    ),
  );
}

async function writeKeys(sql: Sql, moves: readonly PlannedMove[]): Promise<void> {
  const rows = moves.map(({ key, move, ownerId, note }) => {
    const isReleased = move.effects.includes('RELEASE');
    return {
      id: key.id,
      status: move.status,
      confirmed_status: move.isConfirmed ? move.status : key.confirmedStatus,
      reason: move.reason,
      note: note ?? null,
      keeps_note: note === undefined && move.status === key.status,
      owner_id: isReleased ? null : (ownerId ?? key.ownerId),
      released: isReleased,
      new_code: move.effects.includes('ISSUE_CODE'),
    };
  });
  await sql.query(
    `update key k set status = m.status, confirmed_status = m.confirmed_status, reason = m.reason,
            note = case when m.keeps_note then k.note else m.note end,
            owner_id = m.owner_id,
            owner_deactivated = exists (select 1 from employee e where e.id = m.owner_id and e.state = 'DEACTIVATED'),
            linked_at = case when m.released then null else k.linked_at end,
            compromised_at = case when m.status = 'COMPROMISED' then now() else k.compromised_at end,
            code_attempts = case when m.new_code or m.released then 0 else k.code_attempts end,
            updated_at = now()
     from jsonb_to_recordset($1::jsonb) as m (id uuid, status text, confirmed_status text, reason text, note text,
       keeps_note boolean, owner_id uuid, released boolean, new_code boolean)
     where k.id = m.id`,
    [JSON.stringify(rows)],
  );
}

async function auditMoves(sql: Sql, actor: Actor, moves: readonly PlannedMove[]): Promise<void> {
  const rows = moves.map(({ key, move, action, details, ownerId }) => ({
    key_id: key.id,
    action,
    details: {
      from: key.status,
      to: move.status,
      reason: move.reason,
      ownerId: ownerId ?? key.ownerId,
      ...details,
    },
  }));
  await sql.query(
    `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select $2, $3, $4, m.action, 'Key', m.key_id, 'DONE', m.details
     from jsonb_to_recordset($1::jsonb) as m (key_id uuid, action text, details jsonb)`,
    [JSON.stringify(rows), actor.kind, actor.id, actor.name],
  );
}
