import { CreateDomainDocument, CreateEnrolmentTokenDocument } from '../src/generated/operations.js';
import type { ApiClient } from '../src/sandbox/api-client.js';
import { say, step } from '../src/sandbox/demo/console.js';
import { expectDone, signedInClient } from '../src/sandbox/demo/demo-client.js';
import { BenchWorkstation } from './stand/bench-workstation.js';
import { measureOne, measureTogether, type MeasuredActivation } from './activation/measure.js';
import { readActivationBenchOptions, type ActivationBenchOptions } from './activation/options.js';
import { activationReportOf, showActivationReport } from './activation/report.js';
import { reserveKeys } from './activation/reserved-keys.js';
import { startTimedDirectory, type TimedDirectory } from './activation/timed-directory.js';
import { startEmptyInstallation } from './stand/empty-installation.js';
import { readPlaces } from './stand/places.js';
import { processorMilliseconds } from './stand/processor-time.js';
import { runBench, type BenchRun } from './stand/run-bench.js';

const HOUR = 3_600_000;
/** A connection has a limit of operations. */
const WATCHED_EACH = 20;

interface ActivationStand {
  readonly url: string;
  readonly client: ApiClient;
  /** Enough connections for all the changes that are watched at once. */
  readonly watchers: readonly ApiClient[];
  readonly directory: TimedDirectory;
  readonly domainId: string;
  readonly pids: { readonly server: number; readonly worker: number };
  readonly enrolmentToken: string;
}

/** Server and worker over an empty database, and a directory whose people all have managed accounts. */
async function startStand(options: ActivationBenchOptions, run: BenchRun): Promise<ActivationStand> {
  const { activations, atOnce, warmUp, profile } = options;
  const directory = await step('Directory', () => startTimedDirectory(activations + atOnce + warmUp, run));
  const { server, client, pids } = await startEmptyInstallation(readPlaces(process.env), run, profile);
  const watchers: ApiClient[] = [];
  while (watchers.length * WATCHED_EACH <= atOnce)
    watchers.push(await signedInClient(server.url, server.administrator));
  run.stops.push('the watchers', async () => void (await Promise.all(watchers.map((each) => each.close()))));
  return {
    url: server.url,
    client,
    watchers,
    directory,
    domainId: await addDomain(client, directory),
    pids,
    enrolmentToken: await newEnrolmentToken(client, 1 + atOnce),
  };
}

async function addDomain(client: ApiClient, directory: TimedDirectory): Promise<string> {
  const { createDomain } = await client.request(CreateDomainDocument, {
    input: {
      dnsName: directory.dnsName,
      controllers: [directory.url],
      bindAccount: directory.reader.name,
      bindSecret: directory.reader.password,
      caCertificates: [directory.caCertificate],
    },
  });
  return expectDone(createDomain).domain?.id ?? '';
}

async function newEnrolmentToken(client: ApiClient, mostUses: number): Promise<string> {
  const expiresAt = new Date(Date.now() + HOUR).toISOString();
  const input = { name: 'benchmark', expiresAt, mostUses };
  const { createEnrolmentToken } = await client.request(CreateEnrolmentTokenDocument, { input });
  return expectDone(createEnrolmentToken).token ?? '';
}

async function processorTimes({ pids }: ActivationStand) {
  return {
    server: await processorMilliseconds(pids.server),
    worker: await processorMilliseconds(pids.worker),
  };
}

async function measure(run: BenchRun): Promise<string | undefined> {
  const options = readActivationBenchOptions(process.argv.slice(2));
  const stand = await startStand(options, run);
  const { client, domainId } = stand;
  const reserved = await step('Keys and codes', () => reserveKeys(client, domainId));
  const connect = async (): Promise<BenchWorkstation> => {
    const workstation = await BenchWorkstation.connect({ ...stand, administrator: client });
    run.stops.push('a workstation', () => workstation.close());
    return workstation;
  };
  const workstation = await connect();
  const one = reserved.splice(0, options.warmUp);
  await step('Warming up', async () => {
    for (const each of one) await measureOne(stand, workstation, each);
  });
  say(`${options.activations} activations one after another`);
  const before = await processorTimes(stand);
  const measured: MeasuredActivation[] = [];
  for (const each of reserved.splice(0, options.activations))
    measured.push(await measureOne(stand, workstation, each));
  const after = await processorTimes(stand);
  const togetherSeconds = options.atOnce === 0 ? null : await together(connect);
  const report = activationReportOf({
    options,
    measured,
    processor: { server: between(before.server, after.server), worker: between(before.worker, after.worker) },
    togetherSeconds,
  });
  showActivationReport(report);
  return options.json ? JSON.stringify(report) : undefined;

  async function together(begin: () => Promise<BenchWorkstation>): Promise<number> {
    const workstations = await step(`${options.atOnce} workstations`, async () => {
      const all: BenchWorkstation[] = [];
      while (all.length < options.atOnce) all.push(await begin());
      return all;
    });
    return step(`${options.atOnce} activations at once`, () =>
      measureTogether(stand, workstations, reserved),
    );
  }
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

runBench(measure);
