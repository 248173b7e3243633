import type { SyncPhase } from '../states.js';
import type { SyncCounts } from './sync-counts.js';

/** The state of one run at one moment: what a progress event says. Each stands by itself, so the newest tells all. */
export interface SyncProgress {
  readonly runId: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly phase: SyncPhase;
  /** People the groups name; null until the groups were read. */
  readonly expected: number | null;
  readonly read: number;
  readonly planned: number;
  readonly applied: number;
  readonly failed: number;
  /** People of whom something is held back. */
  readonly held: number;
  /** People a second in the present phase; null while there is nothing to go by. */
  readonly rate: number | null;
  /** Of the present phase; null while there is nothing to go by. */
  readonly secondsLeft: number | null;
  readonly lastPerson: string | null;
  readonly warnings: readonly string[];
  readonly counts: SyncCounts;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** What a rate is worked out from. */
export interface PhaseProgress {
  readonly done: number;
  readonly total: number | null;
  /** Seconds since the phase began. */
  readonly seconds: number;
}

/** People a second so far, and the seconds left if it goes on like that. */
export function paceOf({ done, total, seconds }: PhaseProgress): {
  rate: number | null;
  secondsLeft: number | null;
} {
  if (done === 0 || seconds <= 0) return { rate: null, secondsLeft: null };
  const rate = done / seconds;
  const secondsLeft = total === null ? null : Math.max(0, (total - done) / rate);
  return {
    rate: Math.round(rate * 10) / 10,
    secondsLeft: secondsLeft === null ? null : Math.ceil(secondsLeft),
  };
}
