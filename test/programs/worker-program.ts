import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { runWorker } from '../../src/run-worker.js';
import { workUntilStopped } from '../../src/until-stopped.js';

/** The worker as `src/worker.ts` starts it, with parts of a test's own. */
await workUntilStopped(async () => {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  const { taskQueue } = config.temporal;
  return { worker: await runWorker(config, log), log, taskQueue };
});
