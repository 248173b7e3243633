import { readFile } from 'node:fs/promises';

const BYTES_PER_KILOBYTE = 1_024;
const BYTES_PER_MEGABYTE = 1_000_000;

/** The most memory a process has ever held in RAM (VmHWM), in megabytes. Null where the system does not tell. */
export function peakMegabytes(pid: number): Promise<number | null> {
  return megabytes(pid, /^VmHWM:\s+(\d+) kB$/m);
}

/** What it holds there now (VmRSS). */
export function residentMegabytes(pid: number): Promise<number | null> {
  return megabytes(pid, /^VmRSS:\s+(\d+) kB$/m);
}

async function megabytes(pid: number, line: RegExp): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = line.exec(status)?.[1];
  if (kilobytes === undefined) return null;
  return Math.round((Number(kilobytes) * BYTES_PER_KILOBYTE) / BYTES_PER_MEGABYTE);
}
