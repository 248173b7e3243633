import type { Sql } from '../../database.js';
import type { ActivationCodes } from '../../keys/activation-codes.js';
import type { InvitationSecrets } from '../../keys/invitation-secrets.js';
import { secretOfInvitation } from '../invitations/secret-of-invitation.js';
import { codeOfMail } from '../keys/codes/code-of-mail.js';

/** What a mail says that is not stored with it. */
export type MailSecret =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'SECRET'; readonly secret: string }
  /** What it was to say is not so any more, or cannot be told. */
  | { readonly kind: 'GONE'; readonly reason: string };

/** What opens the secrets that mails tell. */
export interface MailSecrets {
  readonly codes: ActivationCodes;
  readonly invitations: InvitationSecrets;
}

/** What a mail that leaves now is to say besides what is stored with it. */
export async function secretOfMail(
  sql: Sql,
  { codes, invitations }: MailSecrets,
  mail: { readonly template: string; readonly parameters: Readonly<Record<string, unknown>> },
): Promise<MailSecret> {
  switch (mail.template) {
    case 'activation-code':
      return codeOfMail(sql, codes, String(mail.parameters['activationId']));
    case 'invitation':
      return secretOfInvitation(sql, invitations, String(mail.parameters['invitationId']));
    default:
      return { kind: 'NONE' };
  }
}
