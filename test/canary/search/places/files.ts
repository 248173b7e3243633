import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Piece, Place } from '../place.js';

/** Files as they lie on the disk. One that is gone when its turn comes is left out. */
export function files(name: string, list: () => Promise<readonly string[]>): Place {
  return { name, pieces: () => contents(list) };
}

/** Every file below a folder whose way there fits. */
export async function filesBelow(
  folder: string,
  fits: (path: string) => boolean = () => true,
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => fits(relative(folder, path).split(sep).join('/')));
}

async function* contents(list: () => Promise<readonly string[]>): AsyncGenerator<Piece> {
  for (const where of await list()) {
    const bytes = await readFile(where).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (bytes !== undefined) yield { where, bytes };
  }
}
