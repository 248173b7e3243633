import type { Pool } from '../../database.js';
import type { EventHub } from '../../events/event-hub.js';
import type { ActivationCodes } from '../../keys/activation-codes.js';
import type { Challenges } from '../../keys/challenges.js';
import type { Log } from '../../log.js';
import type { Actor } from '../audit/record-audit.js';
import type { Checkpoints } from '../password-changes/checkpoints.js';
import type { Workflows } from '../workflows.js';
import type { OwnIdentity } from './server-identity.js';

/** What speaking to keys stands on. */
export interface KeyTaskParts {
  readonly pool: Pool;
  readonly workflows: Pick<Workflows, 'advanceChange' | 'rotate'>;
  readonly codes: ActivationCodes;
  readonly events: Pick<EventHub, 'subscribe'>;
  /** Nonces for keys; the subject is the serial. */
  readonly challenges: Challenges;
  readonly identity: OwnIdentity;
  readonly checkpoints: Checkpoints;
  readonly log: Log;
}

/** The workstation that brings something. */
export interface Bringer {
  readonly actor: Actor;
  readonly workstationId: string;
}
