import { readAccountFacts } from '../policy/account-facts.js';
import type { AdvanceOutcome, AdvanceParts } from '../advance-parts.js';
import { Conversation } from './open-session.js';
import { readChange, type StoredChange } from '../rows/stored-change.js';
import type { Run, StepResult } from './run.js';
import { inTurn, somebodyElseIsAtIt } from './turn.js';

/** What was found out about a change, and what follows from it. */
export interface NextStep {
  /** By the clock of the database. */
  readonly now: Date;
  carryOut(): Promise<StepResult>;
}

export interface Steps {
  /** More than any change takes in one turn: it is somebody else who moves it all the time. */
  readonly most: number;
  /** Undefined when the change is gone. */
  next(run: Run, change: StoredChange): Promise<NextStep | undefined>;
}

/** Goes on with a change, step by step, until nothing more can be done at this moment. */
export async function takeTurn(
  parts: AdvanceParts,
  { id, accountId }: StoredChange,
  steps: Steps,
): Promise<AdvanceOutcome> {
  return inTurn(parts.pool, id, async (turn) => {
    const account = await readAccountFacts(turn.sql, accountId);
    if (account === undefined) return { state: 'ENDED', wake: [] };
    const conversation = parts.conversation ?? new Conversation(parts, account.domain);
    const wake = new Set<string>();
    try {
      const outcome = await goOn({ parts, turn, account, conversation, wake }, id, steps);
      return { ...outcome, wake: [...wake] };
    } finally {
      if (conversation !== parts.conversation) await conversation.close();
    }
  });
}

async function goOn(run: Run, id: string, steps: Steps): Promise<AdvanceOutcome> {
  for (let taken = 0; taken < steps.most; taken += 1) {
    const change = await readChange(run.turn.sql, id);
    if (change === undefined || change.endedAt !== null) return { state: 'ENDED', wake: [] };
    const step = await steps.next(run, change);
    if (step === undefined) return { state: 'ENDED', wake: [] };
    if (!run.turn.mayGoOn(change, step.now)) return somebodyElseIsAtIt();
    const result = await step.carryOut();
    if (result !== 'GO_ON') return outcomeOf(result, step.now);
  }
  return somebodyElseIsAtIt();
}

function outcomeOf(result: Exclude<StepResult, 'GO_ON'>, now: Date): AdvanceOutcome {
  if (typeof result === 'string') return { state: result, wake: [] };
  const afterMilliseconds = Math.max(result.againAt.getTime() - now.getTime(), 0);
  return { state: 'AGAIN', afterMilliseconds, wake: [] };
}
