import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnInterrupt } from './setup/command.mjs';
import { fail } from './setup/console.mjs';
import { cacheFolder, ROOT, STATE_FOLDER } from './setup/folders.mjs';
import { foreground } from './setup/foreground.mjs';
import { tryLock } from './setup/lock.mjs';
import { SetupFailure } from './setup/setup-failure.mjs';
import { setUp } from './setup/steps.mjs';

const LOCK = join(STATE_FOLDER, 'bench.lock');

/** `--help` needs the packages and the build, and nothing else. */
function wantedSteps(args) {
  const options = { directories: { type: 'string' }, help: { type: 'boolean', short: 'h' } };
  const { values } = parseArgs({ args, options, strict: false });
  const help = values.help === true;
  return { build: true, temporal: !help, samba: !help && values.directories === 'samba', help };
}

function environment({ node, temporal, sambaMissing }) {
  if (sambaMissing) {
    const remedy = 'Install it as said above, or measure with --directories embedded.';
    throw new SetupFailure({ what: 'Samba directories were asked for.', why: sambaMissing, remedy });
  }
  return {
    ...process.env,
    ...(temporal?.address ? { TEMPORAL_ADDRESS: temporal.address } : {}),
    LATCHKEY_TEMPORAL_CLI: temporal?.cliPath ?? '',
    LATCHKEY_NODE: node,
    LATCHKEY_STATE_DIR: join(STATE_FOLDER, 'bench'),
    LATCHKEY_CACHE_DIR: cacheFolder(),
  };
}

/** Two at once would measure each other. */
async function takeBenchLock() {
  const holder = await tryLock(LOCK);
  if (holder === undefined) return;
  throw new SetupFailure({
    what: 'A benchmark of this clone is running already.',
    why: `Process ${holder} has it, and two of them would measure each other.`,
    remedy: `Wait for its end, or stop it ("kill ${holder}").`,
  });
}

async function main([name, ...args]) {
  const stopEnding = endOnInterrupt();
  const wanted = wantedSteps(args);
  const made = await setUp(wanted);
  const env = environment(made);
  const bench = [join(ROOT, 'dist', 'bench', `${name}.js`), ...args];
  if (wanted.help) return foreground(made.node, bench, { cwd: ROOT, env });
  await takeBenchLock();
  stopEnding();
  try {
    return await foreground(made.node, bench, { cwd: ROOT, env });
  } finally {
    await rm(LOCK, { force: true });
  }
}

process.exitCode = await main(process.argv.slice(2)).catch(fail);
