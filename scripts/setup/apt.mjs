import { command } from './command.mjs';
import { findProgram } from './find-program.mjs';

/** Undefined when this process may install Debian packages, else why not. */
export async function whyNoApt() {
  if ((await findProgram('apt-get')) === undefined) return 'this system has no apt-get';
  return process.getuid?.() === 0 ? undefined : 'installing packages needs root';
}

/** Installs those of `packages` that this release of Debian or Ubuntu has under that name. */
export async function aptInstall(packages, progress) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const onLine = (line) => progress(line.trim());
  // An installation that was interrupted, ours or anybody's, blocks every later one until this is done.
  await command('dpkg', ['--configure', '-a'], { env, onLine });
  progress('apt-get update');
  await command('apt-get', ['update', '--quiet'], { env, onLine });
  const names = new Set();
  await command('apt-cache', ['pkgnames'], { env, onLine: (name) => names.add(name) });
  const available = packages.filter((name) => names.has(name));
  const options = ['--yes', '--quiet', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
  await command('apt-get', ['install', ...options, ...available], { env, onLine });
}
