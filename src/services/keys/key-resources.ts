import type { Pool } from '../../database.js';
import type { EventHub } from '../../events/event-hub.js';
import type { ActivationCodes } from '../../keys/activation-codes.js';
import type { PasswordCopies } from '../../keys/password-copies.js';
import type { Workflows } from '../workflows.js';

/** What the services of keys stand on. */
export interface KeyResources {
  readonly pool: Pool;
  readonly workflows: Workflows;
  readonly codes: ActivationCodes;
  /** Keeps temporary passwords until they are set. */
  readonly copies: PasswordCopies;
  readonly events: Pick<EventHub, 'subscribe'>;
}
