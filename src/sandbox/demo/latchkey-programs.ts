import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SandboxError } from '../sandbox-error.js';
import { endAbandonedChild, startChild, type RunningChild } from './child-process.js';

/** The folder of the built programs, as seen from where this module was built to. */
const BUILT = fileURLToPath(new URL('../..', import.meta.url));

interface ProgramSettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly masterKeyFile: string;
  readonly port: number;
}

/** What server and worker read their settings from. */
export function programEnvironment(settings: ProgramSettings): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    DATABASE_URL: settings.databaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    LATCHKEY_MASTER_KEY_FILE: settings.masterKeyFile,
    LATCHKEY_HOST: '127.0.0.1',
    LATCHKEY_PORT: String(settings.port),
  };
}

export interface ProgramOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Where the log goes. */
  readonly logFolder: string;
  /** Told when the program ends without having been stopped. */
  readonly onDeath: (error: Error) => void;
  /** Where the built programs are, when this module is not one of them. */
  readonly built?: string;
  /** A program in place of the built server or worker: the same with other parts. */
  readonly program?: string;
}

const serverLog = (folder: string): string => join(folder, 'server.log');
const workerLog = (folder: string): string => join(folder, 'worker.log');

/** Ends the programs that a killed process left running with their logs in a folder. */
export async function endAbandonedPrograms(logFolder: string): Promise<void> {
  await endAbandonedChild(serverLog(logFolder));
  await endAbandonedChild(workerLog(logFolder));
}

/** Starts the built server and waits until it is ready at its address. */
export function startServerProgram({
  environment,
  logFolder,
  onDeath,
  built = BUILT,
  program = join(built, 'server.js'),
  url,
}: ProgramOptions & { readonly url: string }): Promise<RunningChild> {
  return startChild({
    name: 'server',
    program,
    environment,
    logFile: serverLog(logFolder),
    isReady: async () => {
      const answer = await fetch(`${url}/readyz`);
      if (!answer.ok) throw new SandboxError(`The server says ${answer.status}.`);
    },
    onDeath,
  });
}

/**
 * As `npm run start:worker` has them: a worker's heap does not grow with the number of people, and needs no more. It is not
 * gone through as a whole before it is near that.
 */
const WORKER_NODE_FLAGS = [
  '--max-old-space-size=256',
  '--initial-old-space-size=160',
  '--max-semi-space-size=32',
];

/** Starts the built worker and waits until it takes tasks. */
export function startWorkerProgram({
  environment,
  logFolder,
  onDeath,
  built = BUILT,
  program = join(built, 'worker.js'),
}: ProgramOptions): Promise<RunningChild> {
  const logFile = workerLog(logFolder);
  return startChild({
    name: 'worker',
    program,
    nodeFlags: WORKER_NODE_FLAGS,
    environment,
    logFile,
    isReady: async () => {
      if (!(await readFile(logFile, 'utf8')).includes('worker ready'))
        throw new SandboxError('The worker is starting.');
    },
    onDeath,
  });
}
