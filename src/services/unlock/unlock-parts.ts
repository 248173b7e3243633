import type { Pool } from '../../database.js';
import type { EventHub } from '../../events/event-hub.js';
import type { AppIdentity } from '../../keys/app-identity.js';
import type { StoredAttempts } from '../sign-in/attempts/stored-attempts.js';

/** What unlocking needs besides the database. */
export interface UnlockParts {
  readonly pool: Pool;
  readonly events: Pick<EventHub, 'subscribe'>;
  /** Who this installation is to apps. */
  readonly identity: AppIdentity;
  /** Where apps reach this installation. */
  readonly publicUrl: string | undefined;
  readonly attempts: StoredAttempts;
}

/** What clients know something by: this is what apps sign. */
export type IdOf = (type: 'Authenticator' | 'UnlockCredential' | 'Workstation', id: string) => string;
