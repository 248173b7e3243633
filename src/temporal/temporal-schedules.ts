import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleSummary,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import { REQUEST_SCHEDULED_SYNC, syncScheduleId, type ScheduledSyncInput } from '../../workflows/messages.js';
import { isSameSchedule, type SyncSchedule } from '../domain/schedule/sync-schedule.js';
import type { Schedules } from '../services/schedules/schedules.js';
import { callTemporal } from './call-temporal.js';
import { RotationScans } from './rotation-scans.js';
import { unlessGone } from './schedule-gone.js';

/** Says who made a schedule, and how: another number here has every schedule of an older version put anew. */
const NOTE = 'Kept by Latchkey (1): change the domain, not this.';

const LIST_MILLISECONDS = 30_000;

/** Schedules of domains on a Temporal server, told apart from those of other installations by the task queue. */
export class TemporalSchedules implements Schedules {
  /** Whoever is synchronised has passwords that may be due. */
  private readonly scans: RotationScans;

  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {
    this.scans = new RotationScans(client, taskQueue);
  }

  async put(domainId: string, schedule: SyncSchedule, startNow: boolean): Promise<void> {
    await callTemporal(this.client, async () => {
      // Of a schedule that Temporal does not get round to describing, the other one knows nothing: each is put for itself.
      const both = await Promise.allSettled([
        this.scans.put(domainId),
        this.putSync(domainId, schedule, startNow),
      ]);
      for (const put of both) if (put.status === 'rejected') throw put.reason;
    });
  }

  async remove(domainId: string): Promise<void> {
    await callTemporal(this.client, async () => {
      await this.scans.remove(domainId);
      await this.client.schedule.getHandle(this.idOf(domainId)).delete().catch(unlessGone);
    });
  }

  async list(): Promise<ReadonlyMap<string, SyncSchedule | null>> {
    const prefix = this.idOf('');
    const found = new Map<string, SyncSchedule | null>();
    const scanned = new Set<string>();
    const collect = async (): Promise<void> => {
      for await (const summary of this.client.schedule.list()) {
        if (summary.scheduleId.startsWith(this.scans.prefix) && this.scans.isRight(summary))
          scanned.add(summary.scheduleId.slice(this.scans.prefix.length));
        if (!summary.scheduleId.startsWith(prefix)) continue;
        found.set(summary.scheduleId.slice(prefix.length), scheduleIn(summary));
      }
    };
    await callTemporal(this.client, collect, LIST_MILLISECONDS);
    // One without the other has to be put anew, or removed.
    for (const id of new Set([...found.keys(), ...scanned]))
      if (!found.has(id) || !scanned.has(id)) found.set(id, null);
    return found;
  }

  private async putSync(domainId: string, schedule: SyncSchedule, startNow: boolean): Promise<void> {
    if (await this.update(domainId, schedule)) return;
    // Somebody else may make it at the same moment: then it is there to be updated.
    if (!(await this.create(domainId, schedule, startNow))) await this.update(domainId, schedule);
  }

  private idOf(domainId: string): string {
    return syncScheduleId(this.taskQueue, domainId);
  }

  /** False when there is none. One that is right already is left alone: an update drops the starts it still owes. */
  private async update(domainId: string, schedule: SyncSchedule): Promise<boolean> {
    const handle = this.client.schedule.getHandle(this.idOf(domainId));
    const found = await handle.describe().catch(unlessGone);
    if (found === undefined) return false;
    if (isSameSchedule(scheduleIn(found), schedule)) return true;
    await handle.update(() => definitionOf(domainId, schedule, this.taskQueue)).catch(unlessGone);
    return true;
  }

  /** False when there is one already. */
  private async create(domainId: string, schedule: SyncSchedule, startNow: boolean): Promise<boolean> {
    const { state, ...definition } = definitionOf(domainId, schedule, this.taskQueue);
    const scheduleId = this.idOf(domainId);
    try {
      await this.client.schedule.create({
        ...definition,
        scheduleId,
        state: { ...state, triggerImmediately: startNow },
      });
      return true;
    } catch (error) {
      if (error instanceof ScheduleAlreadyRunning) return false;
      throw error;
    }
  }
}

/**
 * The catch-up window is the interval, so that an outage of any length is followed by the last start it swallowed and
 * no other. A start that finds the one before still waiting, for a worker or the database, is left out.
 */
function definitionOf(
  domainId: string,
  { everySeconds, offsetSeconds, paused }: SyncSchedule,
  taskQueue: string,
): ScheduleUpdateOptions {
  const input: ScheduledSyncInput = { domainId };
  return {
    spec: { intervals: [{ every: everySeconds * 1_000, offset: offsetSeconds * 1_000 }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: everySeconds * 1_000 },
    state: { paused, note: NOTE },
    action: {
      type: 'startWorkflow',
      workflowType: REQUEST_SCHEDULED_SYNC,
      workflowId: `scheduled-sync/${domainId}`,
      taskQueue,
      args: [input],
    },
  };
}

/** Null: not one that this version would make. */
function scheduleIn({ spec, state }: Pick<ScheduleSummary, 'spec' | 'state'>): SyncSchedule | null {
  const [interval, ...more] = spec?.intervals ?? [];
  if (interval === undefined || more.length > 0 || state.note !== NOTE) return null;
  return {
    everySeconds: interval.every / 1_000,
    offsetSeconds: (interval.offset ?? 0) / 1_000,
    paused: state.paused,
  };
}
