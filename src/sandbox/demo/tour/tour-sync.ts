import { SyncNowDocument, SyncProgressDocument } from '../../../generated/operations.js';
import type { ApiClient } from '../../api-client.js';
import { say } from '../console.js';
import { expectDone, type ProgressEvent } from '../demo-client.js';
import { ProgressBars } from '../progress-bars.js';
import type { DemoStack } from '../start-stack.js';
import { demand, type TourChecks } from './tour-checks.js';

/** What every part of the tour works with. */
export interface Tour {
  readonly client: ApiClient;
  readonly checks: TourChecks;
  readonly stack: DemoStack;
}

/** Asks for both domains, and shows every event until the last run has ended. */
export async function synchronise({ client, checks }: Tour, name: string): Promise<ProgressEvent[]> {
  const began = Date.now();
  const { syncNow } = await client.request(SyncNowDocument, { input: {} });
  const batch = demand(expectDone(syncNow).batch, 'syncNow answered without a batch.');
  const events = await watch(client, { batchId: batch.id });
  checks.figures[`${name}Seconds`] = Math.round((Date.now() - began) / 100) / 10;
  for (const { domainName, errorCode, errorMessage } of events.filter((event) => event.phase === 'FAILED')) {
    say(`  ${domainName} failed: ${errorCode ?? ''} ${errorMessage ?? ''}`);
  }
  return events;
}

/** Shows every event of a run or a batch until it ends. */
export async function watch(
  client: ApiClient,
  of: { readonly batchId: string } | { readonly runId: string },
): Promise<ProgressEvent[]> {
  const bars = new ProgressBars();
  const events: ProgressEvent[] = [];
  try {
    for await (const { syncProgress: event } of client.subscribe(SyncProgressDocument, { ...of, after: 0 })) {
      bars.show(event);
      events.push(event);
    }
  } finally {
    bars.end();
  }
  return events;
}

/** Where a domain stood at the end. */
export function lastOf(events: readonly ProgressEvent[], domainName: string): ProgressEvent {
  const last = events.findLast((event) => event.domainName === domainName);
  if (last === undefined) throw new Error(`there was no event of ${domainName}`);
  return last;
}
