import type { Checkpoint } from '../../../src/services/password-changes/checkpoints.js';
import type { Arrival } from '../../programs/control-channel.js';
import type { Cell } from '../cells.js';
import type { Halt } from '../control/halts.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import { Person } from '../stand/person.js';
import { WAYS } from '../ways.js';
import { untilUnseen } from './seen.js';

const REACH_LIMIT_MS = 60_000;

/** Somebody whose change is halted, in the place of a cell. */
export interface Brought {
  readonly cell: Cell;
  readonly person: Person;
  readonly arrival: Arrival;
  readonly halt: Halt;
  /** Settles when the attempt at the code is through, however often it was lost. */
  readonly activating: Promise<void>;
}

/**
 * Gives a cell its person, who has had a password from the key already where the cell is about a further one, and somebody
 * else beside them where that is changed in a cohort.
 */
export async function prepare(stand: MatrixStand, { way }: Cell): Promise<Person> {
  const person = await Person.prepare(stand);
  if (way === undefined) return person;
  await person.getManaged();
  if (WAYS[way].inCohort) {
    const other = await Person.prepare(stand);
    await other.getManaged();
    person.besides.push(other);
  }
  return person;
}

/** Begins what the cell is about, and waits until it is halted in its place. */
export async function bring(stand: MatrixStand, cell: Cell, person: Person): Promise<Brought> {
  const { point } = cell;
  const begun = await begin(stand, cell, person);
  const arrival = await within(begun.halt.reached, `${person.who.login} does not come to ${point}.`);
  return { cell, person, arrival, ...begun };
}

async function begin(
  stand: MatrixStand,
  { point, way }: Cell,
  person: Person,
): Promise<Pick<Brought, 'halt' | 'activating'>> {
  if (way === undefined) {
    const halt = stand.halts.at({ point, id: person.keyId });
    const activating = person.activate();
    // Whoever is halted is waited for later; what fails before that shows in the point not being reached.
    activating.catch(() => undefined);
    return { halt, activating };
  }
  const isAway = WAYS[way].order === 'DIRECTORY_FIRST';
  if (isAway) {
    await person.removeKey();
    await untilUnseen(person, 'key');
  }
  const { changeId, go } = await person.recordNextChange(way);
  const halt = stand.halts.at({ point, id: changeId });
  await go();
  if (isAway && isForKey(point)) await person.untilAhead(changeId);
  if (isAway && (isForKey(point) || isBeforeDirectory(point))) await person.insertKey();
  return { halt, activating: Promise.resolve() };
}

function isForKey(point: Checkpoint): boolean {
  return ['writePending.', 'commit.', 'complete.'].some((step) => point.startsWith(step));
}

/** A key that comes back by itself before the directory was asked is given nothing yet, and opens what it has opened before. */
function isBeforeDirectory(point: Checkpoint): boolean {
  return point.startsWith('generate.') || point === 'reset.before';
}

/** The directory has what the key does not have yet: until it is given it, nobody logs on, as whoever wanted it was told. */
const NOBODY_LOGS_ON: readonly Checkpoint[] = [
  'reset.during',
  'reset.after',
  'verify.before',
  'verify.during',
  'verify.after',
  'writePending.before',
  'writePending.during',
];

/** Whether the person is promised that they can log on while their change is in this place. */
export function isPromised({ way, point }: Cell): boolean {
  if (way === 'COMPROMISE') return false;
  return way === undefined || WAYS[way].order !== 'DIRECTORY_FIRST' || !NOBODY_LOGS_ON.includes(point);
}

/** A wait that says what it waited for, should it be in vain. */
export async function within<T>(wanted: Promise<T>, complaint: string, limit = REACH_LIMIT_MS): Promise<T> {
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => over.reject(new Error(complaint)), limit);
  try {
    return await Promise.race([wanted, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
