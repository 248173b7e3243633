import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import type { ProcessorSeconds } from '../stand/processor-census.js';
import { runProgram } from '../stand/child-program.js';

/** What the floor reader has to know of one domain. */
export interface FloorTarget {
  readonly url: string;
  readonly caCertificate: string;
  readonly account: string;
  readonly password: string;
}

/** How long the bare reading took, from the first request for a page to the last person. */
export interface FloorReading {
  readonly seconds: number;
  readonly people: number;
  /** By what it stood on, where that was counted. */
  readonly processor?: ProcessorSeconds;
}

const READER = 'sync/floor-reader.js';

/** Reads the people of the domains and throws them away, in a process of its own: less than this nobody can take. */
export async function measureFloor(
  directories: readonly SandboxDirectory[],
  signal: AbortSignal,
): Promise<FloorReading> {
  const targets: FloorTarget[] = directories.map(({ url, caCertificate, reader }) => ({
    url,
    caCertificate,
    account: reader.name,
    password: reader.password,
  }));
  return (await runProgram(READER, targets, signal)) as FloorReading;
}
