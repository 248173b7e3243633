import type { MailContent } from '../mail-content.js';
import type { ActivationCodeMail } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { moment } from './moment.js';

/** The code that activates a key. */
export function activationCode(
  { serial, expiresAt }: ActivationCodeMail,
  _place: MailPlace,
  code: string | undefined,
): MailContent {
  return {
    subject: `The activation code of your security key ${serial}`,
    blocks: [
      {
        kind: 'TEXT',
        text: `To activate the security key ${serial}, connect it to your workstation and type this code:`,
      },
      { kind: 'CODE', text: code ?? '' },
      {
        kind: 'TEXT',
        text: `It can be used until ${moment(expiresAt)}, and there are three attempts. Your present password stays valid until then.`,
      },
      {
        kind: 'TEXT',
        text: 'Nobody will ask you for this code, your administrators included. If you have no such key, tell them.',
      },
    ],
  };
}
