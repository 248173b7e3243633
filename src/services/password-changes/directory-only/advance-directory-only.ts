import type { Sql } from '../../../database.js';
import { decideClaim } from '../../../domain/password-change/change-order.js';
import {
  directoryOnlyStep,
  type DirectoryOnlyFacts,
  type DirectoryOnlyState,
} from '../../../domain/password-change/directory-only-step.js';
import { AppError } from '../../../errors.js';
import type { AdvanceOutcome, AdvanceParts } from '../advance-parts.js';
import { claimAccount, claimHolderOf } from '../rows/claims.js';
import { readCopy } from '../copies/copies.js';
import { asFailure } from '../rows/failure.js';
import { again, type Run, type StepResult } from '../turns/run.js';
import { readChange, type StoredChange } from '../rows/stored-change.js';
import { takeTurn, type NextStep } from '../turns/take-turn.js';
import { failUnchanged, needsSomebody } from './endings.js';
import { lookAgain } from './look-again.js';
import { resetTwice } from './reset-twice.js';

/** Goes on with a change in which no key has a part, until nothing more can be done at this moment. */
export function advanceDirectoryOnly(parts: AdvanceParts, change: StoredChange): Promise<AdvanceOutcome> {
  return takeTurn(parts, change, { most: 20, next });
}

async function next(run: Run, change: StoredChange): Promise<NextStep> {
  const now = await momentOf(run.turn.sql);
  return { now, carryOut: () => attempt(run, change, now) };
}

/** A directory's fault is written to the row, and is no failure of this call. */
async function attempt(run: Run, change: StoredChange, now: Date): Promise<StepResult> {
  try {
    return await carryOut(run, change, now);
  } catch (error) {
    const failure = asFailure(error);
    // A step may have committed something before it failed.
    const latest = await readChange(run.turn.sql, change.id);
    if (latest === undefined || latest.endedAt !== null) return 'GO_ON';
    // A lost key's password is replaced as soon as whatever keeps us from it is mended: that is never given up.
    if (failure.retryable || latest.kind === 'COMPROMISE') {
      await again(run, latest, failure);
      return 'GO_ON';
    }
    return latest.sentAt === null ? failUnchanged(run, latest, failure) : needsSomebody(run, latest, failure);
  }
}

async function carryOut(run: Run, change: StoredChange, now: Date): Promise<StepResult> {
  const typed = change.isTyped ? await readCopy(run.turn.sql, run.parts.copies, change.id) : undefined;
  const facts = await factsOf(run.turn.sql, change, typed !== undefined);
  const { step } = directoryOnlyStep(stateOf(change, now), facts);
  switch (step) {
    case 'WAIT_FOR_CLAIM':
      return 'WAITING_FOR_CLAIM';
    case 'CLAIM':
      return claim(run, change);
    case 'LATER':
      return { againAt: change.nextAttemptAt ?? now };
    case 'RESET_TWICE':
      return resetTwice(run, change, { typed, now });
    case 'LOOK_AGAIN':
      return lookAgain(run, change, { maySetAgain: change.kind === 'COMPROMISE' || typed !== undefined });
    case 'GIVE_UP':
      return giveUp(run, change);
  }
}

function stateOf(change: StoredChange, now: Date): DirectoryOnlyState {
  const { isTyped, stage, holdsClaim, sentAt, nextAttemptAt } = change;
  const isDue = nextAttemptAt === null || nextAttemptAt <= now;
  return { isTyped, stage, holdsClaim, wasSent: sentAt !== null, isDue };
}

async function factsOf(sql: Sql, change: StoredChange, hasCopy: boolean): Promise<DirectoryOnlyFacts> {
  if (change.holdsClaim) return { mayClaim: true, hasCopy };
  const holder = await claimHolderOf(sql, change.accountId);
  return { mayClaim: decideClaim(change.kind, holder) !== 'WAIT', hasCopy };
}

async function claim(run: Run, change: StoredChange): Promise<StepResult> {
  const claimed = await run.turn.commit(change, async (sql, locked) => {
    const after = await claimAccount(sql, locked);
    return after === 'WAIT' ? undefined : after;
  });
  // Somebody was quicker: look again.
  return claimed === undefined ? { againAt: new Date(Date.now() + 100) } : 'GO_ON';
}

async function giveUp(run: Run, change: StoredChange): Promise<StepResult> {
  const failure = new AppError(
    'PASSWORD_COPY_OVER',
    'The temporary password could not be set within the time for which it is kept. Type it again with handBackPassword.',
  );
  return change.sentAt === null ? failUnchanged(run, change, failure) : needsSomebody(run, change, failure);
}

async function momentOf(sql: Sql): Promise<Date> {
  const { rows } = await sql.query<{ now: Date }>(`select clock_timestamp() as now`);
  return rows[0]!.now;
}
