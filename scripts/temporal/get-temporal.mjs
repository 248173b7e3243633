import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../setup/lock.mjs';
import { findTemporal } from './find-temporal.mjs';
import { temporalSources } from './temporal-sources.mjs';

/** Finds or makes a Temporal. Clones that share a cache wait for each other instead of building twice. */
export async function getTemporal({ env, cache, node, root, progress }) {
  const look = async () => {
    await removeHalves(join(cache, 'temporal'));
    return findTemporal(temporalSources({ env, cache, node, root, progress }), progress);
  };
  const onWait = (pid) => progress(`waiting for process ${pid}, which is getting it`);
  const temporal = await withLock(join(cache, 'temporal.lock'), look, onWait);
  return { note: `${temporal.address ?? temporal.cliPath}, from ${temporal.place}`, value: temporal };
}

/** What an interrupted build or download left; whoever holds the lock is alone here. */
async function removeHalves(cached) {
  await mkdir(dirname(cached), { recursive: true });
  const isHalf = (name) =>
    name.startsWith(`${basename(cached)}-build-`) || name.startsWith(`${basename(cached)}-download-`);
  for (const name of (await readdir(dirname(cached))).filter(isHalf)) {
    await rm(join(dirname(cached), name), { recursive: true, force: true });
  }
}
