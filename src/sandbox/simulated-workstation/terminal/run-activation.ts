import type { KeyState } from '../../../keys/protocol/key-state.js';
import { SandboxError } from '../../sandbox-error.js';
import type { ActivationAnswer } from '../key-calls.js';
import type { SimActivationOptions } from './sim-options.js';
import { fileOfKey, isThere, startSimWorkstation, type Say } from './sim-workstation.js';
import type { SimulatedWorkstation } from '../simulated-workstation.js';
import { keyInWords } from '../task-words.js';

/**
 * Activates a simulated key as its owner does, at a workstation, and says every step. Answers the exit code: 1 when the code is
 * refused or the workstation is not let in.
 */
export async function runActivation(options: SimActivationOptions, say: Say): Promise<number> {
  const { serial, keysFolder } = options;
  const file = fileOfKey(keysFolder, serial);
  if (!(await isThere(file))) {
    throw new SandboxError(`There is no simulated key ${serial}. Make it with: make-key --serial ${serial}`);
  }
  const workstation = await startSimWorkstation(options, say);
  try {
    if (!(await isApproved(workstation, say))) return 1;
    await workstation.insertKey(file);
    say(`${serial} is in: it ${keyInWords(workstation.statusOf(serial))}`);
    say('the code is typed; the key signs it together with a nonce of the server');
    const answer = await workstation.activate(serial, options.code);
    if (answer.activated !== true) return refused(answer, say);
    const changes = answer.passwordChangeIds ?? [];
    say(`the code is right; ${passwords(changes.length)} to be set`);
    return await untilHandedOver(workstation, { ...options, passwords: changes.length }, say);
  } finally {
    await workstation.stop();
  }
}

async function isApproved(workstation: SimulatedWorkstation, say: Say): Promise<boolean> {
  if (workstation.stateAtStart === 'PENDING') {
    say(`waits for approval: approveWorkstation(input: { id: "${workstation.id}" })`);
  }
  const approved = workstation.statusThat(({ state }) => state === 'APPROVED');
  return Promise.race([approved.then(() => true), workstation.ended.then(() => false)]);
}

function refused({ userErrors, attemptsLeft }: ActivationAnswer, say: Say): number {
  for (const { code, message } of userErrors) say(`${code}: ${message}`);
  if (attemptsLeft !== null) say(`attempts left: ${attemptsLeft}`);
  return 1;
}

interface HandingOver {
  readonly serial: string;
  readonly passwords: number;
  readonly seconds: number;
}

/** Waits for what the key is to get. Every step of it is said by the workstation. */
async function untilHandedOver(
  workstation: SimulatedWorkstation,
  { serial, passwords: wanted, seconds }: HandingOver,
  say: Say,
): Promise<number> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), seconds * 1_000);
  const over = new Promise<undefined>((resolve) =>
    limit.signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  const isDone = ({ server, accounts }: KeyState): boolean =>
    server !== null && accounts.filter(isHandedOver).length >= wanted;
  const state = await Promise.race([workstation.keyThat(serial, isDone), over]);
  clearTimeout(timer);
  if (state === undefined) {
    say(`after ${seconds} s it does not have everything yet: ask passwordChanges why`);
    return 1;
  }
  say(`${serial} is ready: it ${keyInWords(state)}`);
  return 0;
}

function isHandedOver({ active, pending }: KeyState['accounts'][number]): boolean {
  return active !== null && pending === null;
}

function passwords(count: number): string {
  return count === 0 ? 'no password is' : count === 1 ? 'one password is' : `${count} passwords are`;
}
