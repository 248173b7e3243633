import { setInterval as ticks } from 'node:timers/promises';
import { processFacts, runningProcesses } from '../samba/process-group.js';
import { hasErrorCode } from './system-error.js';

const POLL_MS = 20;
const LIMIT_MS = 10_000;

/**
 * Ends a process and its children at once with SIGKILL, and waits until none is left. The parent goes first, so that it
 * cannot put things in order. On Linux only, where `/proc` names the children.
 * @throws Error when one of them is still there after ten seconds.
 */
export async function killFamily(parent: number): Promise<void> {
  const children = (await runningProcesses()).filter((facts) => facts.parent === parent);
  const family = [parent, ...children.map(({ pid }) => pid)];
  for (const pid of family) kill(pid);
  const deadline = Date.now() + LIMIT_MS;
  // Not our children, so their end is no event the runtime could tell us about: this looks.
  for await (const _ of ticks(POLL_MS)) {
    const facts = await Promise.all(family.map(processFacts));
    const left = facts.filter((found) => found !== undefined && !found.isZombie);
    if (left.length === 0) return;
    if (Date.now() > deadline)
      throw new Error(`Still there after SIGKILL: ${left.map((one) => one?.pid).join(', ')}`);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasErrorCode(error, 'ESRCH')) throw error;
  }
}
