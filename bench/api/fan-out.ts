import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { print } from 'graphql';
import { globalId } from '../../src/api/relay/global-id.js';
import { withTransaction, type Pool } from '../../src/database.js';
import { noCounts } from '../../src/domain/sync/sync-counts.js';
import { openStreams } from '../../src/events/record-event.js';
import { SyncProgressDocument } from '../../src/generated/operations.js';
import { say } from '../../src/sandbox/demo/console.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import { recordProgress } from '../../src/services/sync/run-progress.js';
import { percentile, rounded } from '../stand/figures.js';

/** What the subscribers are told. */
export interface Watching {
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly runId: string;
  readonly subscribers: number;
}

/** When each event came, to each subscriber, by the machine's own clock: `process.hrtime`, the same in all processes. */
export interface Arrivals {
  readonly microseconds: Readonly<Record<string, readonly number[]>>;
}

export interface FanOutFigures {
  readonly subscribers: number;
  readonly events: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly slowestMilliseconds: number;
}

export interface FanOutRequest {
  readonly url: string;
  readonly token: string;
  readonly pool: Pool;
  readonly domainId: string;
  readonly subscribers: number;
  /** How long events are recorded. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** As often as a synchronisation has something to tell. */
const EVENTS_PER_SECOND = 5;
const CLIENT = fileURLToPath(new URL('subscriber-client.js', import.meta.url));

/** From the commit of an event of one run to its arrival at each of its subscribers. */
export async function measureFanOut(request: FanOutRequest): Promise<FanOutFigures> {
  const { url, token, pool, domainId, subscribers, seconds, signal } = request;
  const runId = await openRun(pool, domainId);
  const client = fork(CLIENT, { signal, stdio: 'inherit' });
  const died = failure(client);
  client.send({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    token,
    query: print(SyncProgressDocument),
    runId: globalId('SyncRun', runId),
    subscribers,
  } satisfies Watching);
  await Promise.race([once(client, 'message'), died]);
  say(`  ${subscribers} subscribers are there`);
  const committed = await recordEvents(pool, runId, seconds * EVENTS_PER_SECOND);
  const answer = once(client, 'message');
  await withTransaction(pool, async (sql) => {
    await sql.query(`update sync_run set phase = 'COMPLETED', finished_at = now() where id = $1`, [runId]);
    await recordProgress(sql, runId);
  });
  const [arrivals] = (await Promise.race([answer, died])) as [Arrivals];
  return figuresOf(committed, arrivals, subscribers);
}

async function failure(client: ChildProcess): Promise<never> {
  const [code] = (await once(client, 'exit')) as [number | null];
  throw new SandboxError(`The subscribers ended too early (exit code ${code}).`);
}

/** A run that nobody carries out, with its first event. */
async function openRun(pool: Pool, domainId: string): Promise<string> {
  const runId = randomUUID();
  await withTransaction(pool, async (sql) => {
    await sql.query(
      `insert into sync_run (id, domain_id, phase, counts, warnings, started_at, phase_started_at, expected)
       values ($1, $2, 'READING', $3, '{}', now(), now(), 1000000)`,
      [runId, domainId, JSON.stringify(noCounts())],
    );
    await openStreams(sql, [runId]);
    await recordProgress(sql, runId);
  });
  return runId;
}

/** When the commit of each event was asked for, by sequence number. */
async function recordEvents(pool: Pool, runId: string, count: number): Promise<Map<number, number>> {
  const committed = new Map<number, number>();
  for (let sequence = 2; sequence <= count + 1; sequence++) {
    const next = pause(1_000 / EVENTS_PER_SECOND);
    await withTransaction(pool, async (sql) => {
      await sql.query(`update sync_run set read = read + 1000, last_person = $2 where id = $1`, [
        runId,
        `Person ${sequence}`,
      ]);
      await recordProgress(sql, runId);
      committed.set(sequence, Number(process.hrtime.bigint() / 1_000n));
    });
    await next;
  }
  return committed;
}

function figuresOf(
  committed: ReadonlyMap<number, number>,
  { microseconds }: Arrivals,
  subscribers: number,
): FanOutFigures {
  const latencies = [...committed].flatMap(([sequence, at]) => {
    const arrivals = microseconds[sequence] ?? [];
    if (arrivals.length !== subscribers) {
      throw new SandboxError(`Event ${sequence} came to ${arrivals.length} of ${subscribers} subscribers.`);
    }
    return arrivals.map((arrived) => (arrived - at) / 1_000);
  });
  return {
    subscribers,
    events: committed.size,
    p50Milliseconds: rounded(percentile(latencies, 0.5)),
    p99Milliseconds: rounded(percentile(latencies, 0.99)),
    slowestMilliseconds: rounded(percentile(latencies, 1)),
  };
}
