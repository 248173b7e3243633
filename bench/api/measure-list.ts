import { median } from '../stand/figures.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import { say } from '../../src/sandbox/demo/console.js';
import { PAGE } from './list-queries.js';
import { measureLoad, type Throughput } from './load.js';
import type { ApiBenchOptions } from './options.js';

/** A server that is asked, with the headers it wants. */
export interface Asked {
  readonly pid: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The two that are compared; without a peer there is only ours. */
export interface Sides {
  readonly ours: Asked;
  readonly peer: Asked | undefined;
  readonly signal: AbortSignal;
}

/** The bodies of requests that mean the same to both, asked in turn. */
export interface ListQuestions {
  readonly ours: readonly string[];
  readonly peers: readonly string[];
}

export interface ListFigures {
  readonly ours: Throughput;
  /** Null without a peer beside it. */
  readonly peers: Throughput | null;
  /** Ours / the peer's requests a second. */
  readonly ratio: number | null;
}

/** Asks the same, ours and the peer's in turn, `runs` times each; the median counts. */
export async function measureList(
  options: ApiBenchOptions,
  name: string,
  questions: ListQuestions,
  { ours, peer, signal }: Sides,
): Promise<ListFigures> {
  const measure = async (
    who: string,
    { pid, url, headers }: Asked,
    bodies: readonly string[],
    seconds: number,
  ) => {
    const { connections } = options;
    const found = await measureLoad({ url, headers, bodies, connections, seconds }, pid, signal);
    say(
      `  ${name}, ${who}: ${found.requestsPerSecond} requests/s, p99 ${found.p99Milliseconds} ms, ${found.processorMilliseconds ?? '?'} ms of processor time each`,
    );
    return found;
  };
  const warmUp = Math.min(options.seconds, 3);
  const first = await measure('Latchkey, to warm up', ours, questions.ours, warmUp);
  if (peer) {
    const other = await measure('PostGraphile, to warm up', peer, questions.peers, warmUp);
    if (questions.ours.length === 1) expectSame(first, other);
  }
  const [mine, theirs]: [Throughput[], Throughput[]] = [[], []];
  for (let run = 1; run <= options.runs; run++) {
    mine.push(await measure('Latchkey', ours, questions.ours, options.seconds));
    if (peer) theirs.push(await measure('PostGraphile', peer, questions.peers, options.seconds));
  }
  const [middle, other] = [middleOf(mine), peer ? middleOf(theirs) : null];
  return { ours: middle, peers: other, ratio: other && middle.requestsPerSecond / other.requestsPerSecond };
}

function middleOf(runs: readonly Throughput[]): Throughput {
  const middle = median(runs.map(({ requestsPerSecond }) => requestsPerSecond));
  const distance = (run: Throughput): number => Math.abs(run.requestsPerSecond - middle);
  return runs.toSorted((a, b) => distance(a) - distance(b))[0]!;
}

interface Listed {
  readonly data: {
    readonly employees: {
      readonly totalCount?: number;
      readonly edges: readonly { readonly node: { readonly displayName: string } }[];
    };
  };
}

/** Both must have done the same work, or the comparison says nothing. */
function expectSame(ours: Throughput, peers: Throughput): void {
  const [mine, theirs] = [ours, peers].map(({ answer }) => {
    const { employees } = (JSON.parse(answer) as Listed).data;
    return JSON.stringify([employees.totalCount, employees.edges.map(({ node }) => node.displayName)]);
  });
  if (mine !== theirs) throw new SandboxError('Latchkey and PostGraphile list different people.');
  const { edges } = (JSON.parse(ours.answer) as Listed).data.employees;
  if (edges.length !== PAGE) throw new SandboxError(`A page has ${edges.length} people instead of ${PAGE}.`);
}
