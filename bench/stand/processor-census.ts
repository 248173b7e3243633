import { readdir, readFile } from 'node:fs/promises';
import { processorMilliseconds } from './processor-time.js';
import { rounded } from './figures.js';

/** What a benchmark stands on, told apart by how its processes were started. */
const PARTS = [
  // First: its command line may name what it measures.
  ['benchmark', /\/bench\/[\w/-]+\.js/u],
  ['worker', /\/worker\.js/u],
  ['server', /\/server\.js/u],
  ['postgres', /postgres/u],
  ['temporal', /temporal/u],
  ['samba', /samba/u],
] as const;

export type Part = (typeof PARTS)[number][0];
/** Seconds of processor time, children that have ended included. */
export type ProcessorSeconds = Readonly<Partial<Record<Part, number>>>;

/**
 * Seconds of processor time each part took while `work` went on. Counts every process of this machine that looks like
 * one of ours: whoever measures has the machine to themselves.
 */
export async function withCensus<T>(
  work: () => Promise<T>,
): Promise<T & { readonly processor: ProcessorSeconds }> {
  const before = await census();
  const result = await work();
  const after = await census();
  const spent: [Part, number][] = PARTS.map(([part]) => [part, (after[part] ?? 0) - (before[part] ?? 0)]);
  return {
    ...result,
    processor: Object.fromEntries(
      spent
        .filter(([, milliseconds]) => milliseconds > 0)
        .map(([part, ms]) => [part, rounded(ms / 1_000, 2)]),
    ),
  };
}

async function census(): Promise<Partial<Record<Part, number>>> {
  const totals: Partial<Record<Part, number>> = {};
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name)).map(Number);
  for (const pid of pids) {
    const part = await partOf(pid);
    if (part !== undefined)
      totals[part] = (totals[part] ?? 0) + ((await processorMilliseconds(pid, true)) ?? 0);
  }
  return totals;
}

async function partOf(pid: number): Promise<Part | undefined> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return PARTS.find(([, pattern]) => pattern.test(command))?.[0];
}
