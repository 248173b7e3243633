import { Command } from 'commander';
import { wholeNumber } from '../stand/whole-number.js';

export interface ApiBenchOptions {
  readonly people: number;
  /** How long each server is asked, each time. */
  readonly seconds: number;
  readonly connections: number;
  readonly subscribers: number;
  readonly runs: number;
  /** False: without PostGraphile beside it. */
  readonly peer: boolean;
  /** Ends with one line of JSON. */
  readonly json: boolean;
  /** Folder for a CPU profile of the server. */
  readonly profile?: string;
}

const MOST_PEOPLE = 1_000_000;

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readApiBenchOptions(argv: readonly string[]): ApiBenchOptions {
  return new Command('npm run bench:api --')
    .description(
      'Requests a second of the list of employees beside PostGraphile, and how fast an event reaches its subscribers.',
    )
    .option('--people <number>', 'employees in the database', wholeNumber(100, MOST_PEOPLE), 100_000)
    .option('--seconds <number>', 'how long each server is asked, each time', wholeNumber(1, 600), 10)
    .option('--connections <number>', 'requests under way at a time', wholeNumber(1, 1_000), 32)
    .option('--subscribers <number>', 'who watches one run, 0: nobody', wholeNumber(0, 1_900), 1_000)
    .option('--runs <number>', 'how often everything is measured; the median counts', wholeNumber(1, 50), 3)
    .option('--no-peer', 'without PostGraphile beside it')
    .option('--json', 'end with one line of JSON', false)
    .option('--profile <folder>', 'write a CPU profile of the server there; slows it down')
    .parse(argv, { from: 'user' })
    .opts<ApiBenchOptions>();
}
