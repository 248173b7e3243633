import { isIP } from 'node:net';
import type { Config } from '../config.js';
import type { Pool } from '../database.js';
import type { EventHub } from '../events/event-hub.js';
import type { Log } from '../log.js';
import { createAppIdentity } from '../keys/app-identity.js';
import { createChallenges } from '../keys/challenges.js';
import { createInvitationSecrets } from '../keys/invitation-secrets.js';
import { createPasskeyHandles } from '../keys/passkey-handles.js';
import { WebAuthnPasskeys } from '../passkeys/web-authn-passkeys.js';
import { globalId } from '../api/relay/global-id.js';
import { createUnlockService } from '../services/unlock/unlock-service.js';
import { createAuthenticatorService } from '../services/authenticators/authenticator-service.js';
import { createInvitationService } from '../services/invitations/invitation-service.js';
import type { SecondFactor } from '../services/sign-in/sign-in.js';
import type { Workflows } from '../services/workflows.js';

/** How long a challenge for a passkey is good: people look for their security key meanwhile. */
const PASSKEY_SECONDS = 300;

/** How people who have no password are let in. */
export function wirePeople(
  { masterKey, http, sessionHours, sessionIdleMinutes, requirePasskey }: Config,
  {
    pool,
    log,
    events,
    workflows,
  }: { readonly pool: Pool; readonly log: Log; readonly events: EventHub; readonly workflows: Workflows },
) {
  const publicUrl = http.publicUrl?.href;
  const invitations = createInvitationService({
    pool,
    events,
    workflows,
    publicUrl,
    secrets: createInvitationSecrets(masterKey),
  });
  const identity = createAppIdentity(masterKey);
  const unlocks = createUnlockService({ pool, events, publicUrl, identity }, globalId);
  const authenticators = createAuthenticatorService({
    pool,
    events,
    publicUrl,
    sessionHours,
    sessionIdleMinutes,
    requirePasskey,
    identity,
    challenges: createChallenges(masterKey, 'app-session'),
    passkeyChallenges: createChallenges(masterKey, 'passkey', PASSKEY_SECONDS),
    handles: createPasskeyHandles(masterKey),
    passkeys: passkeysOf(http.publicUrl, log),
  });
  const secondFactor: SecondFactor = {
    options: () => authenticators.passkeySignInOptions(),
    verify: (userId, answer) => authenticators.ownPasskey(userId, answer),
  };
  return { services: { invitations, authenticators, unlocks }, secondFactor };
}

/** Browsers make passkeys for names, not for addresses in numbers. */
function passkeysOf(publicUrl: URL | undefined, log: Log): WebAuthnPasskeys | undefined {
  if (publicUrl === undefined || isIP(publicUrl.hostname.replaceAll(/[[\]]/g, '')) !== 0) return undefined;
  return new WebAuthnPasskeys(publicUrl, (cause) => log.debug({ err: cause }, 'a passkey was refused'));
}
