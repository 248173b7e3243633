import { runApp } from './simulated-app/run-app.js';
import { readSimOptions } from './simulated-workstation/sim-options.js';
import { runWorkstation } from './simulated-workstation/run-workstation.js';

/** `npm run sim`: plays what stands at the other end of the API, for somebody with GraphiQL open. */
async function main(): Promise<number> {
  const stateDir = process.env['LATCHKEY_STATE_DIR'];
  if (!stateDir) throw new Error('Start it with `npm run sim`.');
  const [what, ...rest] = process.argv.slice(2);
  if (what === 'app') {
    await runApp(rest, stateDir);
    return 0;
  }
  return runWorkstation(readSimOptions(process.argv.slice(2), stateDir));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
