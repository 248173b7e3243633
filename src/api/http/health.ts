import { Router } from 'express';
import type { Log } from '../../log.js';
import type { Backend } from '../backend.js';

/**
 * `/healthz` says that this process answers, `/readyz` that it can do its work: the database answers and has every
 * migration. What exactly is wrong goes to the log, not to strangers.
 */
export function healthRoutes(backend: Backend, log: Log): Router {
  const routes = Router();
  let migrated = false;
  routes.get('/healthz', (_request, response) => {
    response.json({ status: 'up' });
  });
  routes.get('/readyz', async (_request, response) => {
    try {
      await backend.pool.query('select 1');
      migrated ||= (await backend.orm.migrator.getPending()).length === 0;
      response.status(migrated ? 200 : 503).json({ status: migrated ? 'ready' : 'migrations are missing' });
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      response.status(503).json({ status: 'the database does not answer' });
    }
  });
  return routes;
}
