import { SyncNowDocument, SyncProgressDocument, type SyncPhase } from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone, type ProgressEvent } from '../../src/sandbox/demo/demo-client.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import type { ProcessorSeconds } from '../stand/processor-census.js';
import { rounded } from '../stand/figures.js';

/** A synchronisation of every domain, as the one who asked for it saw it. */
export interface WatchedSync {
  /** From asking, over HTTP, to the last event, over the WebSocket. */
  readonly seconds: number;
  readonly events: number;
  readonly domains: readonly DomainTimes[];
  /** By what it stood on, where that was counted. */
  readonly processor?: ProcessorSeconds;
}

export interface DomainTimes {
  readonly domain: string;
  readonly people: number;
  /** People something was decided about. */
  readonly planned: number;
  /** Seconds in each phase, as events arrived. PLANNING includes waiting until the other domain is planned and applied. */
  readonly phases: Readonly<Partial<Record<SyncPhase, number>>>;
}

/** @throws SandboxError when a domain was refused, or its run did not complete with everybody applied */
export async function syncAndWatch(client: ApiClient): Promise<WatchedSync> {
  const began = performance.now();
  const { syncNow } = await client.request(SyncNowDocument, { input: {} });
  expectDone(syncNow);
  for (const { refusal } of syncNow.answers ?? []) if (refusal) throw new SandboxError(refusal.message);
  const batchId = syncNow.batch?.id ?? '';
  const events: Arrival[] = [];
  for await (const { syncProgress } of client.subscribe(SyncProgressDocument, { batchId, after: 0 })) {
    events.push({ event: syncProgress, at: performance.now() });
  }
  const seconds = (performance.now() - began) / 1_000;
  const byDomain = Map.groupBy(events, ({ event }) => event.domainName);
  return { seconds, events: events.length, domains: [...byDomain].map(([name, all]) => timesOf(name, all)) };
}

interface Arrival {
  readonly event: ProgressEvent;
  readonly at: number;
}

function timesOf(domain: string, arrivals: readonly Arrival[]): DomainTimes {
  const last = arrivals.at(-1)!.event;
  if (last.phase !== 'COMPLETED' || last.failed > 0) {
    throw new SandboxError(
      `The run of ${domain} ended as ${last.phase} with ${last.failed} failed: ${last.errorMessage ?? 'no reason given'}`,
    );
  }
  const phases: Partial<Record<SyncPhase, number>> = {};
  for (const [index, { event, at }] of arrivals.entries()) {
    const next = arrivals[index + 1];
    if (next === undefined) continue;
    phases[event.phase] = rounded((phases[event.phase] ?? 0) + (next.at - at) / 1_000, 3);
  }
  return { domain, people: last.read, planned: last.planned, phases };
}
