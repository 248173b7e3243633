import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SandboxError } from '../sandbox-error.js';

const TAIL_LINES = 12;
const LONGEST_LINE = 500;

/** One run of a program that ends by itself. */
export interface ProgramRun {
  readonly program: string;
  readonly arguments: readonly string[];
  /** What it reads from standard input; secrets go this way, never through the arguments. */
  readonly input?: string;
  /** Called with each line of standard output. */
  readonly onLine?: (line: string) => void;
  /** Ends the program when it takes longer, in milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Its whole environment. When left out: the system's own folders, and nothing of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

const PLAIN_ENVIRONMENT = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  PYTHONDONTWRITEBYTECODE: '1',
};

/**
 * Runs a program to its end.
 * @throws SandboxError with the end of its output on standard error when it fails or takes too long; the reason of
 * `signal` when that is aborted.
 */
export async function runProgram(run: ProgramRun): Promise<void> {
  run.signal?.throwIfAborted();
  const limit = AbortSignal.timeout(run.limitMs);
  const child = spawn(run.program, run.arguments, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: run.env ?? PLAIN_ENVIRONMENT,
    signal: run.signal === undefined ? limit : AbortSignal.any([limit, run.signal]),
    killSignal: 'SIGKILL',
  });
  const tail: string[] = [];
  createInterface(child.stdout).on('line', (line) => run.onLine?.(line));
  createInterface(child.stderr).on('line', (line) => remember(tail, line));
  // A program that ends without reading everything answers with EPIPE; its exit code says what is wrong.
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input ?? '');
  try {
    const [code, signal]: unknown[] = await once(child, 'close');
    if (code !== 0) throw new Error(`It ended with exit code ${String(code)}, signal ${String(signal)}.`);
  } catch (cause) {
    run.signal?.throwIfAborted();
    const why = limit.aborted ? ` within ${run.limitMs / 1000} s` : '';
    throw new SandboxError(
      `${run.program} did not succeed${why}. The end of its output:\n${tail.join('\n')}`,
      { cause },
    );
  }
}

function remember(tail: string[], line: string): void {
  tail.push(line.slice(0, LONGEST_LINE));
  if (tail.length > TAIL_LINES) tail.shift();
}
