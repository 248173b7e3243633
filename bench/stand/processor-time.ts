import { readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second for programs (`USER_HZ`), whatever the kernel's own clock. */
const MILLISECONDS_PER_TICK = 10;
/** Fields of `/proc/<pid>/stat` behind the name of the program: utime is the twelfth, stime the thirteenth. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;
/** What children took that have ended and were waited for: cutime and cstime. */
const TIMES_OF_CHILDREN = [13, 14];

/**
 * Milliseconds of processor time a process has taken so far, by itself and in the kernel. Null where the system does
 * not tell. Unlike seconds on the clock it hardly depends on what else the machine is doing.
 */
export async function processorMilliseconds(pid: number, withChildren = false): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const counted = [USER_TIME, SYSTEM_TIME, ...(withChildren ? TIMES_OF_CHILDREN : [])];
  const ticks = counted.reduce((sum, at) => sum + Number(fields[at]), 0);
  return Number.isFinite(ticks) ? ticks * MILLISECONDS_PER_TICK : null;
}
