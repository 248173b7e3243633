import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startDirectories, type DirectoryProgress, type RunningDirectories } from '../ensure-directories.js';
import { freePort } from '../processes/free-port.js';
import { startMailCatcher, type CaughtMail, type MailCatcher } from '../mail-catcher.js';
import { startPostgres } from '../postgres.js';
import { StopStack } from '../processes/stop-stack.js';
import { startTemporalServer, stopAbandonedTemporal } from '../temporal-server.js';
import { say, step } from './console.js';
import { programEnvironment, startServerProgram, startWorkerProgram } from './latchkey-programs.js';
import type { DemoOptions } from './options.js';
import { addAdministrator, migrateDatabase } from './prepare-database.js';
import { demoSettings, type Administrator } from './settings.js';

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

/** Starts the databases, the directories, the mail catcher, the server and a worker, in an order in which each finds what it needs. */
export async function startStack(request: StackRequest): Promise<DemoStack> {
  const { options, places, stops } = request;
  const settings = await demoSettings(places.stateDir);
  const directories = await step('Directories', () => startBothDirectories(request));
  say(directories.reason);
  const mail = await startMailCatcher(options.tour ? {} : { onMail: showMail });
  stops.push('mail catcher', () => mail.stop());
  // Other directories hold other people: a list made of these would take all of those for gone.
  const folder = join(places.stateDir, `${directories.kind}-${options.people}`);
  const databaseUrl = await step('PostgreSQL', () => database(request, join(folder, 'postgres')));
  const temporalAddress = await step('Temporal', () => temporal(request, join(folder, 'temporal')));
  await step('Database tables', () => migrateDatabase(databaseUrl));
  await addAdministrator(databaseUrl, settings.administrator);
  const port = await portFor(options.port);
  const url = `http://127.0.0.1:${port}`;
  const { masterKeyFile } = settings;
  const environment = {
    ...programEnvironment({ databaseUrl, temporalAddress, masterKeyFile, port }),
    // A name: browsers make passkeys for names only.
    LATCHKEY_PUBLIC_URL: url.replace('127.0.0.1', 'localhost'),
    LATCHKEY_SMTP_URL: mail.url,
    LATCHKEY_MAIL_FROM: 'Latchkey <latchkey@latchkey.example>',
  };
  const program = { environment, logFolder: places.stateDir, onDeath: request.onDeath };
  const server = await step('Server', () => startServerProgram({ ...program, url }));
  stops.push('server', () => server.stop());
  const worker = await step('Worker', () => startWorkerProgram(program));
  stops.push('worker', () => worker.stop());
  return { url, administrator: settings.administrator, directories, mail };
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
    readerSetsPasswords: true,
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

function showMail({ to, subject, text }: CaughtMail): void {
  // Whoever plays the one who is invited has no mailbox to look into.
  const link = /^http\S+\/invitation\/#\S+$/m.exec(text)?.[0];
  say(`  Mail to ${to.join(', ')}: ${subject}${link === undefined ? '' : `\n    ${link}`}`);
}
