import type { ApiClient } from '../../src/sandbox/api-client.js';
import { clock } from './spans.js';

const WATCHED = `subscription PasswordChangeProgress($accountId: ID!) {
  passwordChangeProgress(accountId: $accountId, after: 0) { stage lastErrorCode attention }
}`;

interface Progress {
  readonly passwordChangeProgress: {
    readonly stage: string;
    readonly lastErrorCode: string | null;
    readonly attention: string | null;
  };
}

/** When a change reached each stage. */
export type StageTimes = ReadonlyMap<string, number>;

/** Watches the changes of one account from now on; resolves when one is completed, and fails when it ends otherwise. */
export async function completionOf(client: ApiClient, accountId: string): Promise<StageTimes> {
  const times = new Map<string, number>();
  for await (const { data, errors } of client.iterate<Progress>(WATCHED, { accountId })) {
    if (!data) throw new Error(`The change cannot be watched: ${JSON.stringify(errors)}`);
    const { stage, lastErrorCode, attention } = data.passwordChangeProgress;
    if (!times.has(stage)) times.set(stage, clock());
    if (stage === 'COMPLETED') return times;
    if (['FAILED', 'CANCELLED', 'NEEDS_ATTENTION'].includes(stage))
      throw new Error(`An activation ended as ${stage}: ${lastErrorCode ?? attention}.`);
  }
  throw new Error('The server ended the subscription.');
}
