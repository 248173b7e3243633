import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { endOnInterrupt } from './setup/command.mjs';
import { fail } from './setup/console.mjs';
import { ROOT, STATE_FOLDER } from './setup/folders.mjs';
import { foreground } from './setup/foreground.mjs';
import { setUp } from './setup/steps.mjs';

/** Plays the other end of the API against a server that runs already: the demo, say. */
async function main(args) {
  const stopEnding = endOnInterrupt();
  const { node } = await setUp({ build: true });
  const stateDir = join(STATE_FOLDER, 'sim');
  await mkdir(stateDir, { recursive: true });
  stopEnding();
  const sim = [join(ROOT, 'dist', 'src', 'sandbox', 'sim.js'), ...args];
  return foreground(node, sim, { cwd: ROOT, env: { ...process.env, LATCHKEY_STATE_DIR: stateDir } });
}

process.exitCode = await main(process.argv.slice(2)).catch(fail);
