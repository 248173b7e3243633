import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setInterval as ticks } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POLL_MS = 50;

/**
 * Whether process `pid` is alive and has `marker` (a path only we use) in its command line. Process numbers are
 * given out again, so a number from a file written before a crash or a restart proves nothing by itself.
 */
export async function isProcessOf(pid: number, marker: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  return (await commandLine(pid)).includes(marker);
}

/** Whether a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Waits until process `pid` is gone; answers false when it is still there after `limitMs` milliseconds.
 * The process is not our child, so its end is not an event the runtime could tell us about: this looks.
 */
export async function waitUntilGone(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  if (!isAlive(pid)) return true;
  for await (const _ of ticks(POLL_MS)) {
    if (!isAlive(pid)) return true;
    if (Date.now() > deadline) return false;
  }
  return false;
}

async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
      ({ stdout }) => stdout,
      () => '',
    );
  }
}
