import { availableParallelism, cpus } from 'node:os';
import { heading } from '../../src/sandbox/demo/console.js';
import { rounded } from '../stand/figures.js';
import type { FanOutFigures } from './fan-out.js';
import type { Throughput } from './load.js';
import type { ListFigures } from './measure-list.js';
import type { ApiBenchOptions } from './options.js';

export interface ServerFigures {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Of the serving process, for each request. */
  readonly processorMilliseconds: number | null;
}

export interface ListReport {
  readonly latchkey: ServerFigures;
  readonly postgraphile: ServerFigures | null;
  /** Requests a second, ours / PostGraphile's. */
  readonly ratio: number | null;
}

export interface ApiBenchReport {
  readonly benchmark: 'api';
  readonly at: string;
  readonly people: number;
  readonly connections: number;
  readonly seconds: number;
  readonly runs: number;
  readonly cores: number;
  readonly processor: string;
  /** Null without it. */
  readonly peerVersion: string | null;
  readonly withoutTotal: ListReport;
  readonly withTotal: ListReport;
  /** Each request for another page, without the total. */
  readonly differentPages: ListReport;
  /** From the commit of an event to its arrival; null without subscribers. */
  readonly events: FanOutFigures | null;
  readonly serverPeakMegabytes: number | null;
}

export interface MeasuredApi {
  readonly options: ApiBenchOptions;
  readonly peerVersion: string | null;
  readonly withoutTotal: ListFigures;
  readonly withTotal: ListFigures;
  readonly differentPages: ListFigures;
  readonly events: FanOutFigures | null;
  readonly serverPeakMegabytes: number | null;
}

export function apiReportOf({
  options,
  withoutTotal,
  withTotal,
  differentPages,
  ...found
}: MeasuredApi): ApiBenchReport {
  return {
    benchmark: 'api',
    at: new Date().toISOString(),
    people: options.people,
    connections: options.connections,
    seconds: options.seconds,
    runs: options.runs,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    withoutTotal: listReport(withoutTotal),
    withTotal: listReport(withTotal),
    differentPages: listReport(differentPages),
    ...found,
  };
}

function listReport({ ours, peers, ratio }: ListFigures): ListReport {
  return {
    latchkey: figures(ours),
    postgraphile: peers && figures(peers),
    ratio: ratio === null ? null : rounded(ratio),
  };
}

function figures({ answer: _answer, ...found }: Throughput): ServerFigures {
  return found;
}

/** The same for people. */
export function showApiReport(report: ApiBenchReport): void {
  const { people, connections, cores, runs, events } = report;
  heading(
    `The first 50 of ${people} employees, ${connections} connections, ${cores} cores, median of ${runs}`,
  );
  const lines = [
    ...listLines('without totalCount', report.withoutTotal),
    ...listLines('with totalCount', report.withTotal),
    ...listLines('different pages', report.differentPages),
  ];
  if (events !== null) {
    lines.push(
      `  an event to ${events.subscribers} subscribers: p50 ${events.p50Milliseconds} ms, p99 ${events.p99Milliseconds} ms, slowest ${events.slowestMilliseconds} ms`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function listLines(name: string, { latchkey, postgraphile, ratio }: ListReport): string[] {
  const line = (who: string, { requestsPerSecond, p99Milliseconds }: ServerFigures, more = ''): string =>
    `  ${name.padEnd(20)} ${who.padEnd(14)} ${requestsPerSecond.toFixed(0).padStart(6)} requests/s   p99 ${p99Milliseconds.toFixed(0).padStart(5)} ms${more}`;
  if (postgraphile === null) return [line('Latchkey', latchkey)];
  return [
    line('Latchkey', latchkey, `   ${ratio?.toFixed(2)} × PostGraphile`),
    line('PostGraphile', postgraphile),
  ];
}
