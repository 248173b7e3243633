import {
  CreateDomainDocument,
  CreateEnrolmentTokenDocument,
  SyncNowDocument,
  SyncProgressDocument,
} from '../src/generated/operations.js';
import type { ApiClient } from '../src/sandbox/api-client.js';
import { step } from '../src/sandbox/demo/console.js';
import { expectDone } from '../src/sandbox/demo/demo-client.js';
import { demoSettings } from '../src/sandbox/demo/settings.js';
import type { SandboxDirectory } from '../src/sandbox/sandbox-directory.js';
import { startBenchDirectory } from './rotation/bench-directory.js';
import { benchContents } from './rotation/bench-people.js';
import { measureFloor } from './rotation/floor.js';
import { giveKeys } from './rotation/managed-accounts.js';
import { readRotationBenchOptions } from './rotation/options.js';
import { rotationReportOf, showRotationReport } from './rotation/report.js';
import { watchRotation } from './rotation/watch-rotation.js';
import { BenchWorkstation } from './stand/bench-workstation.js';
import { startEmptyInstallation, type EmptyInstallation } from './stand/empty-installation.js';
import type { MemoryKey } from './stand/memory-key.js';
import { peakMegabytes } from './stand/peak-memory.js';
import { readPlaces } from './stand/places.js';
import { processorMilliseconds } from './stand/processor-time.js';
import { runBench, type BenchRun } from './stand/run-bench.js';
import { chooseKind } from './sync/bench-directories.js';

const HOUR = 3_600_000;
/** The most that a workstation may say are connected. */
const KEYS_EACH = 20;
const WRITES_PER_MINUTE = 6_000;
/** More would only take longer. */
const MOST_FLOOR = 400;

type Directory = Omit<SandboxDirectory, 'stop'>;

/** A domain whose people were read. */
async function addDomain(client: ApiClient, directory: Directory): Promise<string> {
  const { createDomain } = await client.request(CreateDomainDocument, {
    input: {
      dnsName: directory.dnsName,
      controllers: [directory.url],
      bindAccount: directory.reader.name,
      bindSecret: directory.reader.password,
      caCertificates: [directory.caCertificate],
      writeBudgetPerMinute: WRITES_PER_MINUTE,
    },
  });
  const domainId = expectDone(createDomain).domain?.id ?? '';
  const { syncNow } = await client.request(SyncNowDocument, { input: { domainIds: [domainId] } });
  const batchId = expectDone(syncNow).batch?.id ?? '';
  // The stream of a batch ends with it.
  for await (const _ of client.subscribe(SyncProgressDocument, { batchId }));
  return domainId;
}

async function connectKeys(
  { server: { url }, client }: EmptyInstallation,
  keys: readonly MemoryKey[],
  { stops }: BenchRun,
): Promise<void> {
  const expiresAt = new Date(Date.now() + HOUR).toISOString();
  const input = { name: 'benchmark', expiresAt, mostUses: Math.ceil(keys.length / KEYS_EACH) };
  const { createEnrolmentToken } = await client.request(CreateEnrolmentTokenDocument, { input });
  const enrolmentToken = expectDone(createEnrolmentToken).token ?? '';
  for (let at = 0; at < keys.length; at += KEYS_EACH) {
    const workstation = await BenchWorkstation.connect({ url, administrator: client, enrolmentToken });
    stops.push('a workstation', () => workstation.close());
    await workstation.insertAll(keys.slice(at, at + KEYS_EACH));
  }
}

async function processorTimes({ pids }: EmptyInstallation) {
  const { user, system } = process.cpuUsage();
  return {
    server: (await processorMilliseconds(pids.server)) ?? 0,
    worker: (await processorMilliseconds(pids.worker)) ?? 0,
    keys: (user + system) / 1_000,
  };
}

async function measure(run: BenchRun): Promise<string | undefined> {
  const options = readRotationBenchOptions(process.argv.slice(2));
  const places = readPlaces(process.env);
  const kind = await chooseKind(options.directories);
  const directory = await step('Directory', () =>
    startBenchDirectory(kind, benchContents(options.accounts), places, run),
  );
  const stand = await startEmptyInstallation(places, run, options.profile);
  const domainId = await step('People', () => addDomain(stand.client, directory));
  const { masterKeyFile } = await demoSettings(places.stateDir);
  const keys = await giveKeys(stand.databaseUrl, masterKeyFile);
  await step(`${keys.length} keys`, () => connectKeys(stand, keys, run));
  const floorAccounts = Math.min(options.accounts, MOST_FLOOR);
  const floor = await step('Bare resets and binds', () =>
    measureFloor({ ...directory, stop: async () => undefined }, floorAccounts, run.signal),
  );
  const before = await processorTimes(stand);
  const quarters = await step('Rotation', () =>
    watchRotation({ ...stand, domainId, accounts: keys.length, workerPid: stand.pids.worker }),
  );
  const after = await processorTimes(stand);
  const report = rotationReportOf({
    directory: kind,
    floor,
    quarters,
    workerMegabytes: await peakMegabytes(stand.pids.worker),
    processor: {
      server: after.server - before.server,
      worker: after.worker - before.worker,
      keys: after.keys - before.keys,
    },
  });
  showRotationReport(report);
  return options.json ? JSON.stringify(report) : undefined;
}

runBench(measure);
