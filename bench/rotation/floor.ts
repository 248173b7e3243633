import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { runProgram } from '../stand/child-program.js';
import { floorDn } from './bench-people.js';

/** What the floor has to know of the domain. */
export interface FloorTarget {
  readonly url: string;
  readonly caCertificate: string;
  readonly account: string;
  readonly password: string;
  readonly dns: readonly string[];
}

/** How long the bare resets and binds took. */
export interface FloorWriting {
  readonly seconds: number;
  readonly accounts: number;
}

const WRITER = 'rotation/floor-writer.js';

/** Resets and verifies the passwords of people nobody else touches, in a process of its own. */
export async function measureFloor(
  { url, caCertificate, baseDn, reader }: SandboxDirectory,
  accounts: number,
  signal: AbortSignal,
): Promise<FloorWriting> {
  const target: FloorTarget = {
    url,
    caCertificate,
    account: reader.name,
    password: reader.password,
    dns: Array.from({ length: accounts }, (_, at) => floorDn(at, baseDn)),
  };
  return (await runProgram(WRITER, target, signal)) as FloorWriting;
}
