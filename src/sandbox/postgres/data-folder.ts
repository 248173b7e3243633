import { createHash, randomUUID } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PUBLIC_STATE_ROOT } from './postgres-programs.js';
import { canAccess } from './server-account.js';
import type { ServerAccount } from './server-account.js';

/** Where one PostgreSQL cluster keeps its files. All of it belongs to the account the server runs as. */
export interface DataFolder {
  /** What `-D` names. Absent until the cluster has been made. */
  readonly cluster: string;
  /** The cluster while it is being made, so that an interrupted one is never taken for a finished one. */
  readonly partial: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

/**
 * Opens (or makes) the folder for a cluster. Where the server's account cannot enter `dataDir`, the files lie below
 * `/var/tmp` in a folder named after `dataDir`; removing `dataDir` still means starting from nothing.
 */
export async function openDataFolder(dataDir: string, account: ServerAccount): Promise<DataFolder> {
  // The mode is for this folder only: the account must be able to pass through those above it.
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await give(dataDir, account);
  if (await canAccess(account, 'w', dataDir)) return filesIn(dataDir);
  return filesIn(await folderElsewhere(dataDir, account));
}

/** Removes everything `openDataFolder` made. The server must have been stopped. */
export async function removeDataFolder(dataDir: string, { cluster }: DataFolder): Promise<void> {
  await rm(dirname(cluster), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** Hands `path` to the server's account and closes it to everybody else. */
export async function give(path: string, { uid, gid }: ServerAccount): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

function filesIn(folder: string): DataFolder {
  return {
    cluster: join(folder, 'cluster'),
    partial: join(folder, 'cluster.partial'),
    passwordFile: join(folder, 'password'),
    logFile: join(folder, 'server.log'),
  };
}

/** A token in `dataDir` and its copy in the other folder say that the two belong together. */
async function folderElsewhere(dataDir: string, account: ServerAccount): Promise<string> {
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = join(PUBLIC_STATE_ROOT, `latchkey-postgres-${key}`);
  const tokenFile = join(dataDir, 'elsewhere');
  const token = await readText(tokenFile);
  if (token !== undefined && token === (await ownedToken(folder, account))) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const fresh = randomUUID();
  await writeFile(join(folder, 'token'), fresh);
  await give(folder, account);
  await writeFile(tokenFile, fresh);
  return folder;
}

async function ownedToken(folder: string, account: ServerAccount): Promise<string | undefined> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined || !found.isDirectory() || found.uid !== account.uid) return undefined;
  await chmod(folder, 0o700);
  return readText(join(folder, 'token'));
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
