import { PasswordChangeProgressDocument } from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { clock } from '../stand/spans.js';

/** When each stage of a change was heard of; those before it was watched are heard of at once. */
export type StageTimes = ReadonlyMap<string, number>;

/** Watches a change that has just begun; resolves when it is completed, and fails when it ends otherwise. */
export async function completionOf(client: ApiClient, changeId: string): Promise<StageTimes> {
  const times = new Map<string, number>();
  const progress = client.subscribe(PasswordChangeProgressDocument, { changeId, after: 0 });
  for await (const { passwordChangeProgress } of progress) {
    const { stage, lastErrorCode, attention } = passwordChangeProgress;
    if (!times.has(stage)) times.set(stage, clock());
    if (stage === 'COMPLETED') return times;
    if (['FAILED', 'CANCELLED', 'NEEDS_ATTENTION'].includes(stage))
      throw new Error(`An activation ended as ${stage}: ${lastErrorCode ?? attention}.`);
  }
  throw new Error('The server ended the subscription.');
}
