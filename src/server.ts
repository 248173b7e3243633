import { readConfig } from './config.js';
import { createLog } from './log.js';
import { runServer } from './run-server.js';
import { serveUntilStopped } from './until-stopped.js';

await serveUntilStopped(async () => {
  const config = readConfig(process.env);
  return runServer(config, createLog('latchkey-server', config.logLevel));
});
