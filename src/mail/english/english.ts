import type { LanguageTexts } from '../mail-texts.js';
import { removalsHeld } from './removals-held.js';
import { syncFailed } from './sync-failed.js';

export const english: LanguageTexts = {
  'removals-held': removalsHeld,
  'sync-failed': syncFailed,
};
