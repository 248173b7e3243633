import { join } from 'node:path';
import { Command } from 'commander';

export interface SimWorkstationOptions {
  readonly url: string;
  readonly enrolmentToken?: string;
  readonly name: string;
  readonly domain?: string;
  readonly keyFile: string;
}

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readSimOptions(argv: readonly string[], stateDir: string): SimWorkstationOptions {
  let chosen: SimWorkstationOptions | undefined;
  const program = new Command('npm run sim --').description(
    'Plays what stands at the other end of the API, so that somebody with GraphiQL open sees both sides. See also `npm run sim -- app --help`.',
  );
  program
    .command('workstation')
    .description('A workstation: registers, waits for approval, stays connected, and reports what you type.')
    .option('--url <address>', 'of the server', 'http://127.0.0.1:4000')
    .option('--enrolment-token <token>', 'what `createEnrolmentToken` returned; needed the first time')
    .option('--name <name>', 'what the machine is called; each name keeps a key of its own', 'SIM-PC-1')
    .option('--domain <name>', 'DNS name of the domain it is joined to')
    .action((given: Omit<SimWorkstationOptions, 'keyFile'>) => {
      const safe = given.name.replaceAll(/[^A-Za-z0-9._-]/g, '_');
      chosen = { ...given, keyFile: join(stateDir, `workstation-${safe}.pem`) };
    });
  program.parse(argv, { from: 'user' });
  if (chosen === undefined) return program.help({ error: true });
  return chosen;
}
