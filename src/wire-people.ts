import type { Config } from './config.js';
import type { Pool } from './database.js';
import type { EventHub } from './events/event-hub.js';
import { createAppIdentity } from './keys/app-identity.js';
import { createChallenges } from './keys/challenges.js';
import { createInvitationSecrets } from './keys/invitation-secrets.js';
import { createAuthenticatorService } from './services/authenticators/authenticator-service.js';
import { createInvitationService } from './services/invitations/invitation-service.js';
import type { Workflows } from './services/workflows.js';

/** How people who have no password are let in. */
export function wirePeople(
  { masterKey, http, sessionHours, sessionIdleMinutes }: Config,
  {
    pool,
    events,
    workflows,
  }: { readonly pool: Pool; readonly events: EventHub; readonly workflows: Workflows },
) {
  const publicUrl = http.publicUrl?.href;
  return {
    invitations: createInvitationService({
      pool,
      events,
      workflows,
      publicUrl,
      secrets: createInvitationSecrets(masterKey),
    }),
    authenticators: createAuthenticatorService({
      pool,
      events,
      publicUrl,
      sessionHours,
      sessionIdleMinutes,
      identity: createAppIdentity(masterKey),
      challenges: createChallenges(masterKey, 'app-session'),
    }),
  };
}
