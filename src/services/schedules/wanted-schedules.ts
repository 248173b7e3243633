import type { Sql } from '../../database.js';
import {
  lastStart,
  scheduleOf,
  type ScheduledDomain,
  type SyncSchedule,
} from '../../domain/schedule/sync-schedule.js';

/** What the rows say: what the schedules on the workflow server are made from. */
export interface WantedSchedule {
  /** Null: none, since the domain has no bind secret or is gone. */
  readonly schedule: SyncSchedule | null;
  /** Whether the last start passed without a run, though the domain has been as it is since before. */
  readonly missedStart: boolean;
}

const SCHEDULED_DOMAIN = `d.id, d.sync_interval_minutes as "syncIntervalMinutes", d.schedule_paused_at as "schedulePausedAt",
  d.bind_secret_sealed is not null as "hasBindSecret"`;

interface DomainRow extends ScheduledDomain {
  readonly updatedAt: Date;
  readonly lastRequestedAt: Date | null;
}

/** The schedule that one domain is to have now. */
export async function wantedSchedule(sql: Sql, domainId: string): Promise<WantedSchedule> {
  const { rows } = await sql.query<DomainRow>(
    `select ${SCHEDULED_DOMAIN}, d.updated_at as "updatedAt",
            (select max(r.requested_at) from sync_run r
             where r.domain_id = d.id and r.kind <> 'DRY_RUN') as "lastRequestedAt"
     from domain d where d.id = $1`,
    [domainId],
  );
  const [domain] = rows;
  const schedule = domain === undefined ? null : scheduleOf(domain);
  if (domain === undefined || schedule === null) return { schedule: null, missedStart: false };
  return { schedule, missedStart: !schedule.paused && hasMissedStart(domain, schedule) };
}

/** The schedules that all domains are to have now, by the domain's id. */
export async function wantedSchedules(sql: Sql): Promise<Map<string, SyncSchedule | null>> {
  const { rows } = await sql.query<ScheduledDomain>(`select ${SCHEDULED_DOMAIN} from domain d`);
  return new Map(rows.map((domain) => [domain.id, scheduleOf(domain)]));
}

function hasMissedStart({ updatedAt, lastRequestedAt }: DomainRow, schedule: SyncSchedule): boolean {
  const start = lastStart(schedule, new Date());
  return updatedAt < start && (lastRequestedAt === null || lastRequestedAt < start);
}
