import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleSummary,
} from '@temporalio/client';
import { rotationScheduleId, SCAN_DUE, type RotateDomainInput } from '../../workflows/messages.js';
import { unlessGone } from './schedule-gone.js';

/** Says who made a schedule, and how: another number here has every one of an older version made anew. */
const NOTE = 'Kept by Latchkey (1): whose password is due is looked up.';
/** The longest that a window has been open, or a password due, before it is noticed by this alone. */
const EVERY_MS = 15 * 60_000;

/** The schedules on a Temporal server that look whose password is due: one for each domain that is synchronised. */
export class RotationScans {
  readonly prefix: string;

  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {
    this.prefix = rotationScheduleId(taskQueue, '');
  }

  /** Makes the schedule of a domain, unless it is there as it should be. */
  async put(domainId: string): Promise<void> {
    const found = await this.handle(domainId).describe().catch(unlessGone);
    if (found !== undefined && this.isRight(found)) return;
    if (found !== undefined) await this.remove(domainId);
    await this.client.schedule.create(this.definitionOf(domainId)).catch((error: unknown) => {
      // Somebody else made it at this moment.
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    });
  }

  async remove(domainId: string): Promise<void> {
    await this.handle(domainId).delete().catch(unlessGone);
  }

  /** Whether one is as this version would make it. */
  isRight({ spec, state }: Pick<ScheduleSummary, 'spec' | 'state'>): boolean {
    const [interval, ...more] = spec?.intervals ?? [];
    return interval?.every === EVERY_MS && more.length === 0 && state.note === NOTE && !state.paused;
  }

  private handle(domainId: string) {
    return this.client.schedule.getHandle(`${this.prefix}${domainId}`);
  }

  private definitionOf(domainId: string): ScheduleOptions {
    const input: RotateDomainInput = { domainId };
    // Spread over the time between two looks; the first digits of a random id are random.
    const offset = Number.parseInt(domainId.slice(0, 8), 16) % EVERY_MS;
    return {
      scheduleId: `${this.prefix}${domainId}`,
      spec: { intervals: [{ every: EVERY_MS, offset }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: EVERY_MS },
      state: { note: NOTE },
      action: {
        type: 'startWorkflow',
        workflowType: SCAN_DUE,
        workflowId: `rotation-scan/${domainId}`,
        taskQueue: this.taskQueue,
        args: [input],
      },
    };
  }
}
