import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDomains } from './demo/add-domains.js';
import { heading, say } from './demo/console.js';
import { signedInClient } from './demo/demo-client.js';
import { readDemoOptions, type DemoOptions } from './demo/options.js';
import { startStack, type DemoPlaces, type DemoStack } from './demo/start-stack.js';
import { runTour } from './demo/tour/tour.js';
import { StopStack } from './processes/stop-stack.js';

/** What the starting script hands over; run alone, there is nothing to stand on. */
function placesFrom(environment: NodeJS.ProcessEnv, options: DemoOptions): DemoPlaces {
  const { LATCHKEY_STATE_DIR: stateDir, LATCHKEY_CACHE_DIR: cacheDir } = environment;
  if (!stateDir || !cacheDir) throw new Error('Start the demo with `npm run demo`.');
  return {
    // The tour begins anew each time and leaves the demo's own data alone.
    stateDir: options.tour ? join(stateDir, 'tour') : stateDir,
    cacheDir,
    temporalCli: environment['LATCHKEY_TEMPORAL_CLI'] ?? '',
  };
}

/** Resolves when Ctrl-C or a termination asks for the end, rejects when a part of the demo dies. */
class Ending {
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly whenOver = Promise.withResolvers<void>();

  constructor() {
    this.signal = this.controller.signal;
    this.whenOver.promise.catch(() => undefined);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        this.controller.abort(new Error('interrupted'));
        this.whenOver.resolve();
      });
    }
  }

  readonly onDeath = (error: Error): void => {
    this.controller.abort(error);
    this.whenOver.reject(error);
  };

  get over(): Promise<void> {
    return this.whenOver.promise;
  }
}

/** For clients that check certificates, as a workstation that logs people on does. */
async function writeAuthority(stack: DemoStack, { stateDir }: DemoPlaces): Promise<string> {
  const file = join(stateDir, 'authority.pem');
  await writeFile(file, stack.directories.north.caCertificate);
  return file;
}

async function showAddresses(stack: DemoStack, places: DemoPlaces): Promise<void> {
  const authority = await writeAuthority(stack, places);
  const client = await signedInClient(stack.url, stack.administrator);
  await addDomains(client, stack).finally(() => client.close());
  heading('Latchkey runs');
  process.stdout.write(`
  GraphiQL      ${stack.url}/graphiql
  Sign in as    ${stack.administrator.email}
  Password      ${stack.administrator.password}

  Sign in, open the tab "Watch" and press the eye: both domains are synchronised before your eyes.
  Then open the tab "People" and press the pink button: one list, with everybody's accounts.

  Directories   ${stack.directories.north.url} (north.example), ${stack.directories.south.url} (south.example)
  Mail          ${stack.mail.url} takes every mail and delivers none
  Workstation   npm run sim -- workstation --url ${stack.url} --enrolment-token … --domain north.example \\
                  --controller ${stack.directories.north.url} --ca ${authority}
                (the README says how to play a key through, under "Playing a key through")

  Everything listens on this machine only. Ctrl-C stops all of it; the next start with
  the same options goes on where it was.
`);
}

async function tour(stack: DemoStack, began: number): Promise<number> {
  const checks = await runTour(stack);
  const ok = checks.failures.length === 0;
  heading(
    ok
      ? 'The tour is over: every figure was right.'
      : `The tour is over, and this was wrong: ${checks.failures.join('; ')}`,
  );
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  lastLine = JSON.stringify({ ok, directories: stack.directories.kind, ...checks.figures, seconds });
  return ok ? 0 : 1;
}

/** Printed when everything has stopped, so that nothing comes after it. */
let lastLine: string | undefined;

async function main(): Promise<number> {
  const began = Date.now();
  const options = readDemoOptions(process.argv.slice(2));
  const places = placesFrom(process.env, options);
  const ending = new Ending();
  const stops = new StopStack();
  try {
    const { signal, onDeath } = ending;
    const stack = await startStack({ options, places, fresh: options.tour, stops, signal, onDeath });
    if (options.tour) {
      return await Promise.race([tour(stack, began), ending.over.then(() => interrupted())]);
    }
    await showAddresses(stack, places);
    await ending.over;
    return 0;
  } catch (error) {
    if (ending.signal.aborted && error === ending.signal.reason) return interrupted();
    throw error;
  } finally {
    say('Stopping …');
    await stops.stopAll();
    if (lastLine !== undefined) process.stdout.write(`${lastLine}\n`);
  }
}

function interrupted(): number {
  lastLine = undefined;
  return 130;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
