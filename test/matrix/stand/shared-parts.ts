import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningChild } from '../../../src/sandbox/demo/child-process.js';
import {
  programEnvironment,
  startServerProgram,
  startWorkerProgram,
} from '../../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator, migrateDatabase } from '../../../src/sandbox/demo/prepare-database.js';
import { demoSettings, type Administrator } from '../../../src/sandbox/demo/settings.js';
import {
  removeAbandonedPostgres,
  startPostgres,
  type RunningPostgres,
} from '../../../src/sandbox/postgres.js';
import { freePort } from '../../../src/sandbox/processes/free-port.js';
import type { StopStack } from '../../../src/sandbox/processes/stop-stack.js';
import type { SambaDirectory } from '../../../src/sandbox/samba/start-samba-directory.js';
import { startTemporalServer, type RunningTemporalServer } from '../../../src/sandbox/temporal-server.js';
import { startSambaForTests } from '../../../src/testing/directories/samba-for-tests.js';
import { onServer } from '../../../src/testing/database/database-server.js';
import { Revivable } from '../../kill/revivable.js';
import type { SharedVictim } from '../cells.js';
import { matrixPeople } from './people.js';

const PROGRAMS = fileURLToPath(new URL('../../../dist/test/programs', import.meta.url));

const quiet = (): void => undefined;

/** Everything many people stand on, as processes of their own that can be killed and started again. */
export interface SharedParts {
  readonly url: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Of server and worker. */
  readonly environment: NodeJS.ProcessEnv;
  readonly administrator: Administrator;
  readonly directory: Revivable<SambaDirectory>;
  readonly parts: Readonly<Record<SharedVictim, Revivable>>;
  /** Which process a part is at this moment: none has the number of an earlier one. */
  pidOf(victim: SharedVictim): Promise<number>;
  /** Workers that are started from now on turn commit and reset around in this way, or do as they should again. */
  turnAround(order: WrongOrder | undefined): void;
  /** A further worker beside the one that is killed. */
  startSecondWorker(): Promise<RunningChild>;
}

/** `COMMIT_FIRST`: the key uses it before the directory has it. `WRITE_LATER`: everybody believes that the directory has it. */
export type WrongOrder = 'COMMIT_FIRST' | 'WRITE_LATER';

export interface SharedPartsOptions {
  /** Of the test: databases and logs. */
  readonly folder: string;
  /** Where programs ask whether they are to halt. */
  readonly control: string;
  /** Told when server or worker end without having been killed. */
  readonly onDeath: (error: Error) => void;
}

export async function startSharedParts(
  { folder, control, onDeath }: SharedPartsOptions,
  stops: StopStack,
): Promise<SharedParts> {
  const { masterKeyFile, administrator } = await demoSettings(folder);
  const dataDir = join(folder, 'postgres');
  const dbFile = join(folder, 'temporal', 'temporal.db');
  const [databasePort, temporalPort, port] = await Promise.all([freePort(), freePort(), freePort()]);
  const url = `http://127.0.0.1:${port}`;

  const directory = new Revivable(() => startSambaForTests(matrixPeople(), 0));
  stops.push('the directory', () => directory.now.stop());
  // Durable: what was committed must be there after a crash, or nothing could be said about it.
  const database = new Revivable<RunningPostgres>(() =>
    startPostgres({ dataDir, port: databasePort, durable: true, log: quiet }),
  );
  stops.push('PostgreSQL', () => removeAbandonedPostgres(dataDir, quiet));
  const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'] ?? '';
  const temporal = new Revivable<RunningTemporalServer>(() =>
    startTemporalServer({ cliPath, dbFile, port: temporalPort, log: quiet }),
  );
  stops.push('Temporal', () => temporal.kill());
  const [{ url: databaseUrl }, { address: temporalAddress }] = await Promise.all([
    database.start(),
    temporal.start(),
    directory.start(),
  ]);
  await migrateDatabase(databaseUrl);
  await addAdministrator(databaseUrl, administrator);

  const environment = {
    ...programEnvironment({ databaseUrl, temporalAddress, masterKeyFile, port }),
    LATCHKEY_TEST_CONTROL: control,
  };
  let wrong: WrongOrder | undefined;
  const workerIn = (logFolder: string): Promise<RunningChild> =>
    startWorkerProgram({
      environment: { ...environment, ...(wrong === undefined ? {} : { LATCHKEY_TEST_ORDER: wrong }) },
      logFolder,
      onDeath,
      program: join(PROGRAMS, 'halting-worker.js'),
    });
  const server = new Revivable<RunningChild>(() =>
    startServerProgram({
      environment,
      logFolder: folder,
      onDeath,
      program: join(PROGRAMS, 'halting-server.js'),
      url,
    }),
  );
  stops.push('the server', () => server.kill());
  const worker = new Revivable<RunningChild>(() => workerIn(folder));
  stops.push('the worker', () => worker.kill());
  await Promise.all([server.start(), worker.start()]);

  const pids: { readonly [Part in SharedVictim]: () => number | Promise<number> } = {
    worker: () => worker.now.pid,
    server: () => server.now.pid,
    database: () => postmaster(databaseUrl),
    Temporal: () => pidIn(`${dbFile}.pid`),
    directory: () => pidIn(join(dirname(directory.now.configuration), 'run', 'samba.pid')),
  };
  return {
    url,
    databaseUrl,
    temporalAddress,
    environment,
    administrator,
    directory,
    parts: { worker, server, database, Temporal: temporal, directory },
    pidOf: async (victim) => pids[victim](),
    turnAround(order) {
      wrong = order;
    },
    startSecondWorker: () => workerIn(join(folder, 'second')),
  };
}

/** Where its files lie depends on the machine, so it is asked itself. */
async function postmaster(databaseUrl: string): Promise<number> {
  const { rows } = await onServer(
    databaseUrl,
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
  );
  return (rows[0] as { pid: number }).pid;
}

async function pidIn(file: string): Promise<number> {
  const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
  if (!Number.isInteger(pid)) throw new Error(`${file} holds no process number.`);
  return pid;
}
