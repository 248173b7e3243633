import type { Pool } from '../../database.js';
import { AppError } from '../../errors.js';
import type { EventHub } from '../../events/event-hub.js';
import type { InvitationSecrets } from '../../keys/invitation-secrets.js';
import type { Workflows } from '../workflows.js';

export const INVITATION_HOURS = 24;

/** What invitations need besides the database. */
export interface InvitationParts {
  readonly pool: Pool;
  readonly secrets: InvitationSecrets;
  readonly workflows: Workflows;
  readonly events: Pick<EventHub, 'subscribe'>;
  /** Where browsers reach this installation; undefined where nobody has said so: then nobody can be invited. */
  readonly publicUrl: string | undefined;
}

/** Where links lead. Throws PUBLIC_URL_MISSING. */
export function publicUrlOf({ publicUrl }: Pick<InvitationParts, 'publicUrl'>): string {
  if (publicUrl !== undefined) return publicUrl;
  throw new AppError(
    'PUBLIC_URL_MISSING',
    'A link has to lead somewhere: set LATCHKEY_PUBLIC_URL to the address at which people reach this server, for the server and the worker.',
  );
}
