import { globalId } from '../api/relay/global-id.js';
import type { Config } from '../config.js';
import { createMailTexts } from '../mail/mail-texts.js';
import { createActivationCodes } from '../keys/activation-codes.js';
import { createInvitationSecrets } from '../keys/invitation-secrets.js';
import type { Mailer, MailTexts } from '../mail/mailer.js';
import { SmtpMailer } from '../mail/smtp-mailer.js';
import type { MailSecrets } from '../services/outbox/secret-of-mail.js';

/** The texts of an installation's mails, with its addresses in them. */
export function mailTextsOf({ http, mailLanguage }: Pick<Config, 'http' | 'mailLanguage'>): MailTexts {
  return createMailTexts({
    publicUrl: http.publicUrl,
    language: mailLanguage,
    runGlobalId: (runId) => globalId('SyncRun', runId),
  });
}

/** What opens the secrets that mails tell. */
export function mailSecretsOf({
  masterKey,
  activationDays,
}: Pick<Config, 'masterKey' | 'activationDays'>): MailSecrets {
  return {
    codes: createActivationCodes(masterKey, activationDays),
    invitations: createInvitationSecrets(masterKey),
  };
}

/** What sends mails; undefined without a mail server. */
export function mailerOf({ mail }: Pick<Config, 'mail'>): Mailer | undefined {
  return mail === undefined ? undefined : new SmtpMailer(mail);
}
