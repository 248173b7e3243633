import { join } from 'node:path';
import { CreateDomainDocument } from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone, signedInClient } from '../../src/sandbox/demo/demo-client.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import type { BenchServices } from '../stand/bench-services.js';
import { profiling, startServer, startWorker } from '../stand/latchkey-processes.js';
import type { BenchPlaces } from '../stand/places.js';
import { peakMegabytes } from '../stand/peak-memory.js';

/** A Latchkey that has never synchronised anything: an empty database, a server and a worker of its own. */
export interface BenchInstallation {
  readonly url: string;
  readonly client: ApiClient;
  /** Of the database. */
  readonly databaseUrl: string;
  /** The most memory each process has held until now, in megabytes. */
  peakMemory(): Promise<PeakMemory>;
  /** Ends both processes and drops the database. */
  end(): Promise<void>;
}

export interface PeakMemory {
  readonly serverMegabytes: number | null;
  readonly workerMegabytes: number | null;
}

export interface InstallationRequest {
  /** Tells installations of one benchmark apart: names the database and the task queue. */
  readonly name: string;
  readonly places: BenchPlaces;
  readonly services: BenchServices;
  readonly directories: readonly SandboxDirectory[];
  /** Where CPU profiles go. */
  readonly profile: string | undefined;
  readonly onDeath: (error: Error) => void;
}

/** Starts one and adds the directories as its domains. */
export async function startBenchInstallation(request: InstallationRequest): Promise<BenchInstallation> {
  const { name, places, services, profile } = request;
  const stops = new StopStack();
  try {
    stops.push('the database', () => services.dropDatabase(name));
    const databaseUrl = await services.createDatabase(name);
    const house = {
      name,
      places,
      databaseUrl,
      temporalAddress: services.temporalAddress,
      environment: profile === undefined ? {} : profiling(join(profile, name)),
      stops,
      onDeath: request.onDeath,
    };
    const server = await startServer(house);
    const worker = await startWorker(house);
    const client = await signedInClient(server.url, server.administrator);
    stops.push('the client', () => client.close());
    await addDomains(client, request.directories);
    return {
      url: server.url,
      client,
      databaseUrl,
      peakMemory: async () => ({
        serverMegabytes: await peakMegabytes(server.pid),
        workerMegabytes: await peakMegabytes(worker.pid),
      }),
      end: () => stops.stopAll(),
    };
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

const HIGHEST_PRIORITY = 200;

async function addDomains(client: ApiClient, directories: readonly SandboxDirectory[]): Promise<void> {
  for (const [index, directory] of directories.entries()) {
    const input = {
      dnsName: directory.dnsName,
      controllers: [directory.url],
      bindAccount: directory.reader.name,
      bindSecret: directory.reader.password,
      caCertificates: [directory.caCertificate],
      priority: HIGHEST_PRIORITY - index,
    };
    const { createDomain } = await client.request(CreateDomainDocument, { input });
    expectDone(createDomain);
  }
}
