import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { step } from '../../src/sandbox/demo/console.js';
import {
  programEnvironment,
  startServerProgram,
  startWorkerProgram,
} from '../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator, migrateDatabase } from '../../src/sandbox/demo/prepare-database.js';
import { demoSettings, type Administrator } from '../../src/sandbox/demo/settings.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import type { BenchPlaces } from './places.js';
import type { BenchRun } from './run-bench.js';

/** What server and worker stand on, and what ends them. */
export interface LatchkeyHouse extends Pick<BenchRun, 'stops' | 'onDeath'> {
  /** Names the folder of the logs and the task queue. */
  readonly name: string;
  readonly places: BenchPlaces;
  /** Of an empty database. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Added to what each process is given. */
  readonly environment: NodeJS.ProcessEnv;
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly administrator: Administrator;
}

/** Makes the tables and an administrator, and starts a server as a process of its own. */
export async function startServer(house: LatchkeyHouse): Promise<RunningServer> {
  const { databaseUrl, places, stops, onDeath } = house;
  const { administrator } = await demoSettings(places.stateDir);
  await step('Database tables', () => migrateDatabase(databaseUrl));
  await addAdministrator(databaseUrl, administrator);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = await environmentOf(house, port);
  const logFolder = await logFolderOf(house);
  const child = await step('Server', () => startServerProgram({ environment, logFolder, url, onDeath }));
  stops.push('server', () => child.stop());
  return { url, pid: child.pid, administrator };
}

/** Starts a worker as a process of its own. Until then, what is asked for is recorded and nobody carries it out. */
export async function startWorker(house: LatchkeyHouse): Promise<{ readonly pid: number }> {
  const { stops, onDeath } = house;
  const environment = await environmentOf(house, 0);
  const logFolder = await logFolderOf(house);
  const child = await step('Worker', () => startWorkerProgram({ environment, logFolder, onDeath }));
  stops.push('worker', () => child.stop());
  return { pid: child.pid };
}

/** Makes a process write a CPU profile when it ends. */
export function profiling(folder: string): NodeJS.ProcessEnv {
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
}

async function environmentOf(
  { name, places, databaseUrl, temporalAddress, environment }: LatchkeyHouse,
  port: number,
): Promise<NodeJS.ProcessEnv> {
  const { masterKeyFile } = await demoSettings(places.stateDir);
  return {
    ...programEnvironment({ databaseUrl, temporalAddress, masterKeyFile, port }),
    LATCHKEY_TASK_QUEUE: name,
    ...environment,
  };
}

async function logFolderOf({ name, places }: LatchkeyHouse): Promise<string> {
  const folder = join(places.stateDir, 'logs', name);
  await mkdir(folder, { recursive: true });
  return folder;
}
