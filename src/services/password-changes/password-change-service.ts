import type { Pool } from '../../database.js';
import type { EventHub } from '../../events/event-hub.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { Actor } from '../audit/record-audit.js';
import type { Workflows } from '../workflows.js';
import { resumePasswords } from './resume-passwords.js';
import { watchChanges, type WatchedChanges } from './watch-changes.js';

export interface PasswordChangeServiceParts {
  readonly pool: Pool;
  readonly workflows: Pick<Workflows, 'advanceChange'>;
  readonly events: Pick<EventHub, 'subscribe'>;
}

/** What can be done about changes of passwords. What each promises stands at the function behind it. */
export interface PasswordChangeService {
  resume(actor: Actor, domainId: string): Promise<void>;
  watch(watched: WatchedChanges, after: number): Promise<AsyncIterableIterator<StreamedEvent>>;
}

export function createPasswordChangeService(parts: PasswordChangeServiceParts): PasswordChangeService {
  return {
    resume: (actor, domainId) => resumePasswords(parts, actor, domainId),
    watch: (watched, after) => watchChanges(parts, watched, after),
  };
}
