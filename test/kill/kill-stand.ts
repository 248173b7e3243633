import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pRetry from 'p-retry';
import {
  CreateDomainDocument,
  PauseScheduleDocument,
  SignInDocument,
  SyncNowDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import {
  programEnvironment,
  startServerProgram,
  startWorkerProgram,
} from '../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator, migrateDatabase } from '../../src/sandbox/demo/prepare-database.js';
import { demoSettings } from '../../src/sandbox/demo/settings.js';
import type {
  DirectoryPlan,
  ServedDirectory,
} from '../../src/sandbox/directory-process/directory-messages.js';
import {
  startDirectoryProcess,
  type DirectoryProcess,
} from '../../src/sandbox/directory-process/directory-process.js';
import { removeAbandonedPostgres, startPostgres } from '../../src/sandbox/postgres.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { startTemporalServer } from '../../src/sandbox/temporal-server.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import { installGates } from './database-gate.js';
import { Revivable } from './revivable.js';

const BUILT = fileURLToPath(new URL('../../dist/src', import.meta.url));
const DIRECTORY_PROGRAM = join(BUILT, 'sandbox', 'directory-process', 'directory-program.js');

const quiet = (): void => undefined;

/** Everything that may die. */
export type Victim = 'worker' | 'server' | 'postgres' | 'temporal' | 'directory';

export interface RequestedRuns {
  /** A global id, as clients have it. */
  readonly batchId: string;
  /** One for each domain, in the order they were named. */
  readonly runIds: readonly string[];
}

/** A whole Latchkey of real processes, one of each, on a database and a Temporal server of its own. */
export interface KillStand {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly parts: Readonly<Record<Victim, Revivable>>;
  readonly directories: Revivable<DirectoryProcess>;
  /** Aborted, with the end of its log, when server or worker ends without having been killed. */
  readonly broken: AbortSignal;
  /** A client of the administrator's. To be closed. */
  client(): ApiClient;
  /** Resolves when the server answers and its database does. */
  serverReady(): Promise<void>;
  /** Asks for a synchronisation of domains, by DNS name. */
  syncNow(dnsNames: readonly string[]): Promise<RequestedRuns>;
  stop(): Promise<void>;
}

/** Starts one, with every domain of the plan added. */
export async function startKillStand(
  name: string,
  people: Omit<DirectoryPlan, 'folder'>,
): Promise<KillStand> {
  const stops = new StopStack();
  try {
    return await start(await installationFolder(name), people, stops);
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

async function start(
  folder: string,
  people: Omit<DirectoryPlan, 'folder'>,
  stops: StopStack,
): Promise<KillStand> {
  const plan = { ...people, folder: join(folder, 'directories') };
  const settings = await demoSettings(folder);
  const died = new AbortController();
  const databasePort = await freePort();
  const temporalPort = await freePort();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = join(folder, 'postgres');
  const dbFile = join(folder, 'temporal', 'temporal.db');
  const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'] ?? '';

  // Durable: what was committed must be there after a crash, or nothing could be said about it.
  const postgres = new Revivable(() =>
    startPostgres({ dataDir, port: databasePort, durable: true, log: quiet }),
  );
  stops.push('PostgreSQL', () => removeAbandonedPostgres(dataDir, quiet));
  const { url: databaseUrl } = await postgres.start();
  await migrateDatabase(databaseUrl);
  await addAdministrator(databaseUrl, settings.administrator);
  await installGates(databaseUrl);

  const temporal = new Revivable(() =>
    startTemporalServer({ cliPath, dbFile, port: temporalPort, log: quiet }),
  );
  stops.push('Temporal', () => temporal.kill());
  const { address: temporalAddress } = await temporal.start();

  const directories = new Revivable(() => startDirectoryProcess(DIRECTORY_PROGRAM, plan));
  stops.push('directories', () => directories.kill());
  await directories.start();

  const { masterKeyFile, administrator } = settings;
  const environment = programEnvironment({ databaseUrl, temporalAddress, masterKeyFile, port });
  const program = {
    environment,
    logFolder: folder,
    built: BUILT,
    onDeath: (error: Error) => died.abort(error),
  };
  const server = new Revivable(() => startServerProgram({ ...program, url }));
  stops.push('server', () => server.kill());
  const worker = new Revivable(() => startWorkerProgram(program));
  stops.push('worker', () => worker.kill());
  await Promise.all([server.start(), worker.start()]);

  const token = await signIn(url, administrator);
  const domainIds = await addDomains(new ApiClient({ url, token }), directories.now.directories);
  return {
    databaseUrl,
    temporalAddress,
    parts: { worker, server, postgres, temporal, directory: directories },
    directories,
    broken: died.signal,
    client: () => new ApiClient({ url, token }),
    serverReady: () => untilReady(url, died.signal),
    async syncNow(dnsNames) {
      const ids = dnsNames.map((dnsName) => domainIds.get(dnsName) ?? '');
      const { syncNow } = await new ApiClient({ url, token }).request(SyncNowDocument, {
        input: { domainIds: ids },
      });
      const { batch, answers } = expectDone(syncNow);
      const runOf = (id: string) => answers?.find(({ domain }) => domain?.id === id)?.run?.id ?? '';
      return { batchId: batch?.id ?? '', runIds: ids.map(runOf) };
    },
    stop: () => stops.stopAll(),
  };
}

async function signIn(url: string, { email, password }: { email: string; password: string }) {
  const { signIn: answer } = await new ApiClient({ url }).request(SignInDocument, {
    input: { email, password },
  });
  return expectDone(answer).token ?? '';
}

async function addDomains(client: ApiClient, directories: readonly ServedDirectory[]) {
  const ids = new Map<string, string>();
  for (const { dnsName, url, reader, caCertificate } of directories) {
    const input = {
      dnsName,
      controllers: [url],
      bindAccount: reader.name,
      bindSecret: reader.password,
      caCertificates: [caCertificate],
    };
    const { createDomain } = await client.request(CreateDomainDocument, { input });
    const domainId = expectDone(createDomain).domain?.id ?? '';
    // A run of its own accord would be one too many for the counts.
    const { pauseSchedule } = await client.request(PauseScheduleDocument, { input: { domainId } });
    expectDone(pauseSchedule);
    ids.set(dnsName, domainId);
  }
  return ids;
}

async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  const ask = async (): Promise<void> => {
    const answer = await fetch(`${url}/readyz`).catch((cause: unknown) => {
      throw new Error('The server is not there.', { cause });
    });
    if (!answer.ok) throw new Error(`The server says ${answer.status}.`);
  };
  await pRetry(ask, { retries: Number.POSITIVE_INFINITY, factor: 1, minTimeout: 50, signal });
}
