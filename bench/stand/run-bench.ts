import { say } from '../../src/sandbox/demo/console.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';

/** What a benchmark is given to run in. */
export interface BenchRun {
  /** Whatever is started is registered here. */
  readonly stops: StopStack;
  /** Fires when somebody interrupts, or when a part of the stand dies. */
  readonly signal: AbortSignal;
  /** Told when a part of the stand dies. */
  readonly onDeath: (error: Error) => void;
}

/**
 * Runs a benchmark and ends the process: 0 when it measured, 1 when it could not, 130 when it was interrupted.
 * Whatever it started is stopped first, and the line it answers is printed last.
 */
export function runBench(measure: (run: BenchRun) => Promise<string | undefined>): void {
  carryOut(measure).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
}

async function carryOut(measure: (run: BenchRun) => Promise<string | undefined>): Promise<number> {
  const stops = new StopStack();
  const end = new AbortController();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  const giveUp = (error: Error): void => {
    end.abort(error);
    ended.reject(error);
  };
  const interrupted = new Error('interrupted');
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => giveUp(interrupted));
  let lastLine: string | undefined;
  try {
    lastLine = await Promise.race([measure({ stops, signal: end.signal, onDeath: giveUp }), ended.promise]);
    return 0;
  } catch (error) {
    if (error === interrupted) return 130;
    throw error;
  } finally {
    say('Stopping …');
    await stops.stopAll();
    if (lastLine !== undefined) process.stdout.write(`${lastLine}\n`);
  }
}
