import { sleep } from '@temporalio/activity';
import type { Pool } from '../database.js';
import type { Log } from '../log.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import type { AdvanceOutcome } from '../services/password-changes/advance-parts.js';
import {
  paceOf,
  readSituation,
  type ChangePace,
} from '../services/password-changes/left-open/change-pace.js';
import { eraseCopies } from '../services/password-changes/copies/erase-copies.js';
import { findOpenChanges } from '../services/password-changes/left-open/open-changes.js';
import { domainsToRotate } from '../services/rotations/rotation-domains.js';
import type { Workflows } from '../services/workflows.js';
import { withFailureCodes } from './failure-codes.js';
import { whileBeating } from './while-beating.js';

export type { ChangePace };

export interface PasswordActivityParts {
  readonly pool: Pool;
  /** Goes on with a change as far as it goes: `advanceChange` with what it stands on. */
  readonly advance: (changeId: string) => Promise<AdvanceOutcome>;
  readonly workflows: Workflows;
  readonly log: Log;
  readonly metrics?: Pick<WorkerMetrics, 'passwordChangeEnded'>;
}

export interface ChangeInput {
  readonly changeId: string;
}

export type PasswordActivities = ReturnType<typeof createPasswordActivities>;

/** For how long a change whose workflow was ended goes on by itself before it is left to the look for open changes. */
const SETTLING_MILLISECONDS = 60_000;
/** Mails of changes that end together are announced together. */
const MAIL_MILLISECONDS = 500;

/** The steps of changing passwords. Each may be run twice, and takes ids and answers moments and counts: never a password. */
export function createPasswordActivities(parts: PasswordActivityParts) {
  const { pool, workflows, log } = parts;
  const announceMail = announcingOnce(workflows);

  async function advance(changeId: string): Promise<{ outcome: AdvanceOutcome; pace: ChangePace }> {
    const before = await readSituation(pool, changeId);
    const outcome = await parts.advance(changeId);
    await Promise.all(outcome.wake.map((id) => tellOther(parts, id)));
    const now = await readSituation(pool, changeId);
    if (now?.hasEnded && before?.hasEnded === false) parts.metrics?.passwordChangeEnded(now);
    if (now?.hasEnded && now.mailWaits) announceMail();
    return { outcome, pace: paceOf(outcome, now) };
  }

  const activities = {
    /** See `advanceChange` in src/services/password-changes. Answers when it is to be called again. */
    async advanceChange({ changeId }: ChangeInput): Promise<ChangePace> {
      return whileBeating(async () => (await advance(changeId)).pace);
    },

    /**
     * What becomes of a change that nobody drives any more: goes on for as long as it goes without waiting for anybody. It is
     * then ended, or somebody else brings it on: its key, the end of another change, the look for open changes.
     */
    async settleChange({ changeId }: ChangeInput): Promise<void> {
      await whileBeating(async () => {
        const end = performance.now() + SETTLING_MILLISECONDS;
        for (;;) {
          const { outcome } = await advance(changeId);
          if (outcome.state !== 'AGAIN') return;
          if (performance.now() + outcome.afterMilliseconds > end) return;
          await sleep(outcome.afterMilliseconds);
        }
      });
    },

    /** Begins anew what was left: copies that are over, changes that nobody drives. */
    async startOpenChanges(): Promise<{ erased: number; started: number }> {
      const erased = await eraseCopies({ pool, workflows, log });
      const ids = await findOpenChanges(pool);
      for (const id of ids) await workflows.advanceChange(id);
      for (const id of await domainsToRotate(pool)) await workflows.rotate(id);
      return { erased, started: ids.length };
    },
  };
  return withFailureCodes(activities, log);
}

/** Another change may go on. One that cannot be told is looked for with the open ones. */
async function tellOther({ workflows, log }: PasswordActivityParts, changeId: string): Promise<void> {
  await workflows.advanceChange(changeId).catch((error: unknown) => {
    log.warn({ err: error, changeId }, 'a change could not be told that it may go on');
  });
}

/** Without it the mails leave within a minute. */
function announcingOnce(workflows: Workflows): () => void {
  let announcing = false;
  return () => {
    if (announcing) return;
    announcing = true;
    const timer = setTimeout(() => {
      announcing = false;
      workflows.deliverMail().catch(() => undefined);
    }, MAIL_MILLISECONDS);
    timer.unref();
  };
}
