import { availableParallelism, cpus } from 'node:os';
import { heading } from '../../src/sandbox/demo/console.js';
import { rounded } from '../stand/figures.js';
import type { FloorWriting } from './floor.js';

/** What is wanted, and what is aimed at. */
const WANTED_RATIO = 0.7;
const AIM = 0.9;

export interface RotationBenchReport {
  readonly benchmark: 'rotation';
  readonly at: string;
  readonly cores: number;
  readonly processor: string;
  readonly directory: 'samba' | 'embedded';
  readonly accounts: number;
  /** Bare resets and binds a second, one kept connection each. */
  readonly floorPerSecond: number;
  /** From the request until the last key and the directory have the new password. */
  readonly seconds: number;
  readonly perSecond: number;
  /** Ours divided by the floor's. */
  readonly ratio: number;
  readonly wantedRatio: number;
  /** Accounts a second in each quarter of the rotation. */
  readonly quartersPerSecond: readonly number[];
  /** The most memory the worker ever held, and when each quarter was over. */
  readonly workerMegabytes: number | null;
  readonly workerMegabytesByQuarter: readonly (number | null)[];
  /** Processor time of each account; null where the system does not tell. */
  readonly serverProcessorMilliseconds: number | null;
  readonly workerProcessorMilliseconds: number | null;
  readonly keysProcessorMilliseconds: number;
}

/** How many accounts were done at a moment, in seconds from the beginning. */
export interface Done {
  readonly accounts: number;
  readonly seconds: number;
  readonly workerMegabytes: number | null;
}

export interface MeasuredRotation {
  readonly directory: 'samba' | 'embedded';
  readonly floor: FloorWriting;
  readonly quarters: readonly Done[];
  readonly workerMegabytes: number | null;
  readonly processor: {
    readonly server: number | null;
    readonly worker: number | null;
    readonly keys: number;
  };
}

export function rotationReportOf(measured: MeasuredRotation): RotationBenchReport {
  const { directory, floor, quarters, workerMegabytes, processor } = measured;
  const { accounts, seconds } = quarters.at(-1)!;
  const each = (total: number | null): number | null => total && rounded(total / accounts, 1);
  const floorPerSecond = floor.accounts / floor.seconds;
  const before = [{ accounts: 0, seconds: 0 }, ...quarters];
  return {
    benchmark: 'rotation',
    at: new Date().toISOString(),
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    directory,
    accounts,
    floorPerSecond: rounded(floorPerSecond),
    seconds: rounded(seconds),
    perSecond: rounded(accounts / seconds),
    ratio: rounded(accounts / seconds / floorPerSecond),
    wantedRatio: WANTED_RATIO,
    quartersPerSecond: quarters.map((quarter, at) =>
      rounded((quarter.accounts - before[at]!.accounts) / (quarter.seconds - before[at]!.seconds)),
    ),
    workerMegabytes,
    workerMegabytesByQuarter: quarters.map((quarter) => quarter.workerMegabytes),
    serverProcessorMilliseconds: each(processor.server),
    workerProcessorMilliseconds: each(processor.worker),
    keysProcessorMilliseconds: rounded(processor.keys / accounts, 1),
  };
}

/** The same for people. */
export function showRotationReport(report: RotationBenchReport): void {
  heading(`${report.accounts} passwords rotated, ${report.directory}, ${report.cores} cores`);
  const lines = [
    `  bare resets and binds  ${report.floorPerSecond} a second`,
    `  Latchkey               ${report.perSecond} a second (${report.seconds} s)   ratio ${report.ratio}   (wanted: ${WANTED_RATIO}, aim: ${AIM})`,
    `  by quarters            ${report.quartersPerSecond.join(', ')} a second; worker ${report.workerMegabytesByQuarter.join(', ')} MB`,
    `  processor time each    server ${report.serverProcessorMilliseconds} ms, worker ${report.workerProcessorMilliseconds} ms, simulated keys ${report.keysProcessorMilliseconds} ms`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
