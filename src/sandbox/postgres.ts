import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pRetry, { AbortError } from 'p-retry';
import pg from 'pg';
import { freePort } from './processes/free-port.js';
import { give, openDataFolder, removeDataFolder } from './postgres/data-folder.js';
import type { DataFolder } from './postgres/data-folder.js';
import { postgresPrograms } from './postgres/postgres-programs.js';
import type { PostgresPrograms } from './postgres/postgres-programs.js';
import { serverAccount } from './postgres/server-account.js';
import type { ServerAccount } from './postgres/server-account.js';
import { killFamily } from './processes/kill-family.js';
import { isAlive, isProcessOf } from './processes/process-identity.js';

const run = promisify(execFile);
const HOST = '127.0.0.1';
const USER = 'latchkey';
const DATABASE = 'latchkey';
const START_SECONDS = 60;
const PORT_ATTEMPTS = 5;

export interface PostgresOptions {
  /** Folder of the cluster; made when it is not there. One server at a time: one left over from a crash is stopped. */
  readonly dataDir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** False: nothing is forced to disk, for clusters that live as long as a test run. */
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

export interface RunningPostgres {
  /** Of the database `latchkey`, as the owner of the whole server. Contains the password. */
  readonly url: string;
  /** Stops the server; the data stays. May be called twice. */
  stop(): Promise<void>;
  /** Stops the server and removes its data. */
  destroy(): Promise<void>;
  /** Ends every process of the server at once with SIGKILL, as a crash does; the data stays, to be recovered. */
  kill(): Promise<void>;
}

interface Cluster {
  readonly account: ServerAccount;
  readonly programs: PostgresPrograms;
  readonly folder: DataFolder;
}

/**
 * Starts PostgreSQL on the loopback interface and waits until it accepts connections. The server is a process of its
 * own session: Ctrl-C in the terminal does not reach it, so whoever started it decides when it stops.
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const cluster = await openCluster(options.dataDir);
  await stopLeftover(cluster, options.log);
  if (!(await exists(cluster.folder.cluster))) await initialise(cluster, options);
  const port = await startOnPort(cluster, options);
  const stop = onlyOnce(() => stopServer(cluster));
  const destroy = async (): Promise<void> => {
    await stop();
    await removeDataFolder(options.dataDir, cluster.folder);
  };
  try {
    const url = await databaseUrl(cluster.folder, port);
    options.log(`PostgreSQL listens on ${HOST}:${port}.`);
    return { url, stop, destroy, kill: () => killServer(cluster) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stops what a killed process left running on `dataDir`, and removes the data. Nobody else may be using it. */
export async function removeAbandonedPostgres(dataDir: string, log: (line: string) => void): Promise<void> {
  const cluster = await openCluster(dataDir);
  await stopLeftover(cluster, log);
  await removeDataFolder(dataDir, cluster.folder);
}

async function openCluster(dataDir: string): Promise<Cluster> {
  const account = await serverAccount();
  const programs = await postgresPrograms(account);
  return { account, programs, folder: await openDataFolder(dataDir, account) };
}

async function initialise(cluster: Cluster, { durable, log }: PostgresOptions): Promise<void> {
  const { folder, programs, account } = cluster;
  log(`Making a PostgreSQL cluster in ${dirname(folder.cluster)}.`);
  await rm(folder.partial, { recursive: true, force: true });
  await writeFile(folder.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  await give(folder.passwordFile, account);
  // The built-in provider gives the same order and upper/lower case on every machine, whatever locales it has.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${folder.passwordFile}`];
  const sync = durable ? [] : ['--no-sync'];
  const args = [`--pgdata=${folder.partial}`, '--encoding=UTF8', ...locale, ...access, ...sync];
  await runAs(account, programs.initdb, args, 'A PostgreSQL cluster could not be made.');
  await rename(folder.partial, folder.cluster);
}

async function startOnPort(cluster: Cluster, options: PostgresOptions): Promise<number> {
  const attempt = async (): Promise<number> => {
    const port = options.port ?? (await freePort());
    try {
      await startServer(cluster, port, options.durable);
      return port;
    } catch (error) {
      // Only a port chosen by us, and taken between the choice and the start, is worth another try.
      if (options.port === undefined && String(error).includes('Address already in use')) throw error;
      throw new AbortError(error instanceof Error ? error : String(error));
    }
  };
  return pRetry(attempt, { retries: PORT_ATTEMPTS, minTimeout: 0 });
}

async function startServer(
  { account, programs, folder }: Cluster,
  port: number,
  durable: boolean,
): Promise<void> {
  const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];
  const settings = [
    `listen_addresses=${HOST}`,
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    ...(durable ? [] : fast),
  ];
  await rm(folder.logFile, { force: true });
  const flags = settings.map((setting) => `-c ${setting}`).join(' ');
  const args = [
    'start',
    '--wait',
    `--timeout=${START_SECONDS}`,
    `--pgdata=${folder.cluster}`,
    `--log=${folder.logFile}`,
  ];
  try {
    await runAs(account, programs.pgCtl, [...args, `--options=${flags}`], 'PostgreSQL did not start.');
  } catch (cause) {
    const tail = (await readFile(folder.logFile, 'utf8').catch(() => ''))
      .trim()
      .split('\n')
      .slice(-8)
      .join('\n');
    throw new Error(
      `PostgreSQL did not start on ${HOST}:${port}. Its log (${folder.logFile}) ends:\n${tail}`,
      { cause },
    );
  }
}

/** `pg_ctl stop` waits for the end; connections still open are cut, committed work is safe. */
async function stopServer({ account, programs, folder }: Cluster): Promise<void> {
  if ((await recordedPid(folder)) === undefined) return;
  const args = ['stop', '--wait', '--mode=fast', `--timeout=${START_SECONDS}`, `--pgdata=${folder.cluster}`];
  await runAs(account, programs.pgCtl, args, 'PostgreSQL did not stop.');
}

async function killServer(cluster: Cluster): Promise<void> {
  const pid = await recordedPid(cluster.folder);
  if (pid === undefined || !(await isProcessOf(pid, cluster.folder.cluster))) return;
  await killFamily(pid);
}

/** A server outlives its starter when that is killed; its cluster cannot be started twice. */
async function stopLeftover(cluster: Cluster, log: (line: string) => void): Promise<void> {
  const pid = await recordedPid(cluster.folder);
  if (pid === undefined) return;
  if (await isProcessOf(pid, cluster.folder.cluster)) {
    log(`Stopping PostgreSQL (process ${pid}) left over from an earlier run.`);
    await stopServer(cluster);
  } else if (isAlive(pid)) {
    // The number now belongs to somebody else's process, which PostgreSQL would take for its own server.
    await rm(join(cluster.folder.cluster, 'postmaster.pid'), { force: true });
  }
}

async function recordedPid(folder: DataFolder): Promise<number | undefined> {
  const text = await readFile(join(folder.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

async function databaseUrl(folder: DataFolder, port: number): Promise<string> {
  const password = await readFile(folder.passwordFile, 'utf8');
  const server = `postgres://${USER}:${password}@${HOST}:${port}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return `${server}/${DATABASE}`;
}

async function runAs(
  account: ServerAccount,
  file: string,
  args: readonly string[],
  failure: string,
): Promise<void> {
  const { PATH, TMPDIR } = process.env;
  const env = {
    ...(PATH === undefined ? {} : { PATH }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    LC_ALL: 'C',
  };
  try {
    await run(file, [...args], { ...account, cwd: '/', env });
  } catch (cause) {
    const detail = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new Error(`${failure} ${detail}`, { cause });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
