import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { SIMULATED_PIN } from '../key-slots.js';

/** Which workstation is played, and against which server. */
export interface SimWorkstationOptions {
  readonly command: 'workstation';
  readonly url: string;
  readonly enrolmentToken?: string;
  readonly name: string;
  readonly domain?: string;
  /** Where people log on, and by whose authority it is trusted (a PEM file). */
  readonly controller?: string;
  readonly ca?: string;
  readonly keyFile: string;
  /** Where the simulated keys are. */
  readonly keysFolder: string;
}

export interface SimActivationOptions extends Omit<SimWorkstationOptions, 'command'> {
  readonly command: 'activate';
  readonly serial: string;
  readonly code: string;
  /** How long it waits for the passwords the key gets. */
  readonly seconds: number;
}

export interface SimKeyOptions {
  readonly command: 'make-key';
  readonly serial: string;
  readonly pin: string;
  readonly keysFolder: string;
}

export type SimOptions = SimWorkstationOptions | SimActivationOptions | SimKeyOptions;

/** Reads the command line; prints help or what is wrong and ends the process when it has to. */
export function readSimOptions(argv: readonly string[], stateDir: string): SimOptions {
  let chosen: SimOptions | undefined;
  const keysFolder = join(stateDir, 'keys');
  const places = ({ name }: { readonly name: string }) => ({
    keyFile: join(stateDir, `workstation-${name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.pem`),
    keysFolder,
  });
  const program = new Command('npm run sim --').description(
    'Plays what stands at the other end of the API, so that somebody with GraphiQL open sees both sides. See also `npm run sim -- app --help`.',
  );
  asWorkstation(program.command('workstation'))
    .description(
      'A workstation: registers, waits for approval, stays connected, and does and reports what you type.',
    )
    .action((given: GivenWorkstation) => {
      chosen = { command: 'workstation', ...given, ...places(given) };
    });
  asWorkstation(program.command('activate'))
    .description('Activates a simulated key at a workstation, waits for its passwords, and says every step.')
    .requiredOption('--serial <serial>', 'of the key, which `make-key` has made', serialOf)
    .requiredOption('--code <digits>', 'its activation code, as `activationCode` shows it')
    .option('--seconds <number>', 'how long to wait for the passwords', secondsOf, 60)
    .action((given: GivenWorkstation & Pick<SimActivationOptions, 'serial' | 'code' | 'seconds'>) => {
      chosen = { command: 'activate', ...given, ...places(given) };
    });
  program
    .command('make-key')
    .description('A simulated key in a file: prints what `importKey` needs.')
    .requiredOption('--serial <serial>', 'what is printed on it', serialOf)
    .option('--pin <digits>', 'what its owner types', SIMULATED_PIN)
    .action((given: Pick<SimKeyOptions, 'serial' | 'pin'>) => {
      chosen = { command: 'make-key', ...given, keysFolder };
    });
  program.parse(argv, { from: 'user' });
  if (chosen === undefined) return program.help({ error: true });
  return chosen;
}

type GivenWorkstation = Omit<SimWorkstationOptions, 'command' | 'keyFile' | 'keysFolder'>;

function asWorkstation(command: Command): Command {
  return command
    .option('--url <address>', 'of the server', 'http://127.0.0.1:4000')
    .option('--enrolment-token <token>', 'what `createEnrolmentToken` returned; needed the first time')
    .option('--name <name>', 'what the machine is called; each name keeps a key pair of its own', 'SIM-PC-1')
    .option('--domain <name>', 'DNS name of the domain it is joined to: keys get passwords only there')
    .option('--controller <address>', 'ldaps:// address of a domain controller, to log people on at')
    .option('--ca <file>', 'certificate of the authority that the controller is trusted by, as PEM');
}

const SERIAL = /^[0-9A-Z][0-9A-Z._:-]{2,63}$/;

/** In upper case, as the server keeps it. */
function serialOf(typed: string): string {
  const serial = typed.trim().toUpperCase();
  if (SERIAL.test(serial)) return serial;
  throw new InvalidArgumentError('It must be 3 to 64 letters, digits and . _ : -');
}

function secondsOf(typed: string): number {
  const seconds = Number(typed);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new InvalidArgumentError('It must be a whole number from 1 to 3600.');
}
