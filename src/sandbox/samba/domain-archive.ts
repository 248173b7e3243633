import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../processes/process-identity.js';
import type { DirectoryContents } from '../sandbox-directory.js';
import { provisionDomain, seedScript } from './provision-domain.js';
import type { Progress } from './provision-domain.js';
import { runProgram } from './run-program.js';
import { sambaFolders } from './samba-configuration.js';
import type { SambaFolders } from './samba-configuration.js';
import { sambaVersion } from './samba-installation.js';
import type { SambaPlace } from './samba-place.js';

/** Raise it when the same contents have to make another domain than before. */
const FORMAT = 1;
const TAR = '/usr/bin/tar';
const TAR_LIMIT_MS = 120_000;
const BUILD_PREFIX = 'building-';
/** People's passwords expire 42 days after the domain was made: an older one is not what a fresh one is. */
const LONGEST_AGE_MS = 30 * 24 * 60 * 60 * 1000;

export interface ArchiveOptions {
  readonly contents: DirectoryContents;
  /** That of `archiveKey`. */
  readonly key: string;
  /** Where the domain is made. */
  readonly place: SambaPlace;
  /** Where archives are kept. They hold the domain's secrets: the folder is for its owner only. */
  readonly cacheDir: string;
  readonly onProgress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The file that holds a provisioned domain with these contents, made when it is missing or older than 30 days. An interrupted build
 * leaves no archive; two at once each make one, and the later replaces the earlier.
 * @throws SandboxError when the domain can't be made.
 */
export async function ensureDomainArchive(options: ArchiveOptions): Promise<string> {
  const { contents, key, cacheDir, place } = options;
  const file = join(cacheDir, `${contents.dnsName}-${contents.people.length}-${key.slice(0, 16)}.tar`);
  if (await isFresh(file)) return file;
  await mkdir(cacheDir, { recursive: true, mode: 0o700 });
  await removeAbandonedBuilds(cacheDir, place);
  const root = join(cacheDir, `${BUILD_PREFIX}${process.pid}-${randomUUID()}`);
  try {
    await build(root, file, options);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return file;
}

/** Unpacks the archived domain, in the place of whatever domain is there. */
export async function unpackDomain(file: string, folders: SambaFolders, signal?: AbortSignal): Promise<void> {
  await rm(folders.domain, { recursive: true, force: true });
  await runProgram({
    program: TAR,
    arguments: ['-xf', file, '-C', folders.root],
    limitMs: TAR_LIMIT_MS,
    signal,
  });
}

async function build(
  root: string,
  file: string,
  { contents, place, onProgress, signal }: ArchiveOptions,
): Promise<void> {
  const folders = sambaFolders(root);
  await mkdir(root, { mode: 0o700 });
  await provisionDomain({ contents, folders, place, onProgress, signal });
  onProgress(`Packing ${contents.dnsName}`);
  const packed = join(root, 'domain.tar');
  await runProgram({
    program: TAR,
    arguments: ['-cf', packed, '-C', root, 'domain'],
    limitMs: TAR_LIMIT_MS,
    signal,
  });
  await chmod(packed, 0o600);
  await rename(packed, file);
}

/** Changes with the contents, Samba's version and the script that fills the domain. */
export async function archiveKey(contents: DirectoryContents): Promise<string> {
  const hash = createHash('sha256');
  for (const part of [
    String(FORMAT),
    await sambaVersion(),
    await readFile(seedScript()),
    JSON.stringify(contents),
  ]) {
    hash.update(part).update('\0');
  }
  return hash.digest('hex');
}

async function isFresh(file: string): Promise<boolean> {
  return stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs < LONGEST_AGE_MS,
    () => false,
  );
}

async function removeAbandonedBuilds(cacheDir: string, place: SambaPlace): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(BUILD_PREFIX)) continue;
    const builder = Number.parseInt(name.slice(BUILD_PREFIX.length), 10);
    if (isAlive(builder)) continue;
    const root = join(cacheDir, name);
    await place.endAbandoned(sambaFolders(root));
    await rm(root, { recursive: true, force: true });
  }
}
