import { RotateNowDocument, RotationProgressDocument } from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { residentMegabytes } from '../stand/peak-memory.js';
import type { Done } from './report.js';

const QUARTERS = 4;

export interface WatchedRotation {
  readonly client: ApiClient;
  readonly domainId: string;
  readonly accounts: number;
  readonly workerPid: number;
}

/** Has every managed password of the domain changed; answers when each quarter of them was, told by what is shown of it. */
export async function watchRotation({
  client,
  domainId,
  accounts,
  workerPid,
}: WatchedRotation): Promise<Done[]> {
  const began = performance.now();
  const input = { domainId, keysAway: 'WAIT' as const, reason: 'benchmark' };
  const { rotateNow } = await client.request(RotateNowDocument, { input });
  const rotationId = expectDone(rotateNow).rotations?.[0]?.id ?? '';
  const quarters: Done[] = [];
  for await (const { rotationProgress } of client.subscribe(RotationProgressDocument, {
    rotationId,
    after: 0,
  })) {
    const { completed, failed, state, stopReason } = rotationProgress;
    if (failed > 0 || state === 'STOPPED') throw new Error(`The rotation failed: ${failed}, ${stopReason}`);
    const isOver = state === 'COMPLETED';
    if (!isOver && completed < ((quarters.length + 1) * accounts) / QUARTERS) continue;
    const seconds = (performance.now() - began) / 1_000;
    const isWhole = isOver || quarters.length < QUARTERS - 1;
    if (isWhole)
      quarters.push({ accounts: completed, seconds, workerMegabytes: await residentMegabytes(workerPid) });
    if (isOver) return quarters;
  }
  throw new Error('The server ended the subscription.');
}
