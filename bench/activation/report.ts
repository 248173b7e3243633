import { availableParallelism, cpus } from 'node:os';
import { heading } from '../../src/sandbox/demo/console.js';
import { median, percentile, rounded } from '../stand/figures.js';
import type { MeasuredActivation } from './measure.js';
import type { ActivationBenchOptions } from './options.js';

/** What is aimed at on two cores. */
const WANTED_MILLISECONDS = 300;

export interface ActivationBenchReport {
  readonly benchmark: 'activation';
  readonly at: string;
  readonly cores: number;
  readonly processor: string;
  /** One after another. */
  readonly activations: number;
  /** The server's time, without key and directory. */
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
  readonly wantedMilliseconds: number;
  /** Medians of the parts. */
  readonly totalMilliseconds: number;
  readonly keyMilliseconds: number;
  readonly directoryMilliseconds: number;
  /** Median time until each stage was heard of, nothing taken away. */
  readonly stageMilliseconds: Readonly<Record<string, number>>;
  /** Processor time of each activation; null where the system does not tell. */
  readonly serverProcessorMilliseconds: number | null;
  readonly workerProcessorMilliseconds: number | null;
  /** Keys at the same time; null when none were. */
  readonly together: TogetherFigures | null;
}

export interface TogetherFigures {
  readonly keys: number;
  readonly seconds: number;
  readonly activationsPerSecond: number;
}

export interface MeasuredBench {
  readonly options: ActivationBenchOptions;
  readonly measured: readonly MeasuredActivation[];
  readonly processor: { readonly server: number | null; readonly worker: number | null };
  readonly togetherSeconds: number | null;
}

export function activationReportOf(bench: MeasuredBench): ActivationBenchReport {
  const { options, measured, processor, togetherSeconds } = bench;
  const middle = (of: (one: MeasuredActivation) => number): number => rounded(median(measured.map(of)), 1);
  const each = (total: number | null): number | null => total && rounded(total / measured.length, 1);
  const stages = Object.keys(measured[0]?.stages ?? {});
  return {
    benchmark: 'activation',
    at: new Date().toISOString(),
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    activations: measured.length,
    medianMilliseconds: middle(({ server }) => server),
    p95Milliseconds: rounded(
      percentile(
        measured.map(({ server }) => server),
        0.95,
      ),
      1,
    ),
    wantedMilliseconds: WANTED_MILLISECONDS,
    totalMilliseconds: middle(({ total }) => total),
    keyMilliseconds: middle(({ key }) => key),
    directoryMilliseconds: middle(({ directory }) => directory),
    stageMilliseconds: Object.fromEntries(
      stages.map((stage) => [stage, middle(({ stages: times }) => times[stage] ?? Number.NaN)]),
    ),
    serverProcessorMilliseconds: each(processor.server),
    workerProcessorMilliseconds: each(processor.worker),
    together:
      togetherSeconds === null
        ? null
        : {
            keys: options.atOnce,
            seconds: rounded(togetherSeconds),
            activationsPerSecond: rounded(options.atOnce / togetherSeconds, 1),
          },
  };
}

/** The same for people. */
export function showActivationReport(report: ActivationBenchReport): void {
  const { activations, cores, medianMilliseconds, p95Milliseconds, together } = report;
  heading(`${activations} activations one after another, ${cores} cores`);
  const stages = Object.entries(report.stageMilliseconds).map(([stage, at]) => `${stage} ${at}`);
  const lines = [
    `  the server's time   median ${medianMilliseconds} ms   p95 ${p95Milliseconds} ms   (aim: ${report.wantedMilliseconds} ms)`,
    `  in all              median ${report.totalMilliseconds} ms, of which key ${report.keyMilliseconds}, directory ${report.directoryMilliseconds}`,
    `  heard of after      ${stages.join(', ')} ms`,
    `  processor time      server ${report.serverProcessorMilliseconds} ms, worker ${report.workerProcessorMilliseconds} ms`,
  ];
  if (together !== null)
    lines.push(
      `  ${together.keys} keys at once    ${together.seconds} s, ${together.activationsPerSecond} activations a second`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
}
