import type { LanguageTexts } from '../mail-texts.js';
import { activationCode } from './activation-code.js';
import { invitation } from './invitation.js';

/** What employees get. What administrators get is English in every language. */
export const german: Partial<LanguageTexts> = {
  'activation-code': activationCode,
  invitation,
};
