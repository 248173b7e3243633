import { startServer } from './api/start-server.js';
import { ConfigError, readConfig } from './config.js';
import { listenForMetrics } from './listen-for-metrics.js';
import { createLog } from './log.js';
import { ServerMetrics } from './metrics/server-metrics.js';
import { databaseReadiness } from './readiness.js';
import { ownPages } from './web/pages.js';
import { wire } from './wiring.js';

/** Starts everything; returns what stops it again, in order. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const log = createLog('latchkey-server', config.logLevel);
  const metrics = new ServerMetrics();
  const wired = await wire(config, log, {}, metrics);
  try {
    const server = await startServer({
      config,
      log,
      backend: wired.backend,
      pages: ownPages(config.access),
      metrics,
    });
    const listener = await listenForMetrics(config, log, {
      registry: metrics.registry,
      readiness: databaseReadiness(wired.backend.pool, log),
    });
    log.info({ url: server.url }, 'listening');
    return async () => {
      log.info('stopping');
      await server.close();
      await listener?.close();
      await wired.close();
      log.info('stopped');
    };
  } catch (error) {
    await wired.close();
    throw error;
  }
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    // A second signal means: now.
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('Stopping failed.', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

try {
  stopOnSignals(await start());
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
