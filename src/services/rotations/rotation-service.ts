import type { Pool } from '../../database.js';
import { AppError } from '../../errors.js';
import type { EventHub } from '../../events/event-hub.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { Actor } from '../audit/record-audit.js';
import type { Workflows } from '../workflows.js';
import { pauseRotation, resumeRotation } from './pause-rotation.js';
import { rotateNow, type RequestedRotations, type RotationRequest } from './request-rotation.js';

export interface RotationServiceParts {
  readonly pool: Pool;
  readonly workflows: Pick<Workflows, 'rotate'>;
  readonly events: Pick<EventHub, 'subscribe'>;
}

/** What can be done about rotations. What each promises stands at the function behind it. */
export interface RotationService {
  rotateNow(actor: Actor, request: RotationRequest): Promise<RequestedRotations>;
  pause(actor: Actor, pause: { readonly domainId: string; readonly reason: string | null }): Promise<void>;
  resume(actor: Actor, domainId: string): Promise<void>;
  /** Everything that is told of a rotation after a sequence number, until it ends. */
  watch(rotationId: string, after: number): Promise<AsyncIterableIterator<StreamedEvent>>;
}

export function createRotationService(parts: RotationServiceParts): RotationService {
  const { pool, events } = parts;
  return {
    rotateNow: (actor, request) => rotateNow(parts, actor, request),
    pause: (actor, pause) => pauseRotation(pool, actor, pause),
    resume: (actor, domainId) => resumeRotation(parts, actor, domainId),
    async watch(rotationId, after) {
      const { rows } = await pool.query<{ last: number }>(
        `select s.last_sequence as last from event_stream s join rotation r on r.id = s.id where s.id = $1`,
        [rotationId],
      );
      const last = rows[0]?.last;
      if (last === undefined)
        throw new AppError('NOT_FOUND', 'There is no such rotation. Look it up in `rotations`.');
      if (after > last) {
        const message = `No event there has the number ${after} yet: the last one is ${last}.`;
        throw new AppError('BAD_INPUT', message, { path: ['after'] });
      }
      return events.subscribe(rotationId, after);
    },
  };
}
