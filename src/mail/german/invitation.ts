import { invitationLink } from '../../domain/authenticator/invitation-link.js';
import type { MailContent } from '../mail-content.js';
import type { InvitationMail } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { moment } from './moment.js';

/** Der Link, mit dem jemand einrichtet, wie er sich anmeldet. */
export function invitation(
  { name, invitedBy, expiresAt }: InvitationMail,
  { publicUrl }: MailPlace,
  secret: string | undefined,
): MailContent {
  return {
    language: 'de',
    subject: 'Ihre Einladung zur Anmeldung ohne Passwort',
    blocks: [
      { kind: 'TEXT', text: `Guten Tag, ${name},` },
      {
        kind: 'TEXT',
        text: `${invitedBy} lädt Sie ein, einzurichten, wie Sie sich künftig anmelden: mit einer App auf dem Telefon oder mit einem Passkey. Es dauert ein, zwei Minuten.`,
      },
      {
        kind: 'LINK',
        text: 'Öffnen Sie diese Seite an dem Rechner, an dem Sie arbeiten:',
        url: invitationLink(publicUrl?.href ?? '', secret ?? ''),
      },
      {
        kind: 'TEXT',
        text: `Der Link ist nur für Sie. Er gilt einmal und bis ${moment(expiresAt)}; geben Sie diese Mail nicht weiter.`,
      },
      {
        kind: 'TEXT',
        text: 'Wenn Sie nicht wissen, worum es geht, fragen Sie Ihre Administratoren, bevor Sie ihn öffnen.',
      },
    ],
  };
}
