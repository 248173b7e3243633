import { availableParallelism, cpus } from 'node:os';
import { heading } from '../../src/sandbox/demo/console.js';
import { median, rounded } from '../stand/figures.js';
import type { Part, ProcessorSeconds } from '../stand/processor-census.js';
import type { PeakMemory } from './bench-installation.js';
import type { FloorReading } from './floor.js';
import type { SyncBenchOptions } from './options.js';
import type { WatchedSync } from './watched-sync.js';

/** One round: the bare readings, and what was measured between them. */
export interface Round {
  readonly floors: readonly FloorReading[];
  readonly cold: WatchedSync;
  readonly unchanged: WatchedSync;
  readonly memory: PeakMemory;
}

export interface SyncBenchReport {
  readonly benchmark: 'sync';
  readonly at: string;
  readonly directories: 'samba' | 'embedded';
  readonly domains: number;
  /** Put into the directories. */
  readonly people: number;
  /** Of the sync groups: how many a reading brings. */
  readonly read: number;
  readonly runs: number;
  readonly cores: number;
  readonly processor: string;
  readonly floorSeconds: number;
  readonly floorPeoplePerSecond: number;
  readonly coldSeconds: number;
  readonly coldPeoplePerSecond: number;
  readonly coldRatio: number;
  readonly unchangedSeconds: number;
  readonly unchangedPeoplePerSecond: number;
  readonly unchangedRatio: number;
  /** Of the round whose time is the median (the faster of two). */
  readonly cold: WatchedSync;
  readonly unchanged: WatchedSync;
  readonly workerPeakMegabytes: number | null;
  readonly serverPeakMegabytes: number | null;
  /** Seconds of processor time by part, each the median of the rounds. */
  readonly processorSeconds: Readonly<Record<'floor' | 'cold' | 'unchanged', ProcessorSeconds>>;
  /** People a second of a bare reading, by kind of directory with the same people. */
  readonly pageRates: Readonly<Partial<Record<'samba' | 'embedded', number>>>;
  /** Every measurement in its order, in seconds. */
  readonly measured: {
    readonly floor: readonly number[];
    readonly cold: readonly number[];
    readonly unchanged: readonly number[];
  };
}

export interface Measured {
  readonly options: SyncBenchOptions;
  readonly directories: 'samba' | 'embedded';
  readonly rounds: readonly Round[];
  readonly otherKind: FloorReading | undefined;
}

/** Medians of the rounds, and ratios of the medians. */
export function reportOf({ options, directories, rounds, otherKind }: Measured): SyncBenchReport {
  const floors = rounds.flatMap((round) => round.floors);
  const read = floors[0]!.people;
  const floor = median(floors.map(({ seconds }) => seconds));
  const cold = median(rounds.map((round) => round.cold.seconds));
  const unchanged = median(rounds.map((round) => round.unchanged.seconds));
  const rate = (seconds: number, people = read): number => Math.round(people / seconds);
  const other = directories === 'samba' ? 'embedded' : 'samba';
  return {
    benchmark: 'sync',
    at: new Date().toISOString(),
    directories,
    domains: options.domains,
    people: options.people,
    read,
    runs: rounds.length,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    floorSeconds: rounded(floor, 3),
    floorPeoplePerSecond: rate(floor),
    coldSeconds: rounded(cold, 3),
    coldPeoplePerSecond: rate(cold),
    coldRatio: rounded(cold / floor),
    unchangedSeconds: rounded(unchanged, 3),
    unchangedPeoplePerSecond: rate(unchanged),
    unchangedRatio: rounded(unchanged / floor),
    cold: nearest(
      rounds.map((round) => round.cold),
      cold,
    ),
    unchanged: nearest(
      rounds.map((round) => round.unchanged),
      unchanged,
    ),
    workerPeakMegabytes: highest(rounds.map(({ memory }) => memory.workerMegabytes)),
    serverPeakMegabytes: highest(rounds.map(({ memory }) => memory.serverMegabytes)),
    processorSeconds: {
      floor: medianProcessor(floors),
      cold: medianProcessor(rounds.map((round) => round.cold)),
      unchanged: medianProcessor(rounds.map((round) => round.unchanged)),
    },
    pageRates: {
      [directories]: rate(floor),
      ...(otherKind === undefined ? {} : { [other]: rate(otherKind.seconds, otherKind.people) }),
    },
    measured: {
      floor: floors.map(({ seconds }) => rounded(seconds, 3)),
      cold: rounds.map((round) => rounded(round.cold.seconds, 3)),
      unchanged: rounds.map((round) => rounded(round.unchanged.seconds, 3)),
    },
  };
}

function nearest(syncs: readonly WatchedSync[], seconds: number): WatchedSync {
  const [first] = syncs.toSorted((a, b) => Math.abs(a.seconds - seconds) - Math.abs(b.seconds - seconds));
  return { ...first!, seconds: rounded(first!.seconds, 3) };
}

function medianProcessor(of: readonly { readonly processor?: ProcessorSeconds }[]): ProcessorSeconds {
  const parts = new Set(of.flatMap(({ processor = {} }) => Object.keys(processor) as Part[]));
  return Object.fromEntries(
    [...parts].map((part) => [part, rounded(median(of.map(({ processor }) => processor?.[part] ?? 0)), 2)]),
  );
}

function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** The same for people. */
export function showReport(report: SyncBenchReport): void {
  const { directories, domains, read, cores, runs } = report;
  heading(`${read} people in ${domains} ${directories} domain(s), ${cores} cores, median of ${runs}`);
  const line = (name: string, seconds: number, rate: number, ratio?: number): string =>
    `  ${name.padEnd(22)}${seconds.toFixed(2).padStart(8)} s ${String(rate).padStart(8)} people/s${ratio === undefined ? '' : `   ${ratio.toFixed(2)} × the floor`}`;
  const lines = [
    line('bare reading (floor)', report.floorSeconds, report.floorPeoplePerSecond),
    line('first synchronisation', report.coldSeconds, report.coldPeoplePerSecond, report.coldRatio),
    line(
      'nothing has changed',
      report.unchangedSeconds,
      report.unchangedPeoplePerSecond,
      report.unchangedRatio,
    ),
    ...phaseLines('first', report.cold),
    ...phaseLines('unchanged', report.unchanged),
    ...Object.entries(report.processorSeconds).map(([name, spent]) => processorLine(name, spent)),
    `  peak memory           worker ${report.workerPeakMegabytes ?? '?'} MB, server ${report.serverPeakMegabytes ?? '?'} MB`,
    `  bare pages            ${Object.entries(report.pageRates)
      .map(([kind, rate]) => `${kind} ${rate} people/s`)
      .join(', ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function processorLine(name: string, spent: ProcessorSeconds): string {
  const parts = Object.entries(spent).map(([part, seconds]) => `${part} ${seconds.toFixed(2)}`);
  return `  ${`processor seconds, ${name}`.padEnd(30)} ${parts.join('  ')}`;
}

function phaseLines(name: string, sync: WatchedSync): string[] {
  return sync.domains.map(({ domain, phases }) => {
    const parts = Object.entries(phases).map(([phase, seconds]) => `${phase} ${seconds.toFixed(2)}`);
    return `  ${`${name}, ${domain}`.padEnd(30)} ${parts.join('  ')}`;
  });
}
