import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;

/**
 * Runs `work` while no other process on this machine holds the lock `file`. `onWait(pid)` is told once who holds it.
 * The lock of a process that is gone counts as free.
 */
export async function withLock(file, work, onWait = () => {}) {
  await mkdir(dirname(file), { recursive: true });
  let told = false;
  for (let holder = await tryLock(file); holder !== undefined; holder = await tryLock(file)) {
    if (!told) onWait(holder);
    told = true;
    await pause(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Takes the lock and answers undefined, or answers the number of the process that has it. Released with `rm`. */
export async function tryLock(file) {
  await mkdir(dirname(file), { recursive: true });
  if (await create(file)) return undefined;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (await isLatchkeyScript(holder)) return holder;
  await discard(file, holder);
  return tryLock(file);
}

/** The name appears together with its content: nobody ever reads a lock that does not say whose it is. */
async function create(file) {
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Two processes may find the same dead lock: only the one whose rename catches that very lock removes it. */
async function discard(file, deadHolder) {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const caught = Number(await readFile(aside, 'utf8').catch(() => deadHolder));
  if (caught === deadHolder) await rm(aside, { force: true });
  else await rename(aside, file);
}

/** A number may have been given to another program since: where the system tells, its command line decides. */
async function isLatchkeyScript(pid) {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return line === undefined || line.includes('.mjs') || line.includes('jest');
}
