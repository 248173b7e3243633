import type { Pool } from '../../database.js';
import type { MailTexts } from '../../mail/mailer.js';
import type { Caller } from '../caller.js';
import type { Workflows } from '../workflows.js';
import { readBacklog, type MailBacklog } from './mail-backlog.js';
import { retryMail } from './retry-mail.js';

export interface MailServiceParts {
  readonly pool: Pool;
  readonly workflows: Workflows;
  readonly texts: MailTexts;
  /** Whether there is a mail server to hand mails to. */
  readonly isConfigured: boolean;
}

export type MailService = ReturnType<typeof createMailService>;

/** Looking at the outbox, and trying again what was refused. */
export function createMailService({ pool, workflows, texts, isConfigured }: MailServiceParts) {
  return {
    isConfigured,

    /** What a mail says above its text; null when this version does not know its template. */
    subjectOf(mail: {
      readonly template: string;
      readonly parameters: Record<string, unknown>;
    }): string | null {
      return texts.render(mail.template, mail.parameters)?.subject ?? null;
    },

    /** See `readBacklog`. */
    backlog(): Promise<MailBacklog> {
      return readBacklog(pool);
    },

    /** See `retryMail`. */
    retry({ actor }: Pick<Caller, 'actor'>, mailId: string): Promise<void> {
      return retryMail({ pool, workflows }, actor, mailId);
    },
  };
}
