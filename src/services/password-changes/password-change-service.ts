import type { EventHub } from '../../events/event-hub.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { Actor } from '../audit/record-audit.js';
import {
  addAccountWithoutPassword,
  removeAccountFromKey,
  type Removal,
} from './administrator/account-on-key.js';
import {
  setPasswords,
  type AccountOutcome,
  type AdministratorParts,
  type WantedPasswords,
} from './administrator/set-passwords.js';
import { resumePasswords } from './pauses/resume-passwords.js';
import { watchChanges, type WatchedChanges } from './watch-changes.js';

export interface PasswordChangeServiceParts extends AdministratorParts {
  readonly events: Pick<EventHub, 'subscribe'>;
}

/** What can be done about changes of passwords. What each promises stands at the function behind it. */
export interface PasswordChangeService {
  resume(actor: Actor, domainId: string): Promise<void>;
  /** Each account's outcome. */
  set(actor: Actor, wanted: WantedPasswords): Promise<AccountOutcome[]>;
  addAccount(actor: Actor, accountId: string): Promise<void>;
  removeAccount(actor: Actor, removal: Removal): Promise<string | undefined>;
  watch(watched: WatchedChanges, after: number): Promise<AsyncIterableIterator<StreamedEvent>>;
}

export function createPasswordChangeService(parts: PasswordChangeServiceParts): PasswordChangeService {
  return {
    resume: (actor, domainId) => resumePasswords(parts, actor, domainId),
    set: (actor, wanted) => setPasswords(parts, actor, wanted),
    addAccount: (actor, accountId) => addAccountWithoutPassword(parts, actor, accountId),
    removeAccount: (actor, removal) => removeAccountFromKey(parts, actor, removal),
    watch: (watched, after) => watchChanges(parts, watched, after),
  };
}
