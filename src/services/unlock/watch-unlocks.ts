import type { Pool } from '../../database.js';
import { AppError } from '../../errors.js';
import { openStreams } from '../../events/record-event.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { AuthenticatorPrincipal, WorkstationPrincipal } from '../sign-in/principal.js';
import type { UnlockParts } from './unlock-parts.js';

type Events = AsyncIterableIterator<StreamedEvent>;

/** What is told in the last moment is heard before a subscription ends with its time. */
const GRACE_MILLISECONDS = 5_000;

export interface Watch {
  readonly after: number;
  /** Aborted when the connection is gone. */
  readonly signal: AbortSignal;
}

/** What becomes of a code that this workstation shows; ends with it. Throws NOT_FOUND. */
export async function watchPairing(
  parts: UnlockParts,
  { workstationId }: WorkstationPrincipal,
  { pairingId, ...watch }: Watch & { readonly pairingId: string },
): Promise<Events> {
  const { rows } = await parts.pool.query<{ expiresAt: Date }>(
    `select expires_at as "expiresAt" from unlock_pairing where id = $1 and workstation_id = $2`,
    [pairingId, workstationId],
  );
  return untilOver(parts, pairingId, watch, rows[0]?.expiresAt);
}

/** What becomes of a question that this workstation has asked; ends with the answer, or with its time. Throws NOT_FOUND. */
export async function watchUnlock(
  parts: UnlockParts,
  { workstationId }: WorkstationPrincipal,
  { unlockId, ...watch }: Watch & { readonly unlockId: string },
): Promise<Events> {
  const { rows } = await parts.pool.query<{ expiresAt: Date }>(
    `select r.expires_at as "expiresAt" from unlock_request r join unlock_credential c on c.id = r.credential_id
     where r.id = $1 and c.workstation_id = $2`,
    [unlockId, workstationId],
  );
  return untilOver(parts, unlockId, watch, rows[0]?.expiresAt);
}

function untilOver({ events }: UnlockParts, id: string, watch: Watch, expiresAt: Date | undefined): Events {
  if (expiresAt === undefined) {
    throw new AppError('NOT_FOUND', 'This workstation has asked nothing of the kind, or too long ago.');
  }
  const all = events.subscribe(id, watch.after);
  const end = (): void => void all.return?.();
  const timer = setTimeout(end, Math.max(0, expiresAt.getTime() - Date.now()) + GRACE_MILLISECONDS);
  timer.unref();
  const leave = (): void => {
    clearTimeout(timer);
    end();
  };
  watch.signal.addEventListener('abort', leave, { once: true });
  return all;
}

/**
 * What workstations ask this app after a sequence number, and what they will ask; without a number only what can still be
 * answered, and what is to come.
 */
export async function watchChallenges(
  { pool, events }: UnlockParts,
  { authenticatorId }: AuthenticatorPrincipal,
  { after, signal }: { readonly after: number | null; readonly signal: AbortSignal },
): Promise<Events> {
  await openStreams(pool, [authenticatorId]);
  const all = events.subscribe(authenticatorId, after ?? (await beforeWaiting(pool, authenticatorId)));
  signal.addEventListener('abort', () => void all.return?.(), { once: true });
  return all;
}

async function beforeWaiting(pool: Pool, authenticatorId: string): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `select coalesce(
       (select min(e.sequence) - 1 from stream_event e join unlock_request r on r.id = (e.payload ->> 'unlockId')::uuid
        where e.stream_id = s.id and r.state = 'WAITING' and r.expires_at > now()),
       s.last_sequence) as last
     from event_stream s where s.id = $1`,
    [authenticatorId],
  );
  return rows[0]?.last ?? 0;
}
