import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SandboxDirectory,
} from '../../src/sandbox/sandbox-directory.js';
import type { BenchRun } from '../stand/run-bench.js';
import type { Span } from '../stand/spans.js';

const PROGRAM = fileURLToPath(new URL('directory-program.js', import.meta.url));
const DNS_NAME = 'north.example';

/** A directory in a process of its own, which notes when it worked. */
export interface TimedDirectory extends Omit<SandboxDirectory, 'stop'> {
  /** When it was busy, since it was last asked. */
  takeSpans(): Promise<readonly Span[]>;
}

/** So many people, each with a managed account: members of both groups. */
export function startTimedDirectory(people: number, run: BenchRun): Promise<TimedDirectory> {
  return startDirectoryProgram(contentsOf(people), run);
}

/** An embedded directory in a process of its own, whose reader may reset passwords. */
export async function startDirectoryProgram(
  contents: DirectoryContents,
  { stops, onDeath }: BenchRun,
): Promise<TimedDirectory> {
  const child = fork(PROGRAM, [], { execArgv: [], stdio: 'inherit' });
  child.send(contents);
  const died = (code: number | null): void => onDeath(new Error(`The directory ended (${code}).`));
  child.once('exit', died);
  stops.push('the directory', async () => {
    child.off('exit', died);
    child.disconnect();
    await once(child, 'exit');
  });
  const [served] = (await once(child, 'message')) as [Omit<SandboxDirectory, 'stop'>];
  return { ...served, takeSpans: () => ask(child) };
}

async function ask(child: ChildProcess): Promise<readonly Span[]> {
  child.send('spans');
  const [spans] = (await once(child, 'message')) as [readonly Span[]];
  return spans;
}

function contentsOf(people: number): DirectoryContents {
  return {
    dnsName: DNS_NAME,
    units: ['Bench'],
    groups: [SYNC_GROUP, PASSWORD_GROUP],
    people: Array.from({ length: people }, (_, at) => ({
      login: `bench${at}`,
      commonName: `Bench Person ${at}`,
      givenName: 'Bench',
      surname: `Person ${at}`,
      mail: `bench${at}@${DNS_NAME}`,
      enabled: true,
      groups: [SYNC_GROUP, PASSWORD_GROUP],
      unit: 'Bench',
    })),
  };
}
