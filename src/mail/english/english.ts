import type { LanguageTexts } from '../mail-texts.js';
import { activationCode } from './activation-code.js';
import { passwordChanged } from './password-changed.js';
import { removalsHeld } from './removals-held.js';
import { syncFailed } from './sync-failed.js';

export const english: LanguageTexts = {
  'activation-code': activationCode,
  'password-changed': passwordChanged,
  'removals-held': removalsHeld,
  'sync-failed': syncFailed,
};
