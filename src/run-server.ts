import { assertAdministratorsRemain } from './wiring/administrators-remain.js';
import { startServer } from './api/start-server.js';
import { isInTheClear, type Config } from './config.js';
import { listenForMetrics } from './listen-for-metrics.js';
import type { Log } from './log.js';
import { ServerMetrics } from './metrics/server-metrics.js';
import { databaseReadiness } from './readiness.js';
import { ownPages } from './web/pages.js';
import { wire, type Adapters } from './wiring.js';

/** Starts a server with everything it stands on; answers what stops it again, in order. */
export async function runServer(
  config: Config,
  log: Log,
  adapters: Adapters = {},
): Promise<() => Promise<void>> {
  const metrics = new ServerMetrics();
  const wired = await wire(config, log, adapters, metrics);
  try {
    await assertAdministratorsRemain(config, wired.backend.pool, log);
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
    if (config.http.publicUrl !== undefined && isInTheClear(config.http.publicUrl)) {
      log.warn(
        'LATCHKEY_PUBLIC_URL is http:// for another machine: links and cookies can be read on the way, and browsers make no passkeys',
      );
    }
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
