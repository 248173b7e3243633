import { ConfigError, readConfig } from './config.js';
import { createLog } from './log.js';
import { runWorker } from './run-worker.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  const worker = await runWorker(config, log);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void worker.stop());
  log.info({ taskQueue: config.temporal.taskQueue }, 'worker ready');
  await worker.stopped;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
