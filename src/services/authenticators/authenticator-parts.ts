import type { Pool } from '../../database.js';
import { appLinkText, type AppLink } from '../../domain/authenticator/app-links.js';
import { AppError } from '../../errors.js';
import type { EventHub } from '../../events/event-hub.js';
import type { AppIdentity } from '../../keys/app-identity.js';
import type { Challenges } from '../../keys/challenges.js';
import type { PasskeyHandles } from '../../keys/passkey-handles.js';
import type { Passkeys } from '../../passkeys/passkeys.js';
import { publicUrlOf } from '../invitations/invitation-parts.js';
import type { AttemptLimit } from '../sign-in/attempts/attempt-limit.js';

/** What authenticators need besides the database. */
export interface AuthenticatorParts {
  readonly pool: Pool;
  readonly events: Pick<EventHub, 'subscribe'>;
  /** Who this installation is to apps. */
  readonly identity: AppIdentity;
  /** Nonces for apps to sign. */
  readonly challenges: Challenges;
  /** Nonces for passkeys to sign; people take longer. */
  readonly passkeyChallenges: Challenges;
  /** By what passkeys know their owners. */
  readonly handles: PasskeyHandles;
  /** Undefined where nobody has said at which address browsers reach this installation. */
  readonly passkeys: Passkeys | undefined;
  /** Where browsers and apps reach this installation. */
  readonly publicUrl: string | undefined;
  /** Whether administrators and auditors give a passkey besides the password. */
  readonly requirePasskey: boolean;
  readonly sessionHours: number;
  readonly sessionIdleMinutes: number;
  /** Sessions that one app may open. */
  readonly limit: AttemptLimit;
}

/** What a QR code for apps says. Throws PUBLIC_URL_MISSING. */
export function linkForApps(
  parts: Pick<AuthenticatorParts, 'identity' | 'publicUrl'>,
  { purpose, token }: Pick<AppLink, 'purpose' | 'token'>,
): string {
  const serverKey = Buffer.from(parts.identity.publicKey).toString('base64url');
  return appLinkText({ purpose, token, serverKey, server: publicUrlOf(parts).replace(/\/$/, '') });
}

/** The ceremonies of passkeys. Throws PUBLIC_URL_MISSING. */
export function passkeysOf({
  passkeys,
  publicUrl,
}: Pick<AuthenticatorParts, 'passkeys' | 'publicUrl'>): Passkeys {
  if (passkeys !== undefined) return passkeys;
  publicUrlOf({ publicUrl });
  throw new AppError(
    'PUBLIC_URL_MISSING',
    'Browsers make passkeys for names only: LATCHKEY_PUBLIC_URL has to be a name and not an address in numbers.',
  );
}
