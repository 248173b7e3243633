import type { KeyTaskKind } from '../../../src/domain/states.js';
import type { Cell } from '../cells.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import type { Person } from '../stand/person.js';
import { WAYS } from '../ways.js';
import { bring, isPromised, prepare, within } from './bring.js';
import { inTurns } from './in-turns.js';
import { outcomeOf, type CellOutcome } from './outcome.js';
import { untilSeen, untilUnseen } from './seen.js';
import { judge, type Verdict } from './verdict.js';

const TOGETHER = 8;

/** Which envelope the key is busy with in a step. */
const KIND_OF_STEP: Readonly<Record<string, KeyTaskKind>> = {
  link: 'LINK',
  writePending: 'WRITE_PENDING',
  commit: 'COMMIT',
};

/**
 * Each cell for itself, several at a time: everybody has a key and a workstation of their own. Cohorts are one at a time, for
 * so they are in a domain.
 */
export async function killOwn(stand: MatrixStand, cells: readonly Cell[]): Promise<CellOutcome[]> {
  const { cohorts = [], others = [] } = Object.groupBy(cells, ({ way }) =>
    way !== undefined && WAYS[way].inCohort ? 'cohorts' : 'others',
  );
  const run = (cell: Cell): Promise<CellOutcome> => killFor(stand, cell);
  const outcomes = await Promise.all([inTurns(1, cohorts, run), inTurns(TOGETHER - 1, others, run)]);
  return outcomes.flat();
}

function killFor(stand: MatrixStand, cell: Cell): Promise<CellOutcome> {
  return outcomeOf(cell, async () => {
    const person = await prepare(stand, cell);
    try {
      return cell.power === undefined
        ? await killAt(stand, cell, person)
        : await losePower(stand, cell, person);
    } finally {
      await person.stop();
    }
  });
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
    // One that was away comes back in the middle, and goes again.
    if (!person.isKeyIn) await person.insertKey();
    await untilSeen(person, 'key');
    if (isPromised(cell)) faults.push(...(await logOnFaults(person)));
    await person.removeKey();
    await untilUnseen(person, 'key');
    halt.release();
    await person.insertKey();
  }
  await activating;
  const verdict = await judge(stand, person, cell.way);
  return { ...verdict, faults: [...faults, ...verdict.faults] };
}

/** The power of the key goes while it keeps what it was handed, and it is put in again. */
async function losePower(stand: MatrixStand, cell: Cell, person: Person): Promise<Verdict> {
  const { point, power, way } = cell;
  const kind = KIND_OF_STEP[point.split('.')[0] ?? ''];
  if (kind === undefined || power === undefined) throw new Error(`The key writes nothing in ${point}.`);
  const isAway = way !== undefined && WAYS[way].order === 'DIRECTORY_FIRST';
  if (isAway) {
    await person.removeKey();
    await untilUnseen(person, 'key');
  }
  // Before the key is prepared: for some kinds it is asked for what it has, which it writes down.
  const change = way === undefined ? undefined : await person.recordNextChange(way);
  const lost = person.key.losePowerAt(kind, power);
  await (change === undefined ? person.activate() : change.go());
  if (isAway && change !== undefined) {
    await person.untilAhead(change.changeId);
    await person.insertKey();
  }
  await within(lost, `The key did not lose its power at ${power} of ${kind}.`);
  await person.untilKeyIsOut();
  await person.insertKey();
  // A key that is written to again is asked at any moment of that.
  const faults = isAway && kind === 'WRITE_PENDING' ? [] : await logOnFaults(person);
  const verdict = await judge(stand, person, way);
  return { ...verdict, faults: [...faults, ...verdict.faults] };
}

async function logOnFaults(person: Person): Promise<string[]> {
  const { loggedOn, refusal, binds } = await person.logOnSomehow();
  return loggedOn ? [] : [`LOCKED OUT in the middle: ${refusal}, after ${binds} binds`];
}
