import type { Config } from './config.js';
import { createPool } from './database.js';
import { listenForMetrics } from './listen-for-metrics.js';
import { createStreamNews } from './events/stream-news.js';
import type { Log } from './log.js';
import { watchPool } from './metrics/registry.js';
import { WorkerMetrics } from './metrics/worker-metrics.js';
import { databaseReadiness } from './readiness.js';
import { readBacklog } from './services/outbox/mail-backlog.js';
import { routingRotations } from './services/rotations/route-changes.js';
import { keepErasingCopies } from './services/password-changes/copies/erase-copies.js';
import {
  CONCURRENT_LOCAL_STEPS,
  CONCURRENT_STEPS,
  startWorker,
  type RunningWorker,
} from './temporal/start-worker.js';
import { closeClient } from './temporal/call-temporal.js';
import { TemporalSchedules } from './temporal/temporal-schedules.js';
import { createTemporalClient, TemporalWorkflows } from './temporal/temporal-workflows.js';
import { wireActivities, type WorkerAdapters } from './wiring/wire-activities.js';
import { mailerOf } from './wiring/wire-mail.js';

/** What a worker may have in place of its own. */
interface OtherParts extends WorkerAdapters {
  /** Where the workflows are as one file, when it is not beside this build. */
  readonly workflowBundle?: string | undefined;
}

/** Starts a worker with everything it stands on. Resolves when it takes tasks. */
export async function runWorker(
  config: Config,
  log: Log,
  { workflowBundle, ...adapters }: OtherParts = {},
): Promise<RunningWorker> {
  const pool = createPool(config.databaseUrl, 2 * CONCURRENT_STEPS + CONCURRENT_LOCAL_STEPS);
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  const client = createTemporalClient(config);
  const workflows = routingRotations(pool, new TemporalWorkflows(client, config.temporal.taskQueue));
  const news = createStreamNews({ databaseUrl: config.databaseUrl, log });
  const mailer = mailerOf(config);
  if (mailer === undefined) log.warn('no mail server is set (LATCHKEY_SMTP_URL): mails wait');
  const metrics = new WorkerMetrics();
  metrics.watchOutbox(() => readBacklog(pool));
  watchPool(metrics.registry, pool);
  const activities = wireActivities(config, {
    pool,
    workflows,
    schedules: new TemporalSchedules(client, config.temporal.taskQueue),
    mailer,
    metrics,
    log,
    adapters,
    news,
  });
  const listener = await listenForMetrics(config, log, {
    registry: metrics.registry,
    readiness: databaseReadiness(pool, log),
  });
  const eraser = keepErasingCopies({ pool, workflows, log });
  const parts = { config, client, activities, log, workflowBundle };
  const worker = await startWorker(parts).catch(async (error: unknown) => {
    await eraser.stop();
    await news.stop();
    await listener?.close();
    throw error;
  });
  const stopped = worker.stopped.finally(async () => {
    await eraser.stop();
    await news.stop();
    await listener?.close();
    mailer?.close();
    await closeClient(client);
    await pool.end();
  });
  stopped.catch(() => undefined);
  return { stopped, stop: () => worker.stop().then(() => stopped) };
}
