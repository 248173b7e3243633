import { createHash } from 'node:crypto';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Hash of `parts` in their order. */
export function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}

/** Hash of the names and contents of all files at `paths` (files or folders below `root`; absent ones count as absent). */
export async function hashOfFiles(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesAt(join(root, path))) {
      const content = await readFile(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** What a stamp file says; undefined when there is none. */
export async function readStamp(file) {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** Written under another name first: a stamp is there whole or not at all. */
export async function writeStamp(file, content) {
  await writeFile(`${file}.partial`, content);
  await rename(`${file}.partial`, file);
}

async function filesAt(path) {
  let entries;
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  const found = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) found.push(...(await filesAt(child)));
    else if (entry.isFile()) found.push(child);
  }
  return found;
}
