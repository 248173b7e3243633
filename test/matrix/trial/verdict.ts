import { setTimeout as pause } from 'node:timers/promises';
import type { LogOnOutcome } from '../../../src/sandbox/simulated-workstation/log-on/log-on.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import type { PasswordHolder } from '../../../src/domain/states.js';
import type { Person } from '../stand/person.js';
import { storedTruth, untilChangesEnd, type StoredTruth } from '../stand/stored-truth.js';
import type { Way } from '../ways.js';

/** Most that Windows' own procedure allows, and that no lock-out comes from. */
const MOST_BINDS = 2;
const ANSWER_LIMIT_MS = 30_000;
const POLL_MS = 50;

/** How a cell has ended for its person. */
export interface Verdict {
  /** False: the person stands before a screen that lets them in with nothing they have. */
  readonly canLogOn: boolean;
  readonly end: 'COMPLETED' | 'UNDONE' | 'NEITHER';
  /** Everything that is not as it should be, in words; none when all is well. */
  readonly faults: readonly string[];
}

/** Waits until everything that was under way for a person, and for whoever is beside them, has ended, and has them log on. */
export async function judge(stand: MatrixStand, person: Person, way?: Way): Promise<Verdict> {
  const verdict = await judgeOne(stand, person, way);
  const others = await Promise.all(person.besides.map((other) => judgeOne(stand, other)));
  return {
    ...verdict,
    canLogOn: [verdict, ...others].every(({ canLogOn }) => canLogOn),
    faults: [...verdict.faults, ...others.flatMap(({ faults }) => faults.map((fault) => `beside: ${fault}`))],
  };
}

async function judgeOne(stand: MatrixStand, person: Person, way?: Way): Promise<Verdict> {
  await untilChangesEnd(stand.pool, person.who.accountId);
  const truth = await truthOnceAnswered(stand, person);
  const end = endOf(truth, way);
  if (way === 'COMPROMISE') return judgeStolen(stand, person, [...faultsOf(truth, end), ...completed(end)]);
  const isHandedBack = way === 'HAND_BACK' && end === 'COMPLETED';
  if (isHandedBack) await untilForgotten(person);
  const logOn = await logOnAfter(person, end, isHandedBack);
  const faults = [
    ...faultsOf(truth, end),
    ...faultsOnKey(person),
    ...faultsOfLogOn(logOn, isHandedBack ? 'UNDONE' : end),
  ];
  return { canLogOn: logOn.loggedOn, end, faults };
}

/** A change may have ended before its key has dropped what it was given for it: that is waited for, and not for long. */
async function truthOnceAnswered({ pool }: MatrixStand, { who }: Person): Promise<StoredTruth> {
  const deadline = performance.now() + ANSWER_LIMIT_MS;
  for (;;) {
    const truth = await storedTruth(pool, who.accountId);
    if (truth.openTasks === 0 || performance.now() > deadline) return truth;
    await pause(POLL_MS);
  }
}

function logOnAfter(person: Person, end: Verdict['end'], isHandedBack: boolean): Promise<LogOnOutcome> {
  if (isHandedBack) return person.logOnByHand();
  return end === 'COMPLETED' ? person.logOn() : person.logOnSomehow();
}

/** Nobody gives up on a key that was stolen. */
function completed(end: Verdict['end']): string[] {
  return end === 'COMPLETED' ? [] : ['the password that the stolen key has was not replaced'];
}

/** The key that was stolen lets nobody in, and its owner gets another one, with which they log on. */
async function judgeStolen(stand: MatrixStand, person: Person, before: readonly string[]): Promise<Verdict> {
  const thief = await person.logOn();
  const faults = [...before, ...(thief.loggedOn ? ['the stolen key still lets somebody in'] : [])];
  await person.stop();
  const again = await person.getAnotherKey();
  try {
    await again.getManaged();
    const verdict = await judgeOne(stand, again);
    return { ...verdict, faults: [...faults, ...verdict.faults] };
  } finally {
    await again.stop();
  }
}

/** The password is its owner's alone: the key does not keep what it had. */
async function untilForgotten({ workstation, key, who }: Person): Promise<void> {
  await workstation.keyThat(key.serial, ({ accounts }) =>
    accounts.every(({ accountId }) => accountId !== who.accountId),
  );
}

const HOLDERS: { readonly [Each in Way]?: PasswordHolder } = {
  COMPROMISE: 'NO_ONE_HAS_IT',
  HAND_BACK: 'UNMANAGED',
};

function endOf({ changes, holder }: StoredTruth, way?: Way): Verdict['end'] {
  const stage = changes.at(-1)?.stage;
  const wanted = (way === undefined ? undefined : HOLDERS[way]) ?? 'MANAGED';
  if (stage === 'COMPLETED') return holder === wanted ? 'COMPLETED' : 'NEITHER';
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
