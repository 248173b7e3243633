import type { MailCatcher } from '../../../../src/sandbox/mail-catcher.js';
import type { Place } from '../place.js';

/** Mails as whoever gets them reads them, headers included. */
export function caughtMails(catcher: MailCatcher): Place {
  return {
    name: 'mails',
    pieces: () =>
      catcher.messages().map(({ from, to, subject, messageId, headers, text, html }) => ({
        where: `mail "${subject}" to ${to.join(', ')}`,
        bytes: Buffer.from([from, ...to, subject, messageId, ...headers, text, html].join('\n')),
      })),
  };
}
