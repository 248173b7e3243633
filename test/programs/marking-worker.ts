import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { runWorker } from '../../src/run-worker.js';
import { workUntilStopped } from '../../src/until-stopped.js';
import { markedRandom } from './marked-random.js';

/** The worker, with a random source that marks every password. */
await workUntilStopped(async () => {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  const { taskQueue } = config.temporal;
  return { worker: await runWorker(config, log, { random: markedRandom }), log, taskQueue };
});
