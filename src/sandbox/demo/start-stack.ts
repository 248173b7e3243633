import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MikroORM } from '@mikro-orm/postgresql';
import { createPool } from '../../database.js';
import { AppError } from '../../errors.js';
import { ormOptions } from '../../orm.config.js';
import { createUser } from '../../services/users/create-user.js';
import { startDirectories, type DirectoryProgress, type RunningDirectories } from '../ensure-directories.js';
import { freePort } from '../processes/free-port.js';
import { startMailCatcher, type MailCatcher } from '../mail-catcher.js';
import { startPostgres } from '../postgres.js';
import { SandboxError } from '../sandbox-error.js';
import { StopStack } from '../processes/stop-stack.js';
import { startTemporalServer, stopAbandonedTemporal } from '../temporal-server.js';
import { startChild, type RunningChild } from './child-process.js';
import { say, step } from './console.js';
import type { DemoOptions } from './options.js';
import { demoSettings, type Administrator, type DemoSettings } from './settings.js';

/** Where the demo's data lives, and where its Temporal server comes from. Set by the script that starts it. */
export interface DemoPlaces {
  readonly stateDir: string;
  readonly cacheDir: string;
  readonly temporalCli: string;
}

/** Everything that runs. */
export interface DemoStack {
  readonly url: string;
  readonly administrator: Administrator;
  readonly directories: RunningDirectories;
  readonly mail: MailCatcher;
}

export interface StackRequest {
  readonly options: DemoOptions;
  readonly places: DemoPlaces;
  /** Begin with the generated people and an empty database. */
  readonly fresh: boolean;
  readonly stops: StopStack;
  readonly signal: AbortSignal;
  /** Told when a part of it dies. */
  readonly onDeath: (error: Error) => void;
}

const BUILT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the databases, the directories, the mail catcher, the server and a worker, in an order in which each finds what it needs. */
export async function startStack(request: StackRequest): Promise<DemoStack> {
  const { options, places, stops } = request;
  const settings = await demoSettings(places.stateDir);
  const directories = await step('Directories', () => startBothDirectories(request));
  say(directories.reason);
  const mail = await startMailCatcher();
  stops.push('mail catcher', () => mail.stop());
  // Other directories hold other people: a list made of these would take all of those for gone.
  const folder = join(places.stateDir, `${directories.kind}-${options.people}`);
  const databaseUrl = await step('PostgreSQL', () => database(request, join(folder, 'postgres')));
  const temporalAddress = await step('Temporal', () => temporal(request, join(folder, 'temporal')));
  const port = await portFor(options.port);
  const addresses = { databaseUrl, temporalAddress, settings, port };
  const { url } = await startLatchkey(addresses, { ...request, logDir: places.stateDir });
  return { url, administrator: settings.administrator, directories, mail };
}

/** Where the logs of server and worker go, what stops them, and what they are given besides the addresses. */
export interface LatchkeyHouse extends Pick<StackRequest, 'stops' | 'onDeath'> {
  readonly logDir: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A server and a worker that run as processes of their own. */
export interface LatchkeyProcesses {
  readonly url: string;
  readonly server: RunningChild;
  readonly worker: RunningChild;
}

/** Makes the tables and the administrator, and starts a server and a worker over services that run already. */
export async function startLatchkey(addresses: Addresses, house: LatchkeyHouse): Promise<LatchkeyProcesses> {
  const served = await startServerAlone(addresses, house);
  const environment = { ...environmentOf(addresses), ...house.environment };
  return { ...served, worker: await step('Worker', () => worker(house, environment)) };
}

/** The same without a worker: what is asked for is recorded, and nobody carries it out. */
export async function startServerAlone(
  addresses: Addresses,
  house: LatchkeyHouse,
): Promise<Omit<LatchkeyProcesses, 'worker'>> {
  const { databaseUrl, settings, port } = addresses;
  await step('Database tables', () => migrate(databaseUrl));
  await addAdministrator(databaseUrl, settings.administrator);
  const url = `http://127.0.0.1:${port}`;
  const environment = { ...environmentOf(addresses), ...house.environment };
  return { url, server: await step('Server', () => server(house, environment, url)) };
}

async function startBothDirectories({ options, places, fresh, stops, signal, onDeath }: StackRequest) {
  let shown = '';
  const onProgress = ({ dnsName, text, done, total }: DirectoryProgress): void => {
    const line = `  ${dnsName}: ${text}${total === undefined ? '' : ` ${Math.floor(((done ?? 0) / total) * 10) * 10} %`}`;
    if (line !== shown) say(line);
    shown = line;
  };
  const running = await startDirectories({
    kind: options.directories,
    people: options.people,
    cacheDir: places.cacheDir,
    stateDir: join(places.stateDir, `directories-${options.people}`),
    fresh,
    onProgress,
    onDeath,
    signal,
  });
  stops.push('directories', () => running.stop());
  return running;
}

async function database({ stops, fresh }: StackRequest, dataDir: string): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    say('  the one DATABASE_URL names');
    return given;
  }
  const options = { dataDir, durable: true, log: () => undefined };
  // What an earlier tour left is nobody's data.
  if (fresh) await (await startPostgres(options)).destroy();
  const postgres = await startPostgres(options);
  stops.push('PostgreSQL', () => postgres.stop());
  return postgres.url;
}

