import { readConfig } from '../../src/config.js';
import { ActiveDirectoryPasswords } from '../../src/directory/passwords/active-directory-passwords.js';
import { createLog } from '../../src/log.js';
import { runWorker } from '../../src/run-worker.js';
import { workUntilStopped } from '../../src/until-stopped.js';
import { haltingCheckpoints } from './control-channel.js';
import { commitFirst } from './commit-first.js';
import { haltingPasswords } from './halting-passwords.js';

/** The worker, which a test halts at checkpoints and right before it writes to a directory. */
await workUntilStopped(async () => {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  const { taskQueue } = config.temporal;
  const passwords = haltingPasswords(new ActiveDirectoryPasswords({ log }));
  const worker = await runWorker(config, log, {
    passwords,
    checkpoints: haltingCheckpoints,
    ...(process.env['LATCHKEY_TEST_ORDER'] === 'TURNED_AROUND' ? { nextStep: commitFirst } : {}),
  });
  return { worker, log, taskQueue };
});
