import type { Pool } from '../../../database.js';
import type { SyncRunKind } from '../../../domain/states.js';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import type { DirectorySession } from '../../../directory/directory.js';
import { AppError } from '../../../errors.js';
import type { SyncDomainRow } from '../sync-run-row.js';
import type { Attempt } from './store-snapshot.js';

/** One attempt at reading a domain, over one session. */
export interface Reading {
  readonly pool: Pool;
  readonly session: DirectorySession;
  readonly domain: SyncDomainRow;
  readonly kind: SyncRunKind;
  readonly attempt: Attempt;
  readonly signal: AbortSignal;
  /** Whether anybody was stored yet. */
  readonly progress: { hasPeople: boolean };
}

/**
 * Most objects one look-up may name. A controller finds each by its index, but compares what it found with all that were
 * asked for: Samba spends a tenth less on a hundred than on two hundred; fifty gain no more and are more questions.
 */
export const LOOK_UP_SIZE = 100;

/** Before every objectGUID there is. */
export const NO_GUID = '00000000-0000-0000-0000-000000000000' as ObjectGuid;

export const OF_THIS_ATTEMPT = `r.id = $1 and r.attempt = $2 and r.phase = 'READING'`;

/**
 * Every write to the run says which attempt it belongs to. An attempt that was given up while it hung (a frozen
 * machine, a network that came back) must find that out before it takes its leftovers for a whole snapshot.
 */
export function refuseStale(result: { readonly rowCount: number | null }): void {
  if (result.rowCount === 1) return;
  throw new AppError(
    'RUN_FINISHED',
    'This reading was given up: another attempt, or the end of the run, came after it.',
  );
}
