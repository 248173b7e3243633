import { join } from 'node:path';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { signedInClient } from '../../src/sandbox/demo/demo-client.js';
import { startBenchServices } from './bench-services.js';
import { profiling, startServer, startWorker, type RunningServer } from './latchkey-processes.js';
import type { BenchPlaces } from './places.js';
import type { BenchRun } from './run-bench.js';

/** Server and worker over a database in which nothing is but their administrator. */
export interface EmptyInstallation {
  readonly server: RunningServer;
  readonly databaseUrl: string;
  /** Signed in as the administrator. */
  readonly client: ApiClient;
  readonly pids: { readonly server: number; readonly worker: number };
}

/** @param profile the folder that profiles are written to; none are when left out */
export async function startEmptyInstallation(
  places: BenchPlaces,
  run: BenchRun,
  profile: string | undefined,
): Promise<EmptyInstallation> {
  const services = await startBenchServices(places, run);
  const name = `latchkey_bench_${process.pid}`;
  run.stops.push('the database', () => services.dropDatabase(name));
  const databaseUrl = await services.createDatabase(name);
  const house = {
    name,
    places,
    databaseUrl,
    temporalAddress: services.temporalAddress,
    environment: {
      // All workstations are on this machine, which is more than one address may have by default.
      LATCHKEY_SOCKETS_PER_ADDRESS: '2000',
      ...(profile !== undefined && profiling(join(profile, name))),
    },
    ...run,
  };
  const server = await startServer(house);
  const worker = await startWorker(house);
  const client = await signedInClient(server.url, server.administrator);
  run.stops.push('the client', () => client.close());
  return { server, databaseUrl, client, pids: { server: server.pid, worker: worker.pid } };
}
