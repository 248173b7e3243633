import { readConfig } from './config.js';
import { createLog } from './log.js';
import { runWorker } from './run-worker.js';
import { workUntilStopped } from './until-stopped.js';

await workUntilStopped(async () => {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  const { taskQueue } = config.temporal;
  return { worker: await runWorker(config, log), log, taskQueue };
});
