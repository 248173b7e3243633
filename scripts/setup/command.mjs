import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const KEPT_LINES = 30;
const KILL_AFTER_MS = 3_000;
const running = new Set();

/** A program that ended badly, with the end of what it printed. */
export class CommandFailure extends Error {
  constructor(commandLine, outcome, tail) {
    super(`${commandLine} ${outcome}${tail === '' ? '.' : `:\n${tail}`}`);
    this.name = 'CommandFailure';
  }
}

/**
 * Runs a program to its end and answers what it printed to standard output (its last 30 lines). It reads nothing.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, limitMs?: number }} [options]
 * @throws CommandFailure when it cannot be started, ends with another exit code than 0, or takes longer than `limitMs`.
 */
export async function command(file, args, { cwd, env, onLine, limitMs } = {}) {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const limit = limitMs === undefined ? undefined : setTimeout(() => signalGroup(child, 'SIGTERM'), limitMs);
  const all = [];
  const printed = [];
  running.add(child);
  collect(child.stdout, [all, printed], onLine);
  collect(child.stderr, [all], onLine);
  try {
    const outcome = await new Promise((resolve) => {
      child.once('error', (error) => resolve(`could not be started (${error.code ?? error.message})`));
      child.once('close', (code, signal) => resolve(describeEnd(code, signal, limitMs)));
    });
    if (outcome !== undefined) throw new CommandFailure([file, ...args].join(' '), outcome, all.join('\n'));
    return printed.join('\n');
  } finally {
    clearTimeout(limit);
    running.delete(child);
  }
}

/**
 * From here on an interruption ends the programs this process started, says that nothing is lost, and ends it once
 * they are gone: the next run must not meet them. A second interruption does not wait.
 * Answers a function that takes this back, for whoever wants to handle signals from then on.
 */
export function endOnInterrupt(out = process.stderr) {
  let interrupted = false;
  const onSignal = async (signal) => {
    if (interrupted) process.exit(130);
    interrupted = true;
    out.write(`\nInterrupted (${signal}). What is finished is kept: the same command goes on from here.\n`);
    await Promise.all([...running].map(end));
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
}

/** A program of a group of its own, with all that it started itself. */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), KILL_AFTER_MS);
  signalGroup(child, 'SIGTERM');
  await gone;
  clearTimeout(impatience);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

function describeEnd(code, signal, limitMs) {
  if (code === 0) return undefined;
  if (code !== null) return `ended with exit code ${code}`;
  return `was ended by ${signal}${limitMs === undefined ? '' : ` (it may take ${limitMs / 1000} seconds)`}`;
}

function collect(stream, stores, onLine) {
  createInterface({ input: stream }).on('line', (line) => {
    for (const store of stores) {
      store.push(line);
      if (store.length > KEPT_LINES) store.shift();
    }
    onLine?.(line);
  });
}
