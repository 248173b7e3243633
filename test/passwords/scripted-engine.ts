import { activityInfo } from '@temporalio/activity';
import type {
  ChangeInput,
  ChangePace,
  PasswordActivities,
} from '../../src/activities/password-activities.js';

/** What a change says when it is asked to go on: at once, or once the test lets it. */
type Answer = ChangePace | (() => Promise<ChangePace>);

export interface Call {
  readonly step: 'advance' | 'settle';
  /** Whether the workflow's own worker did it as it went. */
  readonly isLocal: boolean;
}

/** The steps of changing passwords as a test writes them: each change answers what was written for it, one after another. */
export class ScriptedEngine {
  private readonly answers = new Map<string, Answer[]>();
  private readonly calls = new Map<string, Call[]>();
  private readonly waiting = new Set<() => void>();

  /** The answers of a change; after the last one it has ended. */
  script(changeId: string, ...answers: Answer[]): void {
    this.answers.set(changeId, answers);
  }

  callsOf(changeId: string): readonly Call[] {
    return this.calls.get(changeId) ?? [];
  }

  /** Resolves when a change has been asked so many times. */
  async calledTimes(changeId: string, times: number): Promise<void> {
    while (this.callsOf(changeId).length < times) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  readonly activities: Pick<PasswordActivities, 'advanceChange' | 'settleChange'> = {
    advanceChange: async ({ changeId }: ChangeInput): Promise<ChangePace> => {
      const answer = this.answers.get(changeId)?.shift() ?? { next: 'ENDED' };
      this.note(changeId, 'advance');
      return typeof answer === 'function' ? answer() : answer;
    },
    settleChange: async ({ changeId }: ChangeInput): Promise<void> => this.note(changeId, 'settle'),
  };

  private note(changeId: string, step: Call['step']): void {
    const { isLocal } = activityInfo();
    this.calls.set(changeId, [...this.callsOf(changeId), { step, isLocal }]);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
