import type { LanguageTexts } from '../mail-texts.js';
import { activationCode } from './activation-code.js';
import { passwordChanged } from './password-changed.js';
import { invitation } from './invitation.js';
import { keyNotConnected, keysNotConnected, rotationStopped } from './rotation-mails.js';
import { passwordsPaused } from './passwords-paused.js';
import { removalsHeld } from './removals-held.js';
import { syncFailed } from './sync-failed.js';

export const english: LanguageTexts = {
  'activation-code': activationCode,
  'key-not-connected': keyNotConnected,
  'keys-not-connected': keysNotConnected,
  'password-changed': passwordChanged,
  invitation,
  'passwords-paused': passwordsPaused,
  'removals-held': removalsHeld,
  'rotation-stopped': rotationStopped,
  'sync-failed': syncFailed,
};
