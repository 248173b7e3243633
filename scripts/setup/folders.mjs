import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone this script lies in. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What belongs to this clone and may be deleted at any time: the demo's data, locks. */
export const STATE_FOLDER = join(ROOT, '.latchkey');

/** What every clone of this user shares: programs and archives that are slow to make. */
export function cacheFolder(env = process.env) {
  if (env.LATCHKEY_CACHE_DIR) return env.LATCHKEY_CACHE_DIR;
  return env.XDG_CACHE_HOME ? join(env.XDG_CACHE_HOME, 'latchkey') : join(homedir(), '.cache', 'latchkey');
}
