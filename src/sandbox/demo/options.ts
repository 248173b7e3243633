import { Command, InvalidArgumentError, Option } from 'commander';
import { FEWEST_PEOPLE, MOST_PEOPLE } from '../people.js';

export interface DemoOptions {
  readonly directories: 'auto' | 'samba' | 'embedded';
  /** People in each domain. */
  readonly people: number;
  /** Port of the server; a free one when it is taken. */
  readonly port: number;
  /** Shows everything unattended, checks it, and ends. */
  readonly tour: boolean;
}

const DEFAULT_PORT = 4_000;

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readDemoOptions(argv: readonly string[]): DemoOptions {
  return new Command('npm run demo --')
    .description(
      'Two directories, one list of employees: everything on this machine, reachable from this machine only.',
    )
    .addOption(
      new Option('--directories <kind>', 'real Samba domains, or small LDAP servers of our own')
        .choices(['auto', 'samba', 'embedded'])
        .default('auto', 'Samba where it is installed, else embedded'),
    )
    .option('--people <number>', 'people in each domain', wholeNumber(FEWEST_PEOPLE, MOST_PEOPLE), 2_000)
    .option('--port <number>', 'where the server listens', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option('--tour', 'show everything unattended, check every figure, and end', false)
    .parse(argv, { from: 'user' })
    .opts<DemoOptions>();
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
