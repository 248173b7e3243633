import { readConfig } from '../../src/config.js';
import { ActiveDirectoryPasswords } from '../../src/directory/passwords/active-directory-passwords.js';
import { createLog } from '../../src/log.js';
import { runWorker } from '../../src/run-worker.js';
import { workUntilStopped } from '../../src/until-stopped.js';
import type { WorkerAdapters } from '../../src/wiring/wire-activities.js';
import { haltingCheckpoints } from './control-channel.js';
import { commitFirst } from './commit-first.js';
import { haltingPasswords } from './halting-passwords.js';
import { writingLater } from './write-later.js';

/** The worker, which a test halts at checkpoints and around what it writes to a directory. */
await workUntilStopped(async () => {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  const { taskQueue } = config.temporal;
  const worker = await runWorker(config, log, adapters(new ActiveDirectoryPasswords({ log })));
  return { worker, log, taskQueue };
});

/** In the order that is right, unless a test wants to see that another one is noticed. */
function adapters(directory: ActiveDirectoryPasswords): WorkerAdapters {
  const right = { passwords: haltingPasswords(directory), checkpoints: haltingCheckpoints };
  switch (process.env['LATCHKEY_TEST_ORDER']) {
    case 'COMMIT_FIRST':
      return { ...right, nextStep: commitFirst };
    case 'WRITE_LATER': {
      const { passwords, whenOver } = writingLater(directory);
      return { passwords, checkpoints: whenOver(haltingCheckpoints) };
    }
    default:
      return right;
  }
}
