import { mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A socket's path has at most 107 bytes, and Samba puts `/domain/private/ldap_priv/ldapi` behind ours. */
const LONGEST_BYTES = 72;
const NOTE = 'short-path';

/** Another name for a folder, short enough to hold sockets. */
export interface ShortPath {
  readonly path: string;
  /** Removes the other name; the folder stays. */
  release(): Promise<void>;
}

/**
 * Gives `folder` (an absolute path without links) a short name below the temporary folder when its own is too long.
 * The name is noted in the folder: after a crash it is used again.
 */
export async function shortPath(folder: string): Promise<ShortPath> {
  if (Buffer.byteLength(folder) <= LONGEST_BYTES) return { path: folder, release: () => Promise.resolve() };
  const note = join(folder, NOTE);
  const path = (await notedPath(note, folder)) ?? (await newPath(note, folder));
  const release = async (): Promise<void> => {
    await rm(dirname(path), { recursive: true, force: true });
    await rm(note, { force: true });
  };
  return { path, release };
}

async function notedPath(note: string, folder: string): Promise<string | undefined> {
  const path = await readFile(note, 'utf8').catch(() => '');
  const target = await readlink(path).catch(() => undefined);
  return target === folder ? path : undefined;
}

/** The parent is ours alone (0700), so nobody can put another link in its place. */
async function newPath(note: string, folder: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'latchkey-')), 'd');
  await symlink(folder, path);
  await writeFile(note, path);
  return path;
}
