import { chmod, lstat, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { endAbandonedPrograms } from '../../sandbox/demo/latchkey-programs.js';
import { removeAbandonedPostgres } from '../../sandbox/postgres.js';
import { isProcessOf } from '../../sandbox/processes/process-identity.js';
import type { StopStack } from '../../sandbox/processes/stop-stack.js';
import { stopAbandonedTemporal } from '../../sandbox/temporal-server.js';

/** Stands in the command line of every process that may own a folder. */
const TEST_RUNNER = 'jest';
const INSTALLATIONS = 'installations';

/**
 * Makes the folder in which this test run keeps its data, named after its process, so that runs side by side do not
 * meet. What a killed run left behind, servers still running included, is cleared away first.
 */
export async function openTestRunFolder(stops: StopStack): Promise<string> {
  const root = join(tmpdir(), `latchkey-tests-${userInfo().uid}`);
  await openRoot(root);
  await clearAbandonedRuns(root);
  const folder = join(root, String(process.pid));
  await mkdir(folder);
  // The account PostgreSQL runs as must be able to pass through.
  await chmod(folder, 0o755);
  stops.push('The folder of the test run', async () => {
    await clearInstallations(folder);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The folder of the test run that is under way: for what a test starts and a later run should be able to clear. */
export function testRunFolder(): string {
  const folder = process.env['LATCHKEY_TEST_FOLDER'];
  if (folder === undefined) throw new Error('No test run is under way. Run these tests with "npm test".');
  return folder;
}

/**
 * The folder in which a test file may keep an installation of its own, of real processes: the built programs with their
 * logs, `postgres`, and `temporal/temporal.db`. What is left of it at the end of the run, or of a killed one, is ended.
 */
export async function installationFolder(name: string): Promise<string> {
  const folder = join(testRunFolder(), INSTALLATIONS, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

async function clearInstallations(folder: string): Promise<void> {
  const all = join(folder, INSTALLATIONS);
  for (const name of await readdir(all).catch(() => [])) {
    await endAbandonedPrograms(join(all, name));
    await stopAbandonedTemporal(join(all, name, 'temporal', 'temporal.db'), () => undefined);
    await removeAbandonedPostgres(join(all, name, 'postgres'), () => undefined);
  }
}

/** Everybody may write to the folder for temporary files, so a root that somebody else made is refused. */
async function openRoot(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  const found = await lstat(root);
  if (!found.isDirectory() || found.uid !== userInfo().uid) {
    throw new Error(
      `${root} is there but belongs to somebody else. Remove it, or set TMPDIR to another folder.`,
    );
  }
  await chmod(root, 0o755);
}

async function clearAbandonedRuns(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const owner = Number(name);
    const folder = join(root, name);
    if (owner !== process.pid && (await isProcessOf(owner, TEST_RUNNER))) continue;
    if (await claim(folder)) await clear(folder);
  }
}

/** Runs that start together find the same remains: the one that claims them first clears them. */
async function claim(folder: string): Promise<boolean> {
  const file = join(folder, 'claimed-by');
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const claimant = Number(await readFile(file, 'utf8').catch(() => 'gone already'));
    return Number.isInteger(claimant) && !(await isProcessOf(claimant, TEST_RUNNER));
  }
}

async function clear(folder: string): Promise<void> {
  await clearInstallations(folder);
  await stopAbandonedTemporal(join(folder, 'temporal', 'temporal.db'), () => undefined);
  await removeAbandonedPostgres(join(folder, 'postgres'), () => undefined);
  await rm(folder, { recursive: true, force: true });
}
