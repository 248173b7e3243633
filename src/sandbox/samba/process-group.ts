import { readFile, readdir, readlink } from 'node:fs/promises';
import { setInterval as ticks } from 'node:timers/promises';
import { SandboxError } from '../sandbox-error.js';
import { hasErrorCode } from '../processes/system-error.js';

const POLL_MS = 20;
const POLITE_MS = 10_000;
const FORCED_MS = 10_000;

/** What the kernel tells about a process (Linux, proc(5)). */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Dead, only not yet collected by its parent. */
  readonly isZombie: boolean;
}

/** The facts about process `pid`, or undefined when there is none. */
export async function processFacts(pid: number): Promise<ProcessFacts | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name in parentheses, which may hold blanks and parentheses itself.
  const [state, parent, group] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  if (state === undefined) return undefined;
  return { pid, parent: Number(parent), group: Number(group), isZombie: state === 'Z' };
}

/** Every process of this machine that has not ended. */
export async function runningProcesses(): Promise<ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const all = await Promise.all(pids.map(processFacts));
  return all.filter((facts) => facts !== undefined).filter((facts) => !facts.isZombie);
}

/** Where the program of a process lies, and the folder it works in; undefined where that can't be read. */
export async function processPlaces(pid: number): Promise<{ program?: string; folder?: string }> {
  const [program, folder] = await Promise.all(
    ['exe', 'cwd'].map((name) => readlink(`/proc/${pid}/${name}`).catch(() => undefined)),
  );
  return { ...(program === undefined ? {} : { program }), ...(folder === undefined ? {} : { folder }) };
}

/**
 * Ends every process of a group: asks, and after ten seconds insists. Returns when none is left.
 * @throws SandboxError when some are left even so.
 */
export async function endGroup(group: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  if (await groupEnds(group, POLITE_MS)) return;
  signalGroup(group, 'SIGKILL');
  if (await groupEnds(group, FORCED_MS)) return;
  throw new SandboxError(
    `Processes of group ${group} are still there after SIGKILL. End them by hand: kill -9 -${group}`,
  );
}

/** Ends every process of a group at once with SIGKILL, as a crash does. */
export function killGroup(group: number): void {
  signalGroup(group, 'SIGKILL');
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (!hasErrorCode(error, 'ESRCH')) throw error;
  }
}

/** The members are not our children, so their end is not an event the runtime could tell us about: this looks. */
async function groupEnds(group: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  if (!(await hasLivingMember(group))) return true;
  for await (const _ of ticks(POLL_MS)) {
    if (!(await hasLivingMember(group))) return true;
    if (Date.now() > deadline) return false;
  }
  return false;
}

/** Asking for the group with signal 0 would count the dead whom nobody has collected, as in a container without init. */
async function hasLivingMember(group: number): Promise<boolean> {
  return (await runningProcesses()).some((facts) => facts.group === group);
}
