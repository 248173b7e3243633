import { mkdir, writeFile } from 'node:fs/promises';

/** With LATCHKEY_RECORD_HISTORIES set, a run's history is kept for the replay test (`npm run fix:histories`). */
export async function recordHistory(name: string, history: string): Promise<void> {
  if (process.env['LATCHKEY_RECORD_HISTORIES'] === undefined) return;
  const folder = new URL('../../../workflows/histories/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${name}.json`, folder), history);
}
