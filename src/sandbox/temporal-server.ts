import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import pRetry from 'p-retry';
import { freePort } from './processes/free-port.js';
import { killChild } from './processes/kill-child.js';
import { isProcessOf, waitUntilGone } from './processes/process-identity.js';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const HEALTH_SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';
const HEALTH_SERVING = 1;

export interface TemporalServerOptions {
  /** The `temporal` program. */
  readonly cliPath: string;
  /** SQLite file with everything the server knows: started again on it, it goes on where it was. */
  readonly dbFile: string;
  /** Default: a free one. */
  readonly port?: number;
  readonly log: (line: string) => void;
}

export interface RunningTemporalServer {
  /** `host:port` of the gRPC front end. Namespace `default` is there. */
  readonly address: string;
  /** Stops the server; the file stays. May be called twice. */
  stop(): Promise<void>;
  /** Ends the server at once with SIGKILL, as a crash does; the file stays. */
  kill(): Promise<void>;
}

/**
 * Starts a Temporal development server on the loopback interface and waits until it says that it serves. It runs in
 * a session of its own: Ctrl-C in the terminal does not reach it, so whoever started it decides when it stops.
 * A server left over on the same file by a crash is stopped first.
 * @throws Error with the end of the server's log when it does not come up within a minute.
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<RunningTemporalServer> {
  const { dbFile, log } = options;
  await mkdir(dirname(dbFile), { recursive: true });
  await stopAbandonedTemporal(dbFile, log);
  const port = options.port ?? (await freePort());
  const address = `${HOST}:${port}`;
  const { child, ended } = await launch(options, port);
  const stop = stopper(child, dbFile);
  try {
    await untilServing(address, ended);
  } catch (cause) {
    await stop();
    throw new Error(
      `Temporal did not start on ${address}. Its log (${logFile(dbFile)}) ends:\n${await logTail(dbFile)}`,
      {
        cause,
      },
    );
  }
  log(`Temporal listens on ${address}.`);
  return { address, stop, kill: () => killChild(child) };
}

interface LaunchedServer {
  readonly child: ChildProcess;
  /** Aborted, with the reason, when the process ends. */
  readonly ended: AbortSignal;
}

async function launch({ cliPath, dbFile }: TemporalServerOptions, port: number): Promise<LaunchedServer> {
  const output = await open(logFile(dbFile), 'w', 0o600);
  try {
    const child = spawn(cliPath, serverArguments(dbFile, port), {
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    const end = new AbortController();
    child.once('exit', (code, signal) => {
      end.abort(new Error(`The temporal program ended (exit code ${code}, signal ${signal}).`));
    });
    await once(child, 'spawn');
    await writeFile(pidFile(dbFile), String(child.pid));
    return { child, ended: end.signal };
  } finally {
    await output.close();
  }
}

/**
 * A development server has one history shard, and its poll limits are per shard: left alone they allow about ten
 * activities a second however idle the machine is. The SQLite settings make a file as fast as memory.
 */
function serverArguments(dbFile: string, port: number): string[] {
  const limits = ['transfer', 'timer', 'visibility'].flatMap((queue) => [
    `history.${queue}ProcessorMaxPollRPS=5000`,
    `history.${queue}ProcessorMaxPollHostRPS=20000`,
  ]);
  return [
    ['server', 'start-dev', '--headless', '--ip', HOST, '--port', String(port)],
    ['--db-filename', dbFile, '--log-level', 'error'],
    limits.flatMap((limit) => ['--dynamic-config-value', limit]),
    ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
  ].flat();
}

async function untilServing(address: string, ended: AbortSignal): Promise<void> {
  const options = {
    address,
    connectTimeout: 2_000,
    // The first attempt usually comes too early; gRPC's own pause after it would be a whole second.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 50 },
  };
  const ask = async (): Promise<void> => {
    const connection = await Connection.connect(options);
    try {
      const { status } = await connection.healthService.check({ service: HEALTH_SERVICE });
      if (status !== HEALTH_SERVING)
        throw new Error(`Temporal on ${address} answers health status ${status}.`);
    } finally {
      await connection.close();
    }
  };
  await pRetry(ask, {
    retries: 1_000,
    minTimeout: 50,
    factor: 1,
    maxRetryTime: START_LIMIT_MS,
    signal: ended,
  });
}

function stopper(child: ChildProcess, dbFile: string): () => Promise<void> {
  let done: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await endChild(child);
    await rm(pidFile(dbFile), { force: true });
  };
  return () => (done ??= work());
}

async function endChild(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(impatience);
}

/** Stops the server that a killed process left running on `dbFile`, if there is one. */
export async function stopAbandonedTemporal(dbFile: string, log: (line: string) => void): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile(dbFile), 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || !(await isProcessOf(pid, dbFile))) return;
  log(`Stopping Temporal (process ${pid}) left over from an earlier run.`);
  process.kill(pid, 'SIGTERM');
  if (await waitUntilGone(pid, STOP_LIMIT_MS)) return;
  process.kill(pid, 'SIGKILL');
  await waitUntilGone(pid, STOP_LIMIT_MS);
}

const pidFile = (dbFile: string): string => `${dbFile}.pid`;
const logFile = (dbFile: string): string => `${dbFile}.log`;

async function logTail(dbFile: string): Promise<string> {
  const text = await readFile(logFile(dbFile), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-8).join('\n');
}
