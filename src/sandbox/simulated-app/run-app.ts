import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { answerTyped } from './answer-typed.js';
import type { AppUnlocks } from './app-unlocks.js';
import { SimulatedApp, type KeptRegistration } from './simulated-app.js';

interface AppOptions {
  readonly name: string;
  readonly platform: string;
  /** Where the server is reached, when that is not the address in the code. */
  readonly url?: string;
  readonly decline?: boolean;
}

/** `npm run sim -- app`: plays an authenticator app. Settles when it has done what the command line says. */
export async function runApp(argv: readonly string[], stateDir: string): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const fileOf = ({ name }: AppOptions): string =>
    join(stateDir, `app-${name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.json`);
  const program = new Command('npm run sim -- app').description(
    'An authenticator app. Give it the text of the QR code that a page shows: the link below it.',
  );
  command(program, 'enrol <code>', 'registers it: <code> is what the page of an invitation shows').action(
    async (code: string, options: AppOptions) => {
      const { name, platform, url } = options;
      const app = await SimulatedApp.enrol(code, { name, platform }, url);
      await keep(fileOf(options), app.kept);
      say(`registered as ${app.kept.authenticatorId}`);
    },
  );
  command(program, 'who', 'says whose it is').action(async (options: AppOptions) => {
    const app = SimulatedApp.of(await kept(fileOf(options)));
    const { me } = await app.owner(options.url);
    say(`the app of ${me?.displayName} <${me?.email}>`);
  });
  command(program, 'answer <code>', 'says yes to a page that asks to be signed in')
    .option('--decline', 'says no')
    .action(async (code: string, options: AppOptions) => {
      const app = SimulatedApp.of(await kept(fileOf(options)));
      const { address, userAgent } = await app.look(code, options.url);
      const accept = options.decline !== true;
      await app.answer(code, accept, options.url);
      say(`said ${accept ? 'yes' : 'no'} to ${userAgent ?? 'a page'} at ${address}`);
    });
  addUnlocking(program, say, async (options) => SimulatedApp.of(await kept(fileOf(options))));
  await program.parseAsync([...argv], { from: 'user' });
}

type Say = (line: string) => void;

/** What it does with workstations. */
function addUnlocking(
  program: Command,
  say: Say,
  appOf: (options: AppOptions) => Promise<SimulatedApp>,
): void {
  const withUnlocks = async (options: AppOptions, work: (unlocks: AppUnlocks) => Promise<void>) => {
    const unlocks = await (await appOf(options)).unlocks(options.url);
    await work(unlocks).finally(() => unlocks.close());
  };
  command(program, 'pair <code>', 'takes the workstation that shows this code').action(
    async (code: string, options: AppOptions) =>
      withUnlocks(options, async (unlocks) => {
        const { workstationName, expiresAt } = await unlocks.pair(code);
        say(`may unlock ${workstationName} until ${expiresAt}`);
      }),
  );
  command(program, 'watch', 'waits for what workstations ask; type the number they show, or no').action(
    async (options: AppOptions) => withUnlocks(options, (unlocks) => answerTyped(unlocks, say)),
  );
  command(program, 'unlocks', 'lists what it may unlock').action(async (options: AppOptions) =>
    withUnlocks(options, async (unlocks) => {
      for (const each of await unlocks.credentials()) {
        say(`${each.id}  ${each.state}  ${each.workstationName}  until ${each.expiresAt}`);
      }
    }),
  );
  command(program, 'renew', 'renews all it may unlock, for a year from now').action(
    async (options: AppOptions) =>
      withUnlocks(options, async (unlocks) => {
        for (const each of await unlocks.credentials()) {
          if (each.state !== 'ACTIVE') continue;
          const { workstationName, expiresAt } = await unlocks.renew(each);
          say(`may unlock ${workstationName} until ${expiresAt}`);
        }
      }),
  );
  command(program, 'give-up <id>', 'gives up one of them').action(async (id: string, options: AppOptions) =>
    withUnlocks(options, async (unlocks) => {
      await unlocks.revoke(id);
      say('given up');
    }),
  );
}

function command(program: Command, usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--name <name>', 'what the app is called; each name keeps a key of its own', 'SIM-APP-1')
    .option('--platform <text>', 'what it says it runs on', 'Simulated')
    .option('--url <address>', 'of the server, when it is not the address in the code');
}

async function keep(file: string, registration: KeptRegistration): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(registration), { mode: 0o600 });
}

async function kept(file: string): Promise<KeptRegistration> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('There is no such app yet. Register it with `npm run sim -- app enrol`.');
  });
  return JSON.parse(text) as KeptRegistration;
}
