import type { Pool } from '../database.js';
import type { Directory } from '../directory/directory.js';
import { isErrorCode } from '../errors.js';
import type { BindSecrets } from '../keys/bind-secrets.js';
import type { Log } from '../log.js';
import type { SyncRunKind } from '../domain/states.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import { expireCodes } from '../services/keys/codes/expire-codes.js';
import { inviteOfRun, type RunInviting } from '../services/invitations/invite-of-run.js';
import { expireInvitations } from '../services/invitations/issue-invitations.js';
import { reconcileSchedules } from '../services/schedules/reconcile-schedules.js';
import { requestScheduledSync, type ScheduledStart } from '../services/schedules/request-scheduled-sync.js';
import type { Schedules } from '../services/schedules/schedules.js';
import {
  findOpenRuns,
  finishRun,
  isCancelRequested,
  wasStopped,
  type RunOutcome,
} from '../services/sync/finish-run.js';
import { readRunNumbers } from '../services/sync/run-numbers.js';
import { expireHolds } from '../services/sync/guard/expire-holds.js';
import { planAndApply } from '../services/sync/plan-and-apply.js';
import { purgeExpiredEmployees } from '../services/sync/purge-employees.js';
import { readDirectory } from '../services/sync/reading/read-directory.js';
import { noteDrift, scanDue } from '../services/rotations/due/scan-due.js';
import { findRun } from '../services/sync/sync-run-row.js';
import type { Workflows } from '../services/workflows.js';
import { withFailureCodes } from './failure-codes.js';
import { whileBeating } from './while-beating.js';

export interface SyncActivityParts {
  readonly pool: Pool;
  readonly directory: Directory;
  readonly bindSecrets: BindSecrets;
  readonly workflows: Workflows;
  readonly schedules: Schedules;
  /** What inviting needs. */
  readonly invitations: Omit<RunInviting, 'pool'>;
  readonly log: Log;
  readonly metrics?: Pick<WorkerMetrics, 'runEnded'>;
}

export interface RunInput {
  readonly runId: string;
}

/** How a run ends. `code` and `message` of a failure are what its last step said. */
export type FinishRunInput = RunInput &
  (
    | { readonly phase: 'COMPLETED' | 'CANCELLED' }
    | { readonly phase: 'FAILED'; readonly code: string | null; readonly message: string | null }
  );

export interface FinishedRun {
  readonly kind: SyncRunKind;
}

export type SyncActivities = ReturnType<typeof createSyncActivities>;

/**
 * How often a reading is tried that fails with a code, such as for a directory that cannot be reached: then somebody has
 * to know. What has none is our own trouble (the database is away, a worker was killed): the workflow's policy counts.
 */
const READINGS_WITH_CODE = 4;
const UNKNOWN_FAILURE =
  'The worker could not go on, several times. Its log says why; start the synchronisation again.';

/** The steps of a synchronisation. Each may be run twice, and each takes and answers ids and counts only. */
export function createSyncActivities(parts: SyncActivityParts) {
  const { pool, workflows, log } = parts;
  const activities = {
    async readDirectory({ runId }: RunInput): Promise<void> {
      await whileBeating((signal) => stoppable(pool, runId, () => readDirectory(parts, runId, signal)));
    },

    async planAndApply({ runId }: RunInput): Promise<void> {
      await whileBeating((signal) =>
        stoppable(pool, runId, async () => {
          await planAndApply(pool, runId, signal);
          await invite(parts, runId, signal);
        }),
      );
    },

    async finishRun(input: FinishRunInput): Promise<FinishedRun> {
      return whileBeating(async () => {
        const run = await findRun(pool, input.runId);
        const kind = run?.kind ?? 'SYNC';
        if (input.phase === 'COMPLETED' && kind !== 'DRY_RUN' && run !== undefined) await scan(parts, run);
        await endRun(parts, input);
        return { kind };
      });
    },

    async purgeExpiredEmployees(): Promise<{ deleted: number }> {
      return { deleted: await whileBeating(() => purgeExpiredEmployees(pool)) };
    },

    async startOpenRuns(): Promise<{ asked: number }> {
      await expireHolds(pool);
      await expireCodes(pool);
      await expireInvitations(pool);
      const runs = await findOpenRuns(pool);
      for (const run of runs) await workflows.requestSync(run);
      return { asked: runs.length };
    },

    async reconcileSchedules(): Promise<{ changed: number }> {
      return reconcileSchedules(parts);
    },

    async requestScheduledSync(start: ScheduledStart): Promise<{ runId: string | null }> {
      return requestScheduledSync(parts, start);
    },
  };
  return withFailureCodes(activities, log, { readDirectory: READINGS_WITH_CODE });
}

/** A run ends with a look at whose password is due; what fails of it, the domain's own schedule does. */
async function scan(
  { pool, workflows, log }: SyncActivityParts,
  run: { id: string; domainId: string },
): Promise<void> {
  try {
    const { drifted, mails } = await scanDue(pool, { domainId: run.domainId });
    await noteDrift(pool, run.id, drifted);
    if (mails > 0) await workflows.deliverMail();
    await workflows.rotate(run.domainId);
  } catch (error) {
    log.warn(
      { err: error, runId: run.id },
      'whose password is due could not be looked at after a synchronisation',
    );
  }
}

/** In the same step as applying, so that a workflow that was begun by an earlier release invites as well. */
async function invite(
  { pool, invitations, workflows }: SyncActivityParts,
  runId: string,
  signal: AbortSignal,
): Promise<void> {
  const invited = await inviteOfRun({ pool, ...invitations }, runId, signal);
  // Left to the schedule when it does not get through.
  if (invited > 0) await workflows.deliverMail().catch(() => undefined);
}

async function endRun(parts: SyncActivityParts, input: FinishRunInput): Promise<void> {
  const { pool, workflows } = parts;
  const ended = await finishRun(pool, input.runId, await outcomeOf(pool, input));
  if (ended === undefined) return;
  await countRun(parts, input.runId);
  // Left to the schedule when it does not get through.
  if (ended.mailsRecorded + ended.held > 0) await workflows.deliverMail().catch(() => undefined);
}

/** The run has ended whether or not it can be counted. */
async function countRun({ pool, metrics, log }: SyncActivityParts, runId: string): Promise<void> {
  if (metrics === undefined) return;
  try {
    const numbers = await readRunNumbers(pool, runId);
    if (numbers !== undefined) metrics.runEnded(numbers);
  } catch (error) {
    log.warn({ err: error }, 'a run that has ended could not be counted');
  }
}

async function outcomeOf(pool: Pool, input: FinishRunInput): Promise<RunOutcome> {
  if (input.phase !== 'FAILED') {
    // A run that was told to stop finds nothing more to do in any step, and so comes here by itself.
    return { phase: (await wasStopped(pool, input.runId)) ? 'CANCELLED' : input.phase };
  }
  const code = isErrorCode(input.code) ? input.code : 'INTERNAL_ERROR';
  return { phase: 'FAILED', code, message: input.message ?? UNKNOWN_FAILURE };
}

/** A step that was asked to stop while nobody could hear it does not begin. */
async function stoppable(pool: Pool, runId: string, work: () => Promise<void>): Promise<void> {
  if (await isCancelRequested(pool, runId)) return;
  await work();
}
