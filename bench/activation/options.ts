import { Command } from 'commander';
import { wholeNumber } from '../stand/whole-number.js';

export interface ActivationBenchOptions {
  /** Activations one after another, whose median counts. */
  readonly activations: number;
  /** Keys that are activated at the same time. */
  readonly atOnce: number;
  /** Activations before anything is measured. */
  readonly warmUp: number;
  /** Ends with one line of JSON. */
  readonly json: boolean;
  /** Folder for CPU profiles of server and worker. */
  readonly profile?: string;
}

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readActivationBenchOptions(argv: readonly string[]): ActivationBenchOptions {
  return new Command('npm run bench:activation --')
    .description(
      'How long the server takes to activate a key, without the time of the key and of the directory, and how many it activates a second.',
    )
    .option('--activations <number>', 'one after another; the median counts', wholeNumber(1, 1_000), 50)
    .option('--at-once <number>', 'keys at the same time, 0: none', wholeNumber(0, 1_000), 100)
    .option('--warm-up <number>', 'activations before anything is measured', wholeNumber(0, 100), 10)
    .option('--json', 'end with one line of JSON', false)
    .option('--profile <folder>', 'write CPU profiles of server and worker there; slows them down')
    .parse(argv, { from: 'user' })
    .opts<ActivationBenchOptions>();
}
