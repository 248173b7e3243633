import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { runServer } from '../../src/run-server.js';
import { serveUntilStopped } from '../../src/until-stopped.js';

/** The server as `src/server.ts` starts it, with parts of a test's own. */
await serveUntilStopped(async () => {
  const config = readConfig(process.env);
  return runServer(config, createLog('latchkey-server', config.logLevel));
});
