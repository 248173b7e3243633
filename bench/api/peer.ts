import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild } from '../../src/sandbox/demo/child-process.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import type { BenchPlaces } from '../stand/places.js';
import type { BenchRun } from '../stand/run-bench.js';

/** Another GraphQL server over the same database. */
export interface RunningPeer {
  readonly pid: number;
  readonly url: string;
  /** As its package says. */
  readonly version: string;
}

/** Starts PostGraphile, which the starting script has installed in a folder of the cache. */
export async function startPeer(
  databaseUrl: string,
  places: BenchPlaces,
  { stops, onDeath }: BenchRun,
): Promise<RunningPeer> {
  const { LATCHKEY_BENCH_PEER: folder } = process.env;
  if (!folder)
    throw new SandboxError(
      'PostGraphile is not installed. Start this with `npm run bench:api`, or give --no-peer.',
    );
  const manifest = await readFile(join(folder, 'node_modules', 'postgraphile', 'package.json'), 'utf8');
  const url = `http://127.0.0.1:${await freePort()}/graphql`;
  const child = await startChild({
    name: 'PostGraphile',
    program: join(folder, 'serve.mjs'),
    environment: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: new URL(url).port,
    },
    logFile: join(places.stateDir, 'postgraphile.log'),
    isReady: () => answers(url),
    onDeath,
  });
  stops.push('PostGraphile', () => child.stop());
  return { pid: child.pid, url, version: (JSON.parse(manifest) as { version: string }).version };
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  if (!response.ok) throw new SandboxError(`PostGraphile says ${response.status}.`);
}
