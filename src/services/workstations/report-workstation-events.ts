import { withTransaction, type Pool } from '../../database.js';
import type { WorkstationEventKind } from '../../domain/states.js';
import {
  reportedEvents,
  type GivenEvent,
  type ReportedEvent,
} from '../../domain/workstation/reported-events.js';
import { valueOrThrow } from '../app-errors.js';
import type { Actor } from '../audit/record-audit.js';
import { lockApproved } from './presence-rows.js';
import { notApproved } from './report-presence.js';

const ACTIONS: Readonly<Record<WorkstationEventKind, string>> = {
  LOG_ON: 'workstation.log-on',
  UNLOCK: 'workstation.unlock',
  LOCK: 'workstation.lock',
  KEY_IN: 'workstation.key-in',
  KEY_OUT: 'workstation.key-out',
  LOW_BATTERY: 'workstation.low-battery',
};

export interface RecordedEvents {
  readonly recorded: number;
  readonly repeated: number;
  /** Accounts somebody has logged on to with the pending password of their key. */
  readonly pendingWorked: readonly string[];
}

/**
 * Records what happened at a workstation, each event once by its id, however often it is reported: all of them or, when
 * one is wrong, none. They are audit events of the workstation. Answers how many were new.
 *
 * @param actor the workstation itself
 * @throws AppError BAD_INPUT; FORBIDDEN when it is approved no longer
 */
export async function reportWorkstationEvents(
  pool: Pool,
  actor: Actor,
  workstationId: string,
  given: readonly GivenEvent[],
): Promise<RecordedEvents> {
  const events = valueOrThrow(reportedEvents(given, new Date()));
  const recorded = await withTransaction(pool, async (sql) => {
    if ((await lockApproved(sql, workstationId)) === undefined) throw notApproved();
    const { rowCount } = await sql.query(
      `with given as (
         select * from unnest($2::uuid[], $3::text[], $4::jsonb[]) with ordinality as g (event_id, action, details, place)
       ), fresh as (
         insert into workstation_report (workstation_id, event_id) select $1, event_id from given order by place
         on conflict do nothing returning event_id
       )
       insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
       select $5, $6, $7, given.action, 'Workstation', $1, 'DONE', given.details
       from given join fresh using (event_id) order by given.place`,
      [
        workstationId,
        events.map(({ id }) => id),
        events.map(({ kind }) => ACTIONS[kind]),
        events.map((event) => JSON.stringify(detailsOf(event))),
        actor.kind,
        actor.id,
        actor.name,
      ],
    );
    return rowCount ?? 0;
  });
  const withPending = events.filter(({ slot }) => slot === 'PENDING');
  return {
    recorded,
    repeated: events.length - recorded,
    pendingWorked: withPending.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])),
  };
}

/** What was said, and nothing where nothing was. */
function detailsOf(event: ReportedEvent): Record<string, unknown> {
  const { id, at, keySerial, batteryPercent, accountId, slot } = event;
  return {
    eventId: id,
    happenedAt: at.toISOString(),
    ...(keySerial === null ? {} : { keySerial }),
    ...(batteryPercent === null ? {} : { batteryPercent }),
    ...(accountId === null ? {} : { accountId }),
    ...(slot === null ? {} : { slot }),
  };
}
