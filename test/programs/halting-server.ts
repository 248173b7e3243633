import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { runServer } from '../../src/run-server.js';
import { serveUntilStopped } from '../../src/until-stopped.js';
import { haltingCheckpoints } from './control-channel.js';

/** The server, which a test halts at checkpoints. */
await serveUntilStopped(async () => {
  const config = readConfig(process.env);
  return runServer(config, createLog('latchkey-server', config.logLevel), {
    checkpoints: haltingCheckpoints,
  });
});
