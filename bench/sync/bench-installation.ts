import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDomainDocument } from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone, signedInClient } from '../../src/sandbox/demo/demo-client.js';
import { demoSettings } from '../../src/sandbox/demo/settings.js';
import { startLatchkey } from '../../src/sandbox/demo/start-stack.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import type { BenchServices } from '../stand/bench-services.js';
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
  const { name, places, services } = request;
  const stops = new StopStack();
  try {
    stops.push('the database', () => services.dropDatabase(name));
    const databaseUrl = await services.createDatabase(name);
    const logDir = join(places.stateDir, 'logs', name);
    await rm(logDir, { recursive: true, force: true });
    await mkdir(logDir, { recursive: true });
    const settings = await demoSettings(places.stateDir);
    const { temporalAddress } = services;
    const running = await startLatchkey(
      { databaseUrl, temporalAddress, settings, port: await freePort() },
      { logDir, stops, onDeath: request.onDeath, environment: environmentOf(request) },
    );
    const client = await signedInClient(running.url, settings.administrator);
    stops.push('the client', () => client.close());
    await addDomains(client, request.directories);
    return {
      url: running.url,
      client,
      databaseUrl,
      peakMemory: async () => ({
        serverMegabytes: await peakMegabytes(running.server.pid),
        workerMegabytes: await peakMegabytes(running.worker.pid),
      }),
      end: () => stops.stopAll(),
    };
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

function environmentOf({ name, profile }: InstallationRequest): NodeJS.ProcessEnv {
  const profiling =
    profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${join(profile, name)}` };
  return { LATCHKEY_TASK_QUEUE: name, ...profiling };
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
