import { SyncDecision } from '../states.js';

/** How many people got each decision. */
export type SyncCounts = Record<SyncDecision, number>;

export function noCounts(): SyncCounts {
  return Object.fromEntries(Object.values(SyncDecision).map((decision) => [decision, 0])) as SyncCounts;
}
