import { randomBytes } from 'node:crypto';
import { createMailActivities, type MailActivities } from '../activities/mail-activities.js';
import { createPasswordActivities, type PasswordActivities } from '../activities/password-activities.js';
import { createRotationActivities, type RotationActivities } from '../activities/rotation-activities.js';
import { createSyncActivities, type SyncActivities } from '../activities/sync-activities.js';
import type { Config } from '../config.js';
import type { Pool } from '../database.js';
import { ActiveDirectory } from '../directory/active-directory.js';
import type { PasswordDirectory } from '../directory/password-directory.js';
import { ActiveDirectoryPasswords } from '../directory/passwords/active-directory-passwords.js';
import type { RandomBytes } from '../domain/password/generate-password.js';
import { createBindSecrets } from '../keys/bind-secrets.js';
import { createInvitationSecrets } from '../keys/invitation-secrets.js';
import { createPasswordCopies } from '../keys/password-copies.js';
import type { StreamNews } from '../events/stream-news.js';
import type { Log } from '../log.js';
import type { Mailer } from '../mail/mailer.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import { advanceChange } from '../services/password-changes/advance-change.js';
import type { AdvanceParts } from '../services/password-changes/advance-parts.js';
import type { Checkpoints } from '../services/password-changes/checkpoints.js';
import type { Schedules } from '../services/schedules/schedules.js';
import type { Workflows } from '../services/workflows.js';
import { mailSecretsOf, mailTextsOf } from './wire-mail.js';

/** What a test puts its own in place of. */
export interface WorkerAdapters {
  readonly passwords?: PasswordDirectory;
  /** What generated passwords are drawn from. */
  readonly random?: RandomBytes;
  readonly checkpoints?: Checkpoints;
  readonly nextStep?: AdvanceParts['nextStep'];
}

export interface ActivityWiring {
  readonly pool: Pool;
  readonly workflows: Workflows;
  readonly schedules: Schedules;
  readonly mailer: Mailer | undefined;
  readonly metrics: WorkerMetrics;
  readonly log: Log;
  readonly adapters: WorkerAdapters;
  readonly news: StreamNews;
}

/** Hands the adapters to every step that workflows may take. */
export function wireActivities(
  config: Config,
  { schedules, mailer, adapters, news, ...parts }: ActivityWiring,
): SyncActivities & MailActivities & PasswordActivities & RotationActivities {
  const bindSecrets = createBindSecrets(config.masterKey);
  const { log } = parts;
  const changing = {
    pool: parts.pool,
    passwords: adapters.passwords ?? new ActiveDirectoryPasswords({ log }),
    bindSecrets,
    copies: createPasswordCopies(config.masterKey),
    random: adapters.random ?? randomBytes,
    checkpoints: adapters.checkpoints,
    nextStep: adapters.nextStep,
  };
  return {
    ...createSyncActivities({
      ...parts,
      directory: new ActiveDirectory({ log }),
      bindSecrets,
      schedules,
      invitations: {
        secrets: createInvitationSecrets(config.masterKey),
        publicUrl: config.http.publicUrl?.href,
      },
    }),
    ...createMailActivities({
      ...parts,
      mailer,
      texts: mailTextsOf(config),
      secrets: mailSecretsOf(config),
    }),
    ...createPasswordActivities({ ...parts, advance: (changeId) => advanceChange(changing, changeId) }),
    ...createRotationActivities({ ...parts, changing, news }),
  };
}
