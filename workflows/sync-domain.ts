import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  defineSignal,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { FinishedRun, FinishRunInput, SyncActivities } from '../src/activities/sync-activities.js';
import { RUN_CANCELLED, RUN_REQUESTED, type SyncDomainInput, type SyncRunMessage } from './messages.js';

const runRequested = defineSignal<[SyncRunMessage]>(RUN_REQUESTED);
const runCancelled = defineSignal<[SyncRunMessage]>(RUN_CANCELLED);

/** Every step beats: a killed worker costs this, whatever the step may take. */
const beating = { heartbeatTimeout: '10 seconds' } as const;
/** A cancelled step has really stopped when it returns. */
const long = {
  ...beating,
  startToCloseTimeout: '12 hours',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;
/**
 * A directory that cannot be reached is tried for a quarter of a minute: the steps themselves give up then. Patience is
 * for what is our own: a database that is away, workers that are killed.
 */
const steps = proxyActivities<SyncActivities>({
  ...long,
  retry: { initialInterval: '2 seconds', maximumInterval: '30 seconds', maximumAttempts: 20 },
});
/** Short writes to our own database, tried for as long as it takes. */
const brief = proxyActivities<SyncActivities>({
  ...beating,
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const tidying = proxyActivities<SyncActivities>({
  ...beating,
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 2 },
});

/** Carries out the runs of one domain, one after another, and ends when none is left. */
export async function syncDomain({ domainId, runIds }: SyncDomainInput): Promise<void> {
  const waiting = [...runIds];
  let current: { runId: string; scope: CancellationScope } | undefined;
  setHandler(runRequested, ({ runId }) => {
    if (runId !== current?.runId && !waiting.includes(runId)) waiting.push(runId);
  });
  setHandler(runCancelled, ({ runId }) => {
    if (runId === current?.runId) current.scope.cancel();
  });
  for (let runId = waiting.shift(); runId !== undefined; runId = waiting.shift()) {
    const scope = new CancellationScope();
    current = { runId, scope };
    await carryOut(runId, scope);
    current = undefined;
    if (workflowInfo().continueAsNewSuggested && waiting.length > 0) {
      await continueAsNew<typeof syncDomain>({ domainId, runIds: waiting });
    }
  }
}

/** One run from reading to its end. A run that has ended already, or was told to stop, is left as it is by each step. */
async function carryOut(runId: string, scope: CancellationScope): Promise<void> {
  const outcome = await scope
    .run(async (): Promise<FinishRunInput> => {
      await steps.readDirectory({ runId });
      await steps.planAndApply({ runId });
      return { runId, phase: 'COMPLETED' };
    })
    .catch((error: unknown) => outcomeOf(runId, error));
  // Nothing, where a worker of an earlier release ended the run: then it was no dry run, which changes nothing.
  const ended: FinishedRun | undefined = await CancellationScope.nonCancellable(() =>
    brief.finishRun(outcome),
  );
  if (outcome.phase === 'COMPLETED' && ended?.kind !== 'DRY_RUN') await tidyUp();
}

/** Not this run's concern: what fails here is done by the next run. */
async function tidyUp(): Promise<void> {
  await tidying.purgeExpiredEmployees().catch((error: unknown) => log.warn('purging failed', { error }));
}

function outcomeOf(runId: string, error: unknown): FinishRunInput {
  if (isCancellation(error)) return { runId, phase: 'CANCELLED' };
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const failure = cause instanceof ApplicationFailure ? cause : undefined;
  return { runId, phase: 'FAILED', code: failure?.type ?? null, message: failure?.message ?? null };
}
