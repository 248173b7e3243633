import { Command, Option } from 'commander';
import { FEWEST_PEOPLE, MOST_PEOPLE } from '../../src/sandbox/people.js';
import { wholeNumber } from '../stand/whole-number.js';

export interface SyncBenchOptions {
  readonly directories: 'auto' | 'samba' | 'embedded';
  /** In all domains together. */
  readonly people: number;
  readonly domains: 1 | 2;
  readonly runs: number;
  /** Ends with one line of JSON. */
  readonly json: boolean;
  /** Folder for CPU profiles of server and worker. */
  readonly profile?: string;
}

const MOST_DOMAINS = 2;
const MOST_RUNS = 50;

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readSyncBenchOptions(argv: readonly string[]): SyncBenchOptions {
  return new Command('npm run bench:sync --')
    .description('How long a synchronisation takes, beside the bare reading of the same people.')
    .addOption(
      new Option('--directories <kind>', 'real Samba domains, or small LDAP servers of our own')
        .choices(['auto', 'samba', 'embedded'])
        .default('auto', 'Samba where it is installed, else embedded'),
    )
    .option(
      '--people <number>',
      'people in all domains together',
      wholeNumber(FEWEST_PEOPLE * MOST_DOMAINS, MOST_PEOPLE),
      10_000,
    )
    .option('--domains <number>', 'domains they are spread over, 1 or 2', wholeNumber(1, MOST_DOMAINS), 2)
    .option(
      '--runs <number>',
      'how often everything is measured; the median counts',
      wholeNumber(1, MOST_RUNS),
      3,
    )
    .option('--json', 'end with one line of JSON', false)
    .option('--profile <folder>', 'write CPU profiles of server and worker there; slows both down')
    .parse(argv, { from: 'user' })
    .opts<SyncBenchOptions>();
}
