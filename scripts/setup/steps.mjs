import { join } from 'node:path';
import { getTemporal } from '../temporal/get-temporal.mjs';
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { step } from './console.mjs';
import { cacheFolder, ROOT, STATE_FOLDER } from './folders.mjs';
import { withLock } from './lock.mjs';
import { findNode } from './node-program.mjs';
import { installPackages } from './packages.mjs';
import { ensurePynacl } from './pynacl.mjs';
import { ensureSamba } from './samba.mjs';

/**
 * Makes what is missing, in order: packages and Node 24 always, the rest as asked. Two commands started side by side
 * in one clone do not install or build at the same time.
 * @param {{ build?: boolean, temporal?: boolean, samba?: boolean, chromium?: boolean, pynacl?: boolean }} wanted
 * @returns {Promise<{ node: string, temporal?: { address?: string, cliPath?: string }, sambaMissing?: string,
 *   sambaImage?: string, chromium?: { path?: string, reason?: string }, pynacl?: { path?: string, reason?: string } }>}
 */
export async function setUp(wanted) {
  const onWait = (pid) =>
    process.stderr.write(`Waiting for process ${pid}, which is setting up this clone.\n`);
  return withLock(join(STATE_FOLDER, 'setup.lock'), () => runSteps(wanted), onWait);
}

async function runSteps(wanted) {
  await step('packages', (progress) => installPackages(ROOT, progress));
  const node = await step('node', () => findNode(ROOT));
  const done = { node };
  if (wanted.build) await step('build', (progress) => build(ROOT, node, progress));
  if (wanted.temporal) done.temporal = await step('temporal', (progress) => temporalFor(node, progress));
  if (wanted.samba) Object.assign(done, await step('samba', (progress) => ensureSamba(progress)));
  // Whatever this process starts asks its environment where Samba is.
  Object.assign(process.env, { LATCHKEY_SAMBA_IMAGE: done.sambaImage ?? '' });
  if (wanted.chromium) done.chromium = await step('chromium', ensureChromium);
  if (wanted.pynacl) done.pynacl = await step('pynacl', (progress) => ensurePynacl(progress));
  return done;
}

function temporalFor(node, progress) {
  return getTemporal({ env: process.env, cache: cacheFolder(), node, root: ROOT, progress });
}
