import type { KeyTaskKind } from '../../../src/domain/states.js';
import type { Cell } from '../cells.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import type { Person } from '../stand/person.js';
import { eventually } from '../../../src/testing/eventually.js';
import { bring, prepare, within } from './bring.js';
import { inTurns } from './in-turns.js';
import { outcomeOf, type CellOutcome } from './outcome.js';
import { judge, type Verdict } from './verdict.js';

const TOGETHER = 8;

/** Which envelope the key is busy with in a step. */
const KIND_OF_STEP: Readonly<Record<string, KeyTaskKind>> = {
  link: 'LINK',
  writePending: 'WRITE_PENDING',
  commit: 'COMMIT',
};

/** Each cell for itself, several at a time: everybody has a key and a workstation of their own. */
export function killOwn(stand: MatrixStand, cells: readonly Cell[]): Promise<CellOutcome[]> {
  return inTurns(TOGETHER, cells, (cell) =>
    outcomeOf(cell, async () => {
      const person = await prepare(stand, cell);
      try {
        return cell.power === undefined
          ? await killAt(stand, cell, person)
          : await losePower(stand, cell, person);
      } finally {
        await person.stop();
      }
    }),
  );
}

/** Halts the change in its place, kills what the cell is about, lets the change go on without it, and brings it back. */
async function killAt(stand: MatrixStand, cell: Cell, person: Person): Promise<Verdict> {
  const { halt, activating } = await bring(stand, cell, person);
  const faults: string[] = [];
  if (cell.victim === 'workstation') {
    await person.killWorkstation();
    await untilUnseen(person, 'workstation');
    halt.release();
    await person.reviveWorkstation();
  } else {
    const faultsMeanwhile = await logOnFaults(person);
    faults.push(...faultsMeanwhile);
    await person.removeKey();
    await untilUnseen(person, 'key');
    halt.release();
    await person.insertKey();
  }
  await activating;
  const verdict = await judge(stand, person);
  return { ...verdict, faults: [...faults, ...verdict.faults] };
}

/** The power of the key goes while it keeps what it was handed, and it is put in again. */
async function losePower(
  stand: MatrixStand,
  { point, power, handover, kind: changeKind }: Cell,
  person: Person,
): Promise<Verdict> {
  const kind = KIND_OF_STEP[point.split('.')[0] ?? ''];
  if (kind === undefined || power === undefined) throw new Error(`The key writes nothing in ${point}.`);
  // Before the key is prepared: for some kinds it is asked for what it has, which it writes down.
  const changeId = handover === 'NEXT' ? await person.recordNextChange(changeKind) : undefined;
  const lost = person.key.losePowerAt(kind, power);
  if (changeId === undefined) await person.activate();
  else await stand.workflows.advanceChange(changeId);
  await within(lost, `The key did not lose its power at ${power} of ${kind}.`);
  await person.untilKeyIsOut();
  await person.insertKey();
  const faults = await logOnFaults(person);
  const verdict = await judge(stand, person);
  return { ...verdict, faults: [...faults, ...verdict.faults] };
}

async function logOnFaults(person: Person): Promise<string[]> {
  const { loggedOn, refusal, binds } = await person.logOnSomehow();
  return loggedOn ? [] : [`LOCKED OUT in the middle: ${refusal}, after ${binds} binds`];
}

/** The fault has struck when the server has lost sight of it. */
async function untilUnseen(person: Person, what: 'workstation' | 'key'): Promise<void> {
  await eventually(async () => {
    const seen = await person.seenByServer();
    if (seen[what]) throw new Error(`The ${what} of ${person.who.login} is still there.`);
  });
}
