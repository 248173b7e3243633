import type { Pool } from '../../database.js';
import { AppError } from '../../errors.js';
import type { EventHub } from '../../events/event-hub.js';
import { readEvents, type StreamedEvent } from '../../events/stream-events.js';
import type { Caller } from '../caller.js';
import type { SyncRequest, Workflows } from '../workflows.js';
import { cancelRun } from './finish-run.js';
import { approveRemovals } from './guard/approve-removals.js';
import type { PlanReference } from './guard/find-hold.js';
import { rejectRemovals } from './guard/reject-removals.js';
import { requestSync, type RequestedBatch, type RequestedKind } from './request-sync.js';

export interface SyncServiceParts {
  readonly pool: Pool;
  readonly workflows: Workflows;
  readonly events: Pick<EventHub, 'subscribe'>;
}

export type SyncService = ReturnType<typeof createSyncService>;

/** Starting, stopping and watching synchronisations. */
export function createSyncService(parts: SyncServiceParts) {
  return {
    /** See `requestSync`. Null: every domain. */
    request(
      caller: Pick<Caller, 'actor'>,
      domainIds: readonly string[] | null,
      kind: RequestedKind = 'SYNC',
    ): Promise<RequestedBatch> {
      return requestSync(parts, caller.actor, domainIds, kind);
    },

    /** See `approveRemovals`. */
    approve(caller: Pick<Caller, 'actor'>, plan: PlanReference): Promise<SyncRequest> {
      return approveRemovals(parts, caller.actor, plan);
    },

    /** See `rejectRemovals`. */
    reject(
      caller: Pick<Caller, 'actor'>,
      plan: PlanReference & { readonly note: string | null },
    ): Promise<{ runId: string }> {
      return rejectRemovals(parts.pool, caller.actor, plan);
    },

    /** See `cancelRun`. */
    cancel(caller: Pick<Caller, 'actor'>, runId: string): Promise<void> {
      return cancelRun(parts, caller.actor, runId);
    },

    /** What was recorded for a run or batch after a sequence number. */
    events(streamId: string, after: number, limit: number): Promise<StreamedEvent[]> {
      return readEvents(parts.pool, streamId, after, limit);
    },

    /**
     * Every event of a run or batch after a sequence number, then those to come, until it ends.
     * @throws AppError NOT_FOUND when there is no such run or batch
     */
    async watch(streamId: string, after: number): Promise<AsyncIterableIterator<StreamedEvent>> {
      const { rows } = await parts.pool.query(`select 1 from event_stream where id = $1`, [streamId]);
      if (rows.length === 0) {
        throw new AppError('NOT_FOUND', 'There is no such synchronisation (any more).');
      }
      return parts.events.subscribe(streamId, after);
    },
  };
}
