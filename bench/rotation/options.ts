import { Command, Option } from 'commander';
import { wholeNumber } from '../stand/whole-number.js';

export interface RotationBenchOptions {
  readonly directories: 'auto' | 'samba' | 'embedded';
  /** Passwords that are rotated. */
  readonly accounts: number;
  /** Ends with one line of JSON. */
  readonly json: boolean;
  /** Folder for CPU profiles of server and worker. */
  readonly profile?: string;
}

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readRotationBenchOptions(argv: readonly string[]): RotationBenchOptions {
  return new Command('npm run bench:rotation --')
    .description(
      'How many passwords are rotated a second, with verification and a key in the loop, beside the same number of bare resets and binds.',
    )
    .addOption(
      new Option('--directories <kind>', 'a real Samba domain, or a small LDAP server of our own')
        .choices(['auto', 'samba', 'embedded'])
        .default('auto', 'Samba where it is installed, else embedded'),
    )
    .option('--accounts <number>', 'passwords that are rotated', wholeNumber(1, 100_000), 200)
    .option('--json', 'end with one line of JSON', false)
    .option('--profile <folder>', 'write CPU profiles of server and worker there; slows both down')
    .parse(argv, { from: 'user' })
    .opts<RotationBenchOptions>();
}
