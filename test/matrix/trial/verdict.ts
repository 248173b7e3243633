import type { LogOnOutcome } from '../../../src/sandbox/simulated-workstation/log-on/log-on.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import type { Person } from '../stand/person.js';
import { storedTruth, untilChangesEnd, type StoredTruth } from '../stand/stored-truth.js';

/** Most that Windows' own procedure allows, and that no lock-out comes from. */
const MOST_BINDS = 2;

/** How a cell has ended for its person. */
export interface Verdict {
  /** False: the person stands before a screen that lets them in with nothing they have. */
  readonly canLogOn: boolean;
  readonly end: 'COMPLETED' | 'UNDONE' | 'NEITHER';
  /** Everything that is not as it should be, in words; none when all is well. */
  readonly faults: readonly string[];
}

/** Waits until everything that was under way for a person has ended, and has them log on. */
export async function judge(stand: MatrixStand, person: Person): Promise<Verdict> {
  await untilChangesEnd(stand.pool, person.who.accountId);
  const truth = await storedTruth(stand.pool, person.who.accountId);
  const end = endOf(truth);
  const logOn = end === 'COMPLETED' ? await person.logOn() : await person.logOnSomehow();
  const faults = [...faultsOf(truth, end), ...faultsOnKey(person), ...faultsOfLogOn(logOn, end)];
  return { canLogOn: logOn.loggedOn, end, faults };
}

function endOf({ changes, holder }: StoredTruth): Verdict['end'] {
  const stage = changes.at(-1)?.stage;
  if (stage === 'COMPLETED') return holder === 'MANAGED' ? 'COMPLETED' : 'NEITHER';
  return stage === 'FAILED' || stage === 'CANCELLED' ? 'UNDONE' : 'NEITHER';
}

function faultsOf(
  { changes, holder, copies, claims, openTasks }: StoredTruth,
  end: Verdict['end'],
): string[] {
  const list = changes.map(({ stage, lastErrorCode }) => `${stage} ${lastErrorCode ?? ''}`).join(', ');
  return [
    ...(end === 'NEITHER' ? [`it is neither completed nor undone: ${list}, ${holder}`] : []),
    ...(copies > 0 ? ['a copy of a password is left'] : []),
    ...(claims > 0 ? ['a claim is left'] : []),
    ...(openTasks > 0 ? ['the key has yet to answer something'] : []),
  ];
}

function faultsOnKey({ workstation, key, who }: Person): string[] {
  const mine = workstation.statusOf(key.serial).accounts.find(({ accountId }) => accountId === who.accountId);
  return mine?.pending ? ['the key still has a pending password'] : [];
}

function faultsOfLogOn({ loggedOn, slot, binds, refusal }: LogOnOutcome, end: Verdict['end']): string[] {
  if (!loggedOn) return [`LOCKED OUT: ${refusal}, after ${binds} binds`];
  if (binds > MOST_BINDS) return [`the log-on took ${binds} binds`];
  // What is completed is in the active slot: no further bind is needed.
  return end === 'COMPLETED' && slot !== 'ACTIVE' ? [`the log-on was with the ${slot} password`] : [];
}
