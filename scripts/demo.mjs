import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnInterrupt } from './setup/command.mjs';
import { fail } from './setup/console.mjs';
import { cacheFolder, ROOT, STATE_FOLDER } from './setup/folders.mjs';
import { foreground } from './setup/foreground.mjs';
import { tryLock } from './setup/lock.mjs';
import { whyNoSamba } from './setup/samba.mjs';
import { SetupFailure } from './setup/setup-failure.mjs';
import { setUp } from './setup/steps.mjs';

const LOCK = join(STATE_FOLDER, 'demo.lock');

/** `--help` needs the packages and the build, and nothing else. */
function wantedSteps(args) {
  const options = { directories: { type: 'string' }, help: { type: 'boolean', short: 'h' } };
  const { values } = parseArgs({ args, options, strict: false });
  const help = values.help === true;
  return { build: true, temporal: !help, samba: !help && values.directories === 'samba', help };
}

async function environment({ temporal, sambaMissing }, wanted) {
  if (wanted.samba && sambaMissing) {
    const remedy = 'Install it as said above, or run the demo with --directories embedded.';
    throw new SetupFailure({ what: 'The demo was asked for Samba directories.', why: sambaMissing, remedy });
  }
  return {
    ...process.env,
    ...(temporal?.address ? { TEMPORAL_ADDRESS: temporal.address } : {}),
    LATCHKEY_TEMPORAL_CLI: temporal?.cliPath ?? '',
    LATCHKEY_SAMBA: (await whyNoSamba()) ?? 'available',
    LATCHKEY_STATE_DIR: join(STATE_FOLDER, 'demo'),
    LATCHKEY_CACHE_DIR: cacheFolder(),
  };
}

async function takeDemoLock() {
  const holder = await tryLock(LOCK);
  if (holder === undefined) return;
  throw new SetupFailure({
    what: 'A demo of this clone is running already.',
    why: `Process ${holder} has it, and two of them cannot share one database.`,
    remedy: `Use that one, or stop it (Ctrl-C in its terminal, or "kill ${holder}").`,
  });
}

async function main(args) {
  const stopEnding = endOnInterrupt();
  const wanted = wantedSteps(args);
  const made = await setUp(wanted);
  const env = await environment(made, wanted);
  const demo = [join(ROOT, 'dist', 'src', 'sandbox', 'demo.js'), ...args];
  if (wanted.help) return foreground(made.node, demo, { cwd: ROOT, env });
  await takeDemoLock();
  stopEnding();
  try {
    return await foreground(made.node, demo, { cwd: ROOT, env });
  } finally {
    await rm(LOCK, { force: true });
  }
}

process.exitCode = await main(process.argv.slice(2)).catch(fail);
