import type { MailContent } from '../mail-content.js';
import type { ActivationCodeMail } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { moment } from './moment.js';

/** Der Code, mit dem ein Schlüssel aktiviert wird. */
export function activationCode(
  { serial, expiresAt }: ActivationCodeMail,
  _place: MailPlace,
  code: string | undefined,
): MailContent {
  return {
    language: 'de',
    subject: `Der Aktivierungscode Ihres Sicherheitsschlüssels ${serial}`,
    blocks: [
      {
        kind: 'TEXT',
        text: `Um den Sicherheitsschlüssel ${serial} zu aktivieren, stecken Sie ihn an Ihrem Arbeitsplatz an und geben Sie diesen Code ein:`,
      },
      { kind: 'CODE', text: code ?? '' },
      {
        kind: 'TEXT',
        text: `Er gilt bis ${moment(expiresAt)}, und es gibt drei Versuche. Bis dahin gilt Ihr bisheriges Passwort weiter.`,
      },
      {
        kind: 'TEXT',
        text: 'Niemand wird Sie nach diesem Code fragen, auch Ihre Administratoren nicht. Wenn Sie keinen solchen Schlüssel haben, sagen Sie es ihnen.',
      },
    ],
  };
}
