import { runProgram } from '../stand/child-program.js';
import { percentile, rounded } from '../stand/figures.js';
import { processorMilliseconds } from '../stand/processor-time.js';

/** What the load client is told. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is asked, in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly seconds: number;
  /** How long each request took. */
  readonly milliseconds: readonly number[];
  /** The last body. */
  readonly answer: string;
}

export interface Throughput {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Processor time of the serving process alone: its database works beside it. Null where it cannot be told. */
  readonly processorMilliseconds: number | null;
  readonly answer: string;
}

const CLIENT = 'api/load-client.js';

/** Asks the server of process `pid` the same question over and over and measures how often it answers. */
export async function measureLoad(load: Load, pid: number, signal: AbortSignal): Promise<Throughput> {
  const before = await processorMilliseconds(pid);
  const { seconds, milliseconds, answer } = (await runProgram(CLIENT, load, signal)) as LoadResult;
  const after = await processorMilliseconds(pid);
  return {
    requestsPerSecond: rounded(milliseconds.length / seconds, 1),
    p50Milliseconds: rounded(percentile(milliseconds, 0.5), 1),
    p99Milliseconds: rounded(percentile(milliseconds, 0.99), 1),
    processorMilliseconds:
      before === null || after === null ? null : rounded((after - before) / milliseconds.length),
    answer,
  };
}
