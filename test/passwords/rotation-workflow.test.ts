import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type {
  RotationActivities,
  RotationInput,
  RotationPace,
} from '../../src/activities/rotation-activities.js';
import { recordHistory } from '../../src/testing/services/record-history.js';
import { rotationWorkflowId, SCAN_DUE, type RotateDomainInput } from '../../workflows/messages.js';
import { eventCounts, openWorkflowStand, type StandWorker, type WorkflowStand } from './workflow-stand.js';

const MORE: RotationPace = { next: 'MORE' };
const DONE: RotationPace = { next: 'DONE' };
const LONG: RotationPace = { next: 'WAIT', withinMilliseconds: 900_000 };

type Answer = RotationPace | (() => Promise<RotationPace>);

/** Cohorts as a test writes them: each domain answers what was written for it, one after another, then that it is done. */
class ScriptedCohorts {
  readonly answers = new Map<string, Answer[]>();
  readonly calls = new Map<string, number>();
  readonly scans: string[] = [];
  /** At the same time in one domain. */
  most = 0;
  private readonly underWay = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  readonly activities: RotationActivities = {
    rotateCohort: async ({ domainId }: RotationInput): Promise<RotationPace> => {
      this.count(this.calls, domainId, 1);
      this.count(this.underWay, domainId, 1);
      this.most = Math.max(this.most, this.underWay.get(domainId)!);
      for (const resolve of this.waiting) resolve();
      this.waiting.clear();
      const answer = this.answers.get(domainId)?.shift() ?? DONE;
      try {
        return typeof answer === 'function' ? await answer() : answer;
      } finally {
        this.count(this.underWay, domainId, -1);
      }
    },
    scanDue: async ({ domainId }: RotationInput) => {
      this.scans.push(domainId);
      return { added: 1 };
    },
  };

  callsOf(domainId: string): number {
    return this.calls.get(domainId) ?? 0;
  }

  async calledTimes(domainId: string, times: number): Promise<void> {
    while (this.callsOf(domainId) < times) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  private count(counts: Map<string, number>, domainId: string, by: number): void {
    counts.set(domainId, (counts.get(domainId) ?? 0) + by);
  }
}

const cohorts = new ScriptedCohorts();
let stand: WorkflowStand;
let worker: StandWorker;
let domainId: string;

beforeAll(async () => {
  stand = await openWorkflowStand(cohorts.activities);
  worker = await stand.startWorker();
});

afterAll(async () => {
  await worker.stop();
  await stand.close();
});

beforeEach(() => {
  domainId = randomUUID();
});

const handle = (): WorkflowHandle => stand.client.workflow.getHandle(rotationWorkflowId(domainId));

const tell = () => stand.workflows.rotate(domainId);

function held(pace: RotationPace): { answer: () => Promise<RotationPace>; letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<RotationPace>();
  return { answer: () => promise, letGo: () => resolve(pace) };
}

describe('the rotation of a domain', () => {
  it('drives one cohort after another until nobody is left, with one step for each and no timer', async () => {
    cohorts.answers.set(domainId, [MORE, MORE, DONE]);
    await tell();
    await handle().result();
    expect(cohorts.callsOf(domainId)).toBe(3);
    const counts = await eventCounts(handle());
    expect(counts).toMatchObject({ ACTIVITY_TASK_SCHEDULED: 3 });
    expect(counts).not.toHaveProperty('TIMER_STARTED');
    await recordHistory('rotate-domain', historyToJSON(await handle().fetchHistory()));
  });

  it('that waits goes on when a key is connected, not when it would be time', async () => {
    cohorts.answers.set(domainId, [LONG, DONE]);
    await tell();
    await cohorts.calledTimes(domainId, 1);
    await tell();
    await handle().result();
    expect(cohorts.callsOf(domainId)).toBe(2);
    expect(await eventCounts(handle())).not.toHaveProperty('TIMER_FIRED');
  });

  it('that waits goes on by itself when it is time', async () => {
    cohorts.answers.set(domainId, [{ next: 'WAIT', withinMilliseconds: 300 }, DONE]);
    await tell();
    await handle().result();
    expect(cohorts.callsOf(domainId)).toBe(2);
    expect(await eventCounts(handle())).toMatchObject({ TIMER_FIRED: 1 });
  });

  it('hears of a key that is connected while its last cohort is under way', async () => {
    const last = held(DONE);
    cohorts.answers.set(domainId, [last.answer, DONE]);
    await tell();
    await cohorts.calledTimes(domainId, 1);
    const { runId } = await handle().describe();
    await tell();
    last.letGo();
    await cohorts.calledTimes(domainId, 2);
    await handle().result();
    expect((await handle().describe()).runId).toBe(runId);
  });

  it('told a hundred times at once drives one cohort at a time', async () => {
    const first = held(DONE);
    cohorts.most = 0;
    cohorts.answers.set(domainId, [first.answer, DONE]);
    await Promise.all(Array.from({ length: 100 }, tell));
    await cohorts.calledTimes(domainId, 1);
    first.letGo();
    await handle().result();
    expect(cohorts.callsOf(domainId)).toBeLessThanOrEqual(3);
    expect(cohorts.most).toBe(1);
  });

  it('tries a cohort again that failed, and one whose worker is heard of no longer', async () => {
    const lost = held(MORE);
    cohorts.answers.set(domainId, [
      () => Promise.reject(new Error('the database is away')),
      lost.answer,
      DONE,
    ]);
    await tell();
    await handle().result();
    lost.letGo();
    expect(cohorts.callsOf(domainId)).toBe(3);
  });
});

it('a look at who is due is one step, whose input and result name nobody', async () => {
  const input: RotateDomainInput = { domainId };
  const scan = await stand.client.workflow.start(SCAN_DUE, {
    taskQueue: stand.taskQueue,
    workflowId: `rotation-scan/${domainId}`,
    args: [input],
  });
  await scan.result();
  expect(cohorts.scans).toEqual([domainId]);
  expect(await eventCounts(scan)).toMatchObject({ ACTIVITY_TASK_SCHEDULED: 1 });
  await recordHistory('scan-due', historyToJSON(await scan.fetchHistory()));
});
