import { say, step } from '../src/sandbox/demo/console.js';
import type { SandboxDirectory } from '../src/sandbox/sandbox-directory.js';
import { StopStack } from '../src/sandbox/processes/stop-stack.js';
import { startBenchServices, type BenchServices } from './stand/bench-services.js';
import { withCensus } from './stand/processor-census.js';
import { readPlaces, type BenchPlaces } from './stand/places.js';
import { runBench, type BenchRun } from './stand/run-bench.js';
import { benchContents, chooseKind, startBenchDirectories } from './sync/bench-directories.js';
import { startBenchInstallation } from './sync/bench-installation.js';
import { measureFloor, type FloorReading } from './sync/floor.js';
import { readSyncBenchOptions, type SyncBenchOptions } from './sync/options.js';
import { reportOf, showReport, type Round } from './sync/report.js';
import { syncAndWatch, type WatchedSync } from './sync/watched-sync.js';

interface Stand {
  readonly options: SyncBenchOptions;
  readonly places: BenchPlaces;
  readonly services: BenchServices;
  readonly directories: readonly SandboxDirectory[];
  readonly run: BenchRun;
}

/** A bare reading before each of ours, so that both see the machine in the same mood. */
async function measureRound(stand: Stand, round: number): Promise<Round> {
  const { options, places, services, directories, run } = stand;
  const installation = await startBenchInstallation({
    name: `latchkey_bench_${process.pid}_${round}`,
    places,
    services,
    directories,
    profile: options.profile,
    onDeath: run.onDeath,
  });
  try {
    const before = await floor(stand);
    const cold = await ours('first synchronisation', () => syncAndWatch(installation.client));
    const between = await floor(stand);
    const unchanged = await ours('nothing has changed', () => syncAndWatch(installation.client));
    return { floors: [before, between], cold, unchanged, memory: await installation.peakMemory() };
  } finally {
    await installation.end();
  }
}

async function floor({ directories, run }: Stand): Promise<FloorReading> {
  const reading = await withCensus(() => measureFloor(directories, run.signal));
  say(`  bare reading: ${reading.seconds.toFixed(2)} s for ${reading.people} people`);
  return reading;
}

async function ours(name: string, work: () => Promise<WatchedSync>): Promise<WatchedSync> {
  const watched = await withCensus(work);
  say(`  ${name}: ${watched.seconds.toFixed(2)} s, ${watched.events} events`);
  return watched;
}

/** How fast the embedded directory serves the same people: several times faster, or it would hide our own cost. */
async function embeddedFloor({ options, places, run }: Stand): Promise<FloorReading> {
  const stops = new StopStack();
  try {
    const directories = await startBenchDirectories('embedded', benchContents(options), places, {
      ...run,
      stops,
    });
    return await measureFloor(directories, run.signal);
  } finally {
    await stops.stopAll();
  }
}

runBench(async (run) => {
  const options = readSyncBenchOptions(process.argv.slice(2));
  const places = readPlaces(process.env);
  const kind = await chooseKind(options.directories);
  const directories = await step(`Directories (${kind})`, () =>
    startBenchDirectories(kind, benchContents(options), places, run),
  );
  const services = await startBenchServices(places, run);
  const stand: Stand = { options, places, services, directories, run };
  say('A first bare reading, so that none is the one that warms the directories up');
  await floor(stand);
  const rounds: Round[] = [];
  for (let round = 1; round <= options.runs; round++) {
    say(`Round ${round} of ${options.runs}`);
    rounds.push(await measureRound(stand, round));
  }
  const otherKind = kind === 'samba' ? await embeddedFloor(stand) : undefined;
  const report = reportOf({ options, directories: kind, rounds, otherKind });
  showReport(report);
  return options.json ? JSON.stringify(report) : undefined;
});
