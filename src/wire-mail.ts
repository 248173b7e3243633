import { globalId } from './api/relay/global-id.js';
import type { Config } from './config.js';
import { createMailTexts } from './mail/mail-texts.js';
import type { Mailer, MailTexts } from './mail/mailer.js';
import { SmtpMailer } from './mail/smtp-mailer.js';

/** The texts of an installation's mails, with its addresses in them. */
export function mailTextsOf({ http }: Pick<Config, 'http'>): MailTexts {
  return createMailTexts({
    publicUrl: http.publicUrl,
    runGlobalId: (runId) => globalId('SyncRun', runId),
  });
}

/** What sends mails; undefined without a mail server. */
export function mailerOf({ mail }: Pick<Config, 'mail'>): Mailer | undefined {
  return mail === undefined ? undefined : new SmtpMailer(mail);
}
