import type { Pool } from '../../database.js';
import type { PresenceReport } from '../../domain/workstation/presence-report.js';
import type { EventHub } from '../../events/event-hub.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { PresenceKeeper } from './presence-keeper.js';
import { PRESENCE_STREAM, type WorkstationStatus } from './workstation-streams.js';

export interface StatusWatch {
  readonly workstationId: string;
  /** The last sequence number seen. */
  readonly after: number;
  readonly report: PresenceReport;
  /** Aborted when the connection is gone. */
  readonly signal: AbortSignal;
}

/**
 * Every status of a workstation after a sequence number, then those to come. While this is open and the workstation is
 * approved, it is present. Ends when its presence is lost to a newer connection or could not be renewed: connect again.
 */
export async function* watchStatus(
  { events, presence }: { readonly events: Pick<EventHub, 'subscribe'>; readonly presence: PresenceKeeper },
  { workstationId, after, report, signal }: StatusWatch,
): AsyncGenerator<StreamedEvent, void, void> {
  const statuses = events.subscribe(workstationId, after);
  const end = (): void => void statuses.return?.();
  signal.addEventListener('abort', end, { once: true });
  // Held at once when it is approved, else as soon as it is told that it is.
  let release = await presence.hold(workstationId, report, end);
  try {
    if (signal.aborted) return;
    for await (const event of statuses) {
      if (release === undefined && isApproval(event)) {
        release = await presence.hold(workstationId, report, end);
      }
      yield event;
    }
  } finally {
    release?.();
    end();
  }
}

function isApproval({ payload }: StreamedEvent): boolean {
  // Written by this program only, as WorkstationStatus.
  return (payload as WorkstationStatus).state === 'APPROVED';
}

/**
 * Every change of anybody's presence after a sequence number, then those to come; without a number only those to come.
 * Changes are kept for a week.
 */
export async function watchPresence(
  { pool, events }: { readonly pool: Pool; readonly events: Pick<EventHub, 'subscribe'> },
  after: number | null,
): Promise<AsyncIterableIterator<StreamedEvent>> {
  return events.subscribe(PRESENCE_STREAM, after ?? (await newestNumber(pool)));
}

async function newestNumber(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `select last_sequence as last from event_stream where id = $1`,
    [PRESENCE_STREAM],
  );
  return rows[0]?.last ?? 0;
}
