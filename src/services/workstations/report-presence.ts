import { withTransaction, type Pool } from '../../database.js';
import {
  isSameReport,
  presenceReport,
  type PresenceReport,
} from '../../domain/workstation/presence-report.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { hintAboutConnected } from '../key-tasks/delivery/hints.js';
import { lockApproved, presenceOf } from './presence-rows.js';
import { recordPresence } from './workstation-streams.js';

/** What a workstation sends, not looked at yet. */
export interface GivenReport {
  readonly controllerInReach: boolean | null;
  readonly connectedKeys: readonly string[];
}

/** What counts from now on. */
export interface AcceptedReport extends PresenceReport {
  /** Keys that were not connected before. */
  readonly newKeys: readonly string[];
}

/**
 * Takes what a connected workstation says about itself; it replaces what it said before. The same again changes nothing.
 * It counts for as long as the connection does.
 *
 * @param actor the workstation itself
 * @throws AppError BAD_INPUT; WRONG_STATE when it is not connected; FORBIDDEN when it is approved no longer
 */
export async function reportPresence(
  pool: Pool,
  actor: Actor,
  workstationId: string,
  given: GivenReport,
): Promise<AcceptedReport> {
  const report = valueOrThrow(presenceReport(given));
  return withTransaction(pool, async (sql) => {
    const machineName = await lockApproved(sql, workstationId);
    if (machineName === undefined) throw notApproved();
    const before = await presenceOf(sql, workstationId);
    if (before === undefined) {
      throw new AppError(
        'WRONG_STATE',
        'This workstation is not connected: subscribe to `workstationStatus` first, and keep that open.',
      );
    }
    if (isSameReport(before, report)) return { ...report, newKeys: [] };
    await sql.query(
      `update workstation_presence set controller_in_reach = $2, connected_keys = $3 where workstation_id = $1`,
      [workstationId, report.controllerInReach, report.connectedKeys],
    );
    await insertAudit(sql, actor, {
      action: 'workstation.report-presence',
      targetType: 'Workstation',
      targetId: workstationId,
      details: { ...report },
    });
    const newKeys = report.connectedKeys.filter((serial) => !before.connectedKeys.includes(serial));
    await hintAboutConnected(sql, workstationId, newKeys);
    await recordPresence(sql, { workstationId, machineName, online: true, ...report });
    return { ...report, newKeys };
  });
}

/** Approval is looked up each time; a session alone is no proof of it. */
export function notApproved(): AppError {
  return new AppError('FORBIDDEN', 'This workstation is not approved.');
}
