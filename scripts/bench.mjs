import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnInterrupt } from './setup/command.mjs';
import { fail, step } from './setup/console.mjs';
import { cacheFolder, ROOT, STATE_FOLDER } from './setup/folders.mjs';
import { foreground } from './setup/foreground.mjs';
import { tryLock, withLock } from './setup/lock.mjs';
import { installPackages } from './setup/packages.mjs';
import { SetupFailure } from './setup/setup-failure.mjs';
import { setUp } from './setup/steps.mjs';

const LOCK = join(STATE_FOLDER, 'bench.lock');

/** `--help` needs the packages and the build, and nothing else. */
function wantedSteps(name, args) {
  const { values } = parseArgs({
    args,
    options: {
      directories: { type: 'string' },
      'no-peer': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
  });
  const help = values.help === true;
  const samba = !help && values.directories === 'samba';
  return { build: true, temporal: !help, samba, help, peer: !help && name === 'api' && !values['no-peer'] };
}

/** Installs what our API is measured beside into the cache, by its own lock file; answers the folder. */
async function installPeer() {
  const source = join(ROOT, 'bench', 'peers', 'postgraphile');
  const folder = join(cacheFolder(), 'peers', 'postgraphile');
  await mkdir(folder, { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    for (const file of ['package.json', 'package-lock.json', 'serve.mjs'])
      await copyFile(join(source, file), join(folder, file));
    await step('peer', (progress) => installPackages(folder, progress));
    return folder;
  });
}

function environment({ temporal, sambaMissing }, peer) {
  if (sambaMissing) {
    const remedy = 'Install it as said above, or measure with --directories embedded.';
    throw new SetupFailure({ what: 'Samba directories were asked for.', why: sambaMissing, remedy });
  }
  return {
    ...process.env,
    ...(temporal?.address ? { TEMPORAL_ADDRESS: temporal.address } : {}),
    LATCHKEY_TEMPORAL_CLI: temporal?.cliPath ?? '',
    LATCHKEY_BENCH_PEER: peer ?? '',
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
  const wanted = wantedSteps(name, args);
  const made = await setUp(wanted);
  const env = environment(made, wanted.peer ? await installPeer() : undefined);
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