async function temporal({ places, stops, fresh }: StackRequest, folder: string): Promise<string> {
  const given = process.env['TEMPORAL_ADDRESS'];
  if (given !== undefined && given !== '') return given;
  const dbFile = join(folder, 'temporal.db');
  if (fresh) {
    await stopAbandonedTemporal(dbFile, () => undefined);
    await rm(folder, { recursive: true, force: true });
  }
  const running = await startTemporalServer({ cliPath: places.temporalCli, dbFile, log: () => undefined });
  stops.push('Temporal', () => running.stop());
  return running.address;
}

async function migrate(databaseUrl: string): Promise<void> {
  const orm = await MikroORM.init({ ...ormOptions(databaseUrl), logger: () => undefined });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}

async function addAdministrator(
  databaseUrl: string,
  { email, name, password }: Administrator,
): Promise<void> {
  const pool = createPool(databaseUrl, 1);
  const actor = { kind: 'COMMAND_LINE', id: null, name: 'demo' } as const;
  try {
    await createUser(pool, actor, { email, displayName: name, role: 'ADMINISTRATOR', password });
  } catch (error) {
    const isThere = error instanceof AppError && error.code === 'ALREADY_EXISTS';
    if (!isThere) throw error;
  } finally {
    await pool.end();
  }
}

/** The wanted port, or a free one when somebody has it. */
async function portFor(wanted: number): Promise<number> {
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (free && wanted !== 0) return wanted;
  const port = await freePort();
  if (wanted !== 0) say(`  port ${wanted} is taken; using ${port}`);
  return port;
}

/** What server and worker have to be told. */
export interface Addresses {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly settings: DemoSettings;
  readonly port: number;
}

function environmentOf({ databaseUrl, temporalAddress, settings, port }: Addresses): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    LATCHKEY_MASTER_KEY_FILE: settings.masterKeyFile,
    LATCHKEY_HOST: '127.0.0.1',
    LATCHKEY_PORT: String(port),
  };
}

async function server(
  { logDir, stops, onDeath }: LatchkeyHouse,
  environment: NodeJS.ProcessEnv,
  url: string,
): Promise<RunningChild> {
  const child = await startChild({
    name: 'server',
    program: join(BUILT, 'server.js'),
    environment,
    logFile: join(logDir, 'server.log'),
    isReady: async () => {
      const answer = await fetch(`${url}/readyz`);
      if (!answer.ok) throw new SandboxError(`The server says ${answer.status}.`);
    },
    onDeath,
  });
  stops.push('server', () => child.stop());
  return child;
}

async function worker(
  { logDir, stops, onDeath }: LatchkeyHouse,
  environment: NodeJS.ProcessEnv,
): Promise<RunningChild> {
  const logFile = join(logDir, 'worker.log');
  const child = await startChild({
    name: 'worker',
    program: join(BUILT, 'worker.js'),
    environment,
    logFile,
    isReady: async () => {
      if (!(await readFile(logFile, 'utf8')).includes('worker ready'))
        throw new SandboxError('The worker is starting.');
    },
    onDeath,
  });
  stops.push('worker', () => child.stop());
  return child;
}
