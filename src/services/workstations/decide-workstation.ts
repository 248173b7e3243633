import { withTransaction, type Pool, type Sql } from '../../database.js';
import { inField, line } from '../../domain/settings/input-fault.js';
import type { WorkstationState } from '../../domain/states.js';
import {
  mayConnect,
  workstationAfter,
  type WorkstationDecision,
} from '../../domain/workstation/workstation-transitions.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { taskStream } from '../key-tasks/delivery/hints.js';
import { revokeOfWorkstation } from '../unlock/revoke-credentials.js';
import { isLocked } from './alarm.js';
import { recordGone, removePresence } from './presence-rows.js';
import { lockDecisions, recordStatus } from './workstation-streams.js';

const NOTE_LIMIT = 500;
const ACTIONS: Readonly<Record<WorkstationDecision, string>> = {
  APPROVE: 'workstation.approve',
  REJECT: 'workstation.reject',
  REVOKE: 'workstation.revoke',
};

/**
 * Approves, rejects or revokes a workstation, and tells it. Rejecting and revoking end its sessions, its WebSockets, its
 * presence and what apps may unlock it at once, on every server. Doing it again changes nothing.
 *
 * @param note why, for the audit; at most 500 characters
 * @throws AppError NOT_FOUND, BAD_INPUT; WRONG_STATE for what `workstationAfter` refuses
 */
export async function decideWorkstation(
  pool: Pool,
  actor: Actor,
  request: { readonly id: string; readonly decision: WorkstationDecision; readonly note: string | null },
): Promise<void> {
  const { id, decision } = request;
  const entry = { action: ACTIONS[decision], targetType: 'Workstation', targetId: id };
  await auditRefusals(pool, actor, entry, () => {
    const note = request.note === null ? null : valueOrThrow(inField('note', line(NOTE_LIMIT)(request.note)));
    return withTransaction(pool, async (sql) => {
      await lockDecisions(sql);
      const before = await lockWorkstation(sql, id);
      const { state, refusal } = workstationAfter(before, decision);
      if (state === undefined) throw new AppError('WRONG_STATE', refusal);
      const changed = state !== before;
      await insertAudit(sql, actor, { ...entry, details: { changed, before, note } });
      if (changed) await move(sql, actor, id, state);
    });
  });
}

async function move(sql: Sql, actor: Actor, id: string, state: WorkstationState): Promise<void> {
  await sql.query(`update workstation set state = $2, decided_at = now() where id = $1`, [id, state]);
  const gone = mayConnect(state) ? undefined : await endConnections(sql, id);
  if (!mayConnect(state)) await revokeOfWorkstation(sql, id, actor);
  await recordStatus(sql, [id], { state, locked: await isLocked(sql) });
  if (gone !== undefined) await recordGone(sql, gone);
}

async function endConnections(sql: Sql, id: string): ReturnType<typeof removePresence> {
  await sql.query(
    `update workstation_session set revoked_at = now()
     where workstation_id = $1 and revoked_at is null and expires_at > now()`,
    [id],
  );
  return removePresence(sql, id);
}

/**
 * Deletes a workstation, whatever its state: its sessions, WebSockets and presence end at once, and it may register
 * again, as a new one. The audit keeps what it did.
 *
 * @throws AppError NOT_FOUND
 */
export async function deleteWorkstation(pool: Pool, actor: Actor, id: string): Promise<void> {
  const entry = { action: 'workstation.delete', targetType: 'Workstation', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      await lockDecisions(sql);
      const state = await lockWorkstation(sql, id);
      const gone = await removePresence(sql, id);
      // They go with it; that they are over is audited, and whoever waits is told.
      await revokeOfWorkstation(sql, id, actor);
      const streams = [id, taskStream(id)];
      await sql.query(`delete from stream_event where stream_id = any($1::uuid[])`, [streams]);
      await sql.query(`delete from event_stream where id = any($1::uuid[])`, [streams]);
      await sql.query(`delete from workstation where id = $1`, [id]);
      await insertAudit(sql, actor, { ...entry, details: { state } });
      if (gone !== undefined) await recordGone(sql, gone);
    }),
  );
}

async function lockWorkstation(sql: Sql, id: string): Promise<WorkstationState> {
  const { rows } = await sql.query<{ state: WorkstationState }>(
    `select state from workstation where id = $1 for update`,
    [id],
  );
  if (rows[0] === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such workstation (any more). Look it up in `workstations`.');
  }
  return rows[0].state;
}
