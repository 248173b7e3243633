import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { aptInstall, whyNoApt } from './apt.mjs';
import { command } from './command.mjs';
import { findProgram } from './find-program.mjs';
import { cacheFolder } from './folders.mjs';
import { withLock } from './lock.mjs';

const PACKAGE = 'pynacl==1.5.0';
const LOOK_LIMIT_MS = 30_000;

/** The Python that PyNaCl was put into where the system's packages may not be touched. */
const ownPython = () => join(cacheFolder(), 'pynacl', 'bin', 'python');

/** Full path of a Python that has PyNaCl, else undefined. The system's own comes first: apt-get installs for it. */
export async function findPynacl() {
  const candidates = ['/usr/bin/python3', await findProgram('python3'), ownPython()];
  for (const python of candidates.filter((candidate) => candidate !== undefined)) {
    const outcome = await command(python, ['-c', 'import nacl.bindings'], { limitMs: LOOK_LIMIT_MS }).catch(
      (error) => error,
    );
    if (!(outcome instanceof Error)) return python;
  }
  return undefined;
}

/** Puts PyNaCl into an environment of its own in the cache, which all clones share. */
async function installApart(progress) {
  const python = await findProgram('python3');
  if (python === undefined) throw new Error('this system has no python3');
  const folder = join(cacheFolder(), 'pynacl');
  await withLock(`${folder}.lock`, async () => {
    await rm(folder, { recursive: true, force: true });
    await command(python, ['-m', 'venv', folder]);
    const onLine = (line) => progress(line.trim());
    const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', PACKAGE];
    await command(ownPython(), pip, { onLine });
  });
}

const WAYS = {
  findPynacl,
  whyNoApt,
  install: (progress) => aptInstall(['python3-nacl'], progress),
  installApart,
};

/**
 * A Python with PyNaCl: as it is here, else installed with apt-get, else in the cache with pip. Answers `{ path }`, or
 * `{ reason }`, a sentence, when there is no way to get one.
 */
export async function ensurePynacl(progress, ways = WAYS) {
  const before = await ways.findPynacl();
  if (before !== undefined) return { note: before, value: { path: before } };
  const refusals = [];
  for (const [name, way] of [
    ['apt-get', viaApt],
    ['pip', ways.installApart],
  ]) {
    const refusal = await way(progress, ways).then(
      () => undefined,
      (error) => error.message,
    );
    const after = refusal === undefined ? await ways.findPynacl() : undefined;
    if (after !== undefined) return { note: 'installed', value: { path: after } };
    refusals.push(`${name}: ${refusal ?? 'it is installed and does not run'}`);
  }
  const reason = `Python with PyNaCl is missing and could not be installed (${refusals.join('; ')}). As root on Debian or Ubuntu: apt-get install python3-nacl.`;
  return { note: 'NOT AVAILABLE', value: { reason } };
}

async function viaApt(progress, ways) {
  const refusal = await ways.whyNoApt();
  if (refusal !== undefined) throw new Error(refusal);
  await ways.install(progress);
}
