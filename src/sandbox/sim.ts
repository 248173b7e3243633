import { runApp } from './simulated-app/run-app.js';
import { makeKey } from './simulated-workstation/terminal/make-key.js';
import { runActivation } from './simulated-workstation/terminal/run-activation.js';
import { runWorkstation } from './simulated-workstation/terminal/run-workstation.js';
import { readSimOptions } from './simulated-workstation/terminal/sim-options.js';
import { sayWithTime } from './simulated-workstation/terminal/sim-workstation.js';

/** `npm run sim`: plays what stands at the other end of the API, for somebody with GraphiQL open. */
async function main(): Promise<number> {
  const stateDir = process.env['LATCHKEY_STATE_DIR'];
  if (!stateDir) throw new Error('Start it with `npm run sim`.');
  const [what, ...rest] = process.argv.slice(2);
  if (what === 'app') {
    await runApp(rest, stateDir);
    return 0;
  }
  const options = readSimOptions(process.argv.slice(2), stateDir);
  if (options.command === 'workstation') return runWorkstation(options, sayWithTime);
  if (options.command === 'activate') return runActivation(options, sayWithTime);
  await makeKey(options, (text) => void process.stdout.write(text));
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
