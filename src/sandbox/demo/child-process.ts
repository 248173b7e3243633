import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import pRetry from 'p-retry';
import { killChild } from '../processes/kill-child.js';
import { isProcessOf, waitUntilGone } from '../processes/process-identity.js';
import { SandboxError } from '../sandbox-error.js';

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const TAIL_LINES = 15;

export interface ChildOptions {
  readonly name: string;
  /** The built program. */
  readonly program: string;
  /** Of Node. */
  readonly nodeFlags?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Everything it prints goes here; its process number and program go beside it. */
  readonly logFile: string;
  /** Rejects as long as the process is not ready. */
  readonly isReady: () => Promise<void>;
  /** Told when the process ends without having been stopped. */
  readonly onDeath: (error: SandboxError) => void;
}

export interface RunningChild {
  readonly pid: number;
  stop(): Promise<void>;
  /** Ends it at once with SIGKILL, as a crash does. Nobody is told of this death. */
  kill(): Promise<void>;
}

/**
 * Starts one of our own programs as a process of its own and waits until it is ready. It does not hear Ctrl-C in the
 * terminal: whoever started it stops it, in order. One left over from a crash, with the same log, is ended first.
 * @throws SandboxError with the end of its log when it dies or is not ready within a minute
 */
export async function startChild(options: ChildOptions): Promise<RunningChild> {
  await endAbandonedChild(options.logFile);
  const log = await open(options.logFile, 'w', 0o600);
  const child = spawn(process.execPath, [...(options.nodeFlags ?? []), options.program], {
    env: options.environment,
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  const exited = once(child, 'exit');
  await log.close();
  await writeFile(pidFile(options.logFile), `${child.pid}\n${options.program}`);
  const gone = new AbortController();
  let stopping = false;
  void exited.then(async ([code]) => {
    const error = new SandboxError(
      `The ${options.name} ended by itself (exit code ${String(code)}). Its log, ${options.logFile}, ends:\n${await tailOf(options.logFile)}`,
    );
    gone.abort(error);
    if (!stopping) options.onDeath(error);
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(force);
  };
  try {
    await untilReady(options, gone.signal);
  } catch (error) {
    await stop();
    throw error;
  }
  const kill = (): Promise<void> => {
    stopping = true;
    return killChild(child);
  };
  return { pid: child.pid!, stop, kill };
}

/** Ends the process that a killed one left running with this log, if there is one. */
export async function endAbandonedChild(logFile: string): Promise<void> {
  const [pid, program] = (await readFile(pidFile(logFile), 'utf8').catch(() => '')).split('\n');
  if (program !== undefined && (await isProcessOf(Number(pid), program))) {
    process.kill(Number(pid), 'SIGKILL');
    await waitUntilGone(Number(pid), STOP_LIMIT_MS);
  }
  await rm(pidFile(logFile), { force: true });
}

const pidFile = (logFile: string): string => `${logFile}.pid`;

async function untilReady({ name, isReady, logFile }: ChildOptions, gone: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(READY_LIMIT_MS)]);
  const ready = () =>
    isReady().catch((cause: unknown) => {
      throw new Error('not ready', { cause });
    });
  try {
    await pRetry(ready, { retries: Number.POSITIVE_INFINITY, factor: 1, minTimeout: 100, signal });
  } catch (cause) {
    if (gone.aborted) throw gone.reason;
    throw new SandboxError(
      `The ${name} was not ready within a minute. Its log, ${logFile}, ends:\n${await tailOf(logFile)}`,
      {
        cause,
      },
    );
  }
}

async function tailOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
