import { createInterface } from 'node:readline/promises';
import { fileOfKey, isThere, startSimWorkstation, type Say } from './sim-workstation.js';
import type { SimWorkstationOptions } from './sim-options.js';
import type { SimulatedWorkstation } from '../simulated-workstation.js';
import { keyInWords, logOnInWords, ownChangeInWords } from '../task-words.js';
import { wordsOf } from '../words-of.js';
import type { WorkstationUnlocks } from '../workstation-unlocks.js';

const HELP = `Type what happens at it:
  in SERIAL             a key is connected: the one of make-key, or a mere name
  out SERIAL            it is taken away
  activate SERIAL CODE  its owner types the activation code
  key SERIAL            shows what is on it
  log-on [SERIAL] [PIN] somebody logs on with it
  change SERIAL [NEW] [OLD]  its owner changes the password in the domain and on the key;
                        NEW is generated and OLD is read from the key where left out
  correct SERIAL PASSWORD [insist]  its owner says what the domain has: the key alone gets it
  reach yes|no          a domain controller
  lock, unlock          the screen
  pair                  shows a code for an app; app-unlock [ID] asks an app that was paired
  quit                  (or Ctrl-C)
`;

/** Runs until it is stopped or not let in any more. Answers the exit code. */
export async function runWorkstation(options: SimWorkstationOptions, say: Say): Promise<number> {
  const workstation = await startSimWorkstation(options, say);
  process.stdout.write(HELP);
  const input = createInterface({ input: process.stdin });
  const stop = (): void => input.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  void workstation.ended.then(stop);
  for await (const line of input) {
    if (line.trim() === 'quit') break;
    await obey({ workstation, keysFolder: options.keysFolder, say }, line).catch((error: unknown) =>
      say(wordsOf(error)),
    );
  }
  await workstation.stop();
  return (await workstation.ended) === undefined ? 0 : 1;
}

export interface Desk {
  readonly workstation: Pick<
    SimulatedWorkstation,
    | 'activate'
    | 'changePassword'
    | 'correctKey'
    | 'connectKey'
    | 'hasKey'
    | 'insertKey'
    | 'logOn'
    | 'removeKey'
    | 'reachController'
    | 'report'
    | 'statusOf'
  > & { readonly unlocks: Pick<WorkstationUnlocks, 'apps' | 'ask' | 'offer'> };
  readonly keysFolder: string;
  readonly say: Say;
}

/** Does what one line says. */
export async function obey(desk: Desk, line: string): Promise<void> {
  const { workstation, say } = desk;
  const [command = '', typed, second, third] = line.trim().split(/\s+/);
  // Keys are printed in capitals; a mere name is what somebody types.
  const printed = typed?.toUpperCase() ?? '';
  const argument = workstation.hasKey(printed) ? printed : typed;
  const serial = argument === undefined ? {} : { keySerial: argument };
  if (command === '') return undefined;
  if (command === 'in' && argument) return insert(desk, argument);
  if (command === 'out' && argument) return workstation.removeKey(argument);
  if (command === 'key' && argument) return say(`it ${keyInWords(workstation.statusOf(argument))}`);
  if (command === 'activate' && argument && second) return activate(desk, argument, second);
  if (command === 'change' && argument) {
    const passwords = { ...(second && { typed: second }), ...(third && { old: third }) };
    return say(ownChangeInWords(await workstation.changePassword({ account: argument, ...passwords })));
  }
  if (command === 'correct' && argument && second) {
    const correction = { account: argument, typed: second, insist: third === 'insist' };
    return say(ownChangeInWords(await workstation.correctKey(correction)));
  }
  if (command === 'reach' && argument) return workstation.reachController(argument === 'yes');
  if (command === 'log-on' && argument && workstation.hasKey(argument)) {
    const outcome = await workstation.logOn(argument, second === undefined ? {} : { pin: second });
    return say(logOnInWords(outcome));
  }
  if (command === 'log-on') return workstation.report({ kind: 'LOG_ON', ...serial });
  if (command === 'lock') return workstation.report({ kind: 'LOCK', ...serial });
  if (command === 'unlock') return workstation.report({ kind: 'UNLOCK', ...serial });
  if (command === 'pair') return pairWithApp(desk);
  if (command === 'app-unlock') return unlockByApp(desk, typed);
  return say(`"${line}" is nothing it can do.\n${HELP}`);
}

async function pairWithApp({ workstation, say }: Desk): Promise<void> {
  const { uri, paired } = await workstation.unlocks.offer();
  say(`scan this with an app: ${uri}`);
  // Whoever is at it goes on meanwhile.
  void paired.then(
    ({ ownerName, credentialId }) => say(`paired with the app of ${ownerName}: ${credentialId}`),
    (error: unknown) => say(wordsOf(error)),
  );
}

/** Asks the app that was paired last, or the one that is named. */
async function unlockByApp({ workstation, say }: Desk, credentialId: string | undefined): Promise<void> {
  const app = credentialId === undefined ? workstation.unlocks.apps.at(-1) : { credentialId };
  if (app === undefined) return say('no app was paired since it was started: type pair');
  const { number, outcome } = await workstation.unlocks.ask(app);
  say(`the app is asked; pick ${number} there`);
  void outcome.then(
    ({ state, code, unlocked }) => {
      const why = code === null ? '' : ` (${code})`;
      say(unlocked ? 'UNLOCKED by the app' : `stays locked: ${state ?? 'no answer in time'}${why}`);
    },
    (error: unknown) => say(wordsOf(error)),
  );
}

async function insert({ workstation, keysFolder, say }: Desk, serial: string): Promise<void> {
  const file = fileOfKey(keysFolder, serial);
  if (await isThere(file)) {
    await workstation.insertKey(file);
    return;
  }
  say(`${serial} is a mere name: make-key makes a key that can be activated`);
  await workstation.connectKey(serial);
}

async function activate({ workstation, say }: Desk, serial: string, code: string): Promise<void> {
  const { activated, attemptsLeft, userErrors } = await workstation.activate(serial, code);
  if (activated === true) return say(`${serial} is activated`);
  for (const { message } of userErrors) say(message);
  if (attemptsLeft !== null) say(`attempts left: ${attemptsLeft}`);
}
