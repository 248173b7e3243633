import { invitationLink } from '../../domain/authenticator/invitation-link.js';
import type { MailContent } from '../mail-content.js';
import type { InvitationMail } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { moment } from './moment.js';

/** The link with which an employee sets up how they sign in. */
export function invitation(
  { name, invitedBy, expiresAt }: InvitationMail,
  { publicUrl }: MailPlace,
  secret: string | undefined,
): MailContent {
  return {
    subject: 'Your invitation to sign in without a password',
    blocks: [
      { kind: 'TEXT', text: `Good day, ${name},` },
      {
        kind: 'TEXT',
        text: `${invitedBy} invites you to set up how you sign in from now on: with an app on your telephone, or with a passkey. It takes a minute or two.`,
      },
      {
        kind: 'LINK',
        text: 'Open this page on the computer you work at:',
        url: invitationLink(publicUrl?.href ?? '', secret ?? ''),
      },
      {
        kind: 'TEXT',
        text: `The link is for you alone. It can be used once, until ${moment(expiresAt)}; do not pass this mail on.`,
      },
      {
        kind: 'TEXT',
        text: 'If you do not know what this is about, ask your administrators before you open it.',
      },
    ],
  };
}
