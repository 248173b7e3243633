import { createMailActivities } from './activities/mail-activities.js';
import { createSyncActivities } from './activities/sync-activities.js';
import type { Config } from './config.js';
import { createPool } from './database.js';
import { ActiveDirectory } from './directory/active-directory.js';
import { createActivationCodes } from './keys/activation-codes.js';
import { createBindSecrets } from './keys/bind-secrets.js';
import { listenForMetrics } from './listen-for-metrics.js';
import type { Log } from './log.js';
import { watchPool } from './metrics/registry.js';
import { WorkerMetrics } from './metrics/worker-metrics.js';
import { databaseReadiness } from './readiness.js';
import { readBacklog } from './services/outbox/mail-backlog.js';
import { CONCURRENT_STEPS, startWorker, type RunningWorker } from './temporal/start-worker.js';
import { TemporalSchedules } from './temporal/temporal-schedules.js';
import { createTemporalClient, TemporalWorkflows } from './temporal/temporal-workflows.js';
import { mailerOf, mailTextsOf } from './wire-mail.js';

/** Starts a worker with everything it stands on. Resolves when it takes tasks. */
export async function runWorker(config: Config, log: Log): Promise<RunningWorker> {
  const pool = createPool(config.databaseUrl, 2 * CONCURRENT_STEPS);
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  const client = createTemporalClient(config);
  const workflows = new TemporalWorkflows(client, config.temporal.taskQueue);
  const mailer = mailerOf(config);
  if (mailer === undefined) log.warn('no mail server is set (LATCHKEY_SMTP_URL): mails wait');
  const metrics = new WorkerMetrics();
  metrics.watchOutbox(() => readBacklog(pool));
  watchPool(metrics.registry, pool);
  const activities = {
    ...createSyncActivities({
      pool,
      directory: new ActiveDirectory({ log }),
      bindSecrets: createBindSecrets(config.masterKey),
      workflows,
      schedules: new TemporalSchedules(client, config.temporal.taskQueue),
      log,
      metrics,
    }),
    ...createMailActivities({
      pool,
      mailer,
      texts: mailTextsOf(config),
      codes: createActivationCodes(config.masterKey, config.activationDays),
      workflows,
      log,
      metrics,
    }),
  };
  const listener = await listenForMetrics(config, log, {
    registry: metrics.registry,
    readiness: databaseReadiness(pool, log),
  });
  const worker = await startWorker({ config, client, activities, log }).catch(async (error: unknown) => {
    await listener?.close();
    throw error;
  });
  const stopped = worker.stopped.finally(async () => {
    await listener?.close();
    mailer?.close();
    await client.connection.close();
    await pool.end();
  });
  stopped.catch(() => undefined);
  return { stopped, stop: () => worker.stop().then(() => stopped) };
}
