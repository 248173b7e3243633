import type { SyncSchedule } from '../domain/schedule/sync-schedule.js';
import { AppError } from '../errors.js';
import type { Schedules } from '../services/schedules/schedules.js';

/** Schedules that nobody carries out: the fake of the port. The suite in test/schedule holds it to the real one. */
export class InMemorySchedules implements Schedules {
  readonly there = new Map<string, SyncSchedule | null>();
  /** Domains whose schedule began with a start, in order. */
  readonly startedAtOnce: string[] = [];
  /** Number of calls that changed something. */
  changes = 0;
  /** False: nobody answers. */
  available = true;
  /** Called before each change: what happens at the same moment. */
  beforeChange: (() => Promise<void>) | undefined;

  async put(domainId: string, schedule: SyncSchedule, startNow: boolean): Promise<void> {
    await this.begin();
    if (startNow && !this.there.has(domainId)) this.startedAtOnce.push(domainId);
    this.there.set(domainId, schedule);
  }

  async remove(domainId: string): Promise<void> {
    await this.begin();
    this.there.delete(domainId);
  }

  async list(): Promise<ReadonlyMap<string, SyncSchedule | null>> {
    this.assertAvailable();
    return new Map(this.there);
  }

  private async begin(): Promise<void> {
    this.assertAvailable();
    const meanwhile = this.beforeChange;
    this.beforeChange = undefined;
    await meanwhile?.();
    this.changes += 1;
  }

  private assertAvailable(): void {
    if (!this.available) throw new AppError('WORKFLOWS_UNAVAILABLE', 'Nobody answers.');
  }
}
