import { readFile } from 'node:fs/promises';

const BYTES_PER_KILOBYTE = 1_024;
const BYTES_PER_MEGABYTE = 1_000_000;

/** The most memory a process has ever held in RAM (VmHWM), in megabytes. Null where the system does not tell. */
export async function peakMegabytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) return null;
  return Math.round((Number(kilobytes) * BYTES_PER_KILOBYTE) / BYTES_PER_MEGABYTE);
}
