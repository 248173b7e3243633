import type { Pool } from '../database.js';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import type { Mailer, MailTexts } from '../mail/mailer.js';
import { deliverMail, isMailWaiting, type DeliveryPass } from '../services/outbox/deliver-mail.js';
import type { MailSecrets } from '../services/outbox/secret-of-mail.js';
import { purgeDeliveredMails } from '../services/outbox/purge-mails.js';
import type { Workflows } from '../services/workflows.js';
import { withFailureCodes } from './failure-codes.js';
import { whileBeating } from './while-beating.js';

export interface MailActivityParts {
  readonly pool: Pool;
  /** Undefined without a mail server: then mails wait. */
  readonly mailer: Mailer | undefined;
  readonly texts: MailTexts;
  readonly secrets: MailSecrets;
  readonly workflows: Workflows;
  readonly log: Log;
  readonly metrics?: Pick<WorkerMetrics, 'mailsDelivered'>;
}

export type MailActivities = ReturnType<typeof createMailActivities>;

/** The steps of delivering mail. Each may be run twice, and answers counts only. */
export function createMailActivities(parts: MailActivityParts) {
  const { pool, mailer, texts, secrets, workflows, log, metrics } = parts;
  const activities = {
    /** Fails with MAIL_NOT_DELIVERED when something is left that may be taken later. */
    async deliverMail(): Promise<{ sent: number; refused: number }> {
      if (mailer === undefined) return { sent: 0, refused: 0 };
      const pass = await whileBeating((signal) => deliverMail({ pool, mailer, texts, secrets }, signal));
      metrics?.mailsDelivered(pass);
      if (pass.waiting > 0) throw notDelivered(pass);
      return { sent: pass.sent, refused: pass.refused };
    },

    /** Starts the delivery when a mail waits that it was not told about, and deletes what was delivered long ago. */
    async startDelivery(): Promise<void> {
      if (mailer !== undefined && (await isMailWaiting(pool))) await workflows.deliverMail();
      await purgeDeliveredMails(pool);
    },
  };
  return withFailureCodes(activities, log);
}

function notDelivered({ waiting, serverFault }: DeliveryPass): AppError {
  const why = serverFault ?? 'The mail server did not take them now; each says why.';
  return new AppError('MAIL_NOT_DELIVERED', `Mails that wait: ${waiting}. ${why} They are tried again.`);
}
