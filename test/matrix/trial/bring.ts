import type { Arrival } from '../../programs/control-channel.js';
import type { Cell } from '../cells.js';
import type { Halt } from '../control/halts.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import { Person } from '../stand/person.js';

const REACH_LIMIT_MS = 45_000;

/** Somebody whose change is halted, in the place of a cell. */
export interface Brought {
  readonly cell: Cell;
  readonly person: Person;
  readonly arrival: Arrival;
  readonly halt: Halt;
  /** Settles when the attempt at the code is through, however often it was lost. */
  readonly activating: Promise<void>;
}

/** Gives a cell its person, who has had a password from the key already where the cell is about a further one. */
export async function prepare(stand: MatrixStand, { handover }: Cell): Promise<Person> {
  const person = await Person.prepare(stand);
  if (handover === 'NEXT') await person.getManaged();
  return person;
}

/** Begins what the cell is about, and waits until it is halted in its place. */
export async function bring(stand: MatrixStand, cell: Cell, person: Person): Promise<Brought> {
  const changeId = cell.handover === 'NEXT' ? await person.recordNextChange(cell.kind) : null;
  const halt = stand.halts.at({ point: cell.point, id: changeId ?? person.keyId });
  const begun = changeId === null ? person.activate() : stand.workflows.advanceChange(changeId);
  // Whoever is halted is waited for later; what fails before that shows in the point not being reached.
  begun.catch(() => undefined);
  const arrival = await within(halt.reached, `${person.who.login} does not come to ${cell.point}.`);
  return { cell, person, arrival, halt, activating: changeId === null ? begun : Promise.resolve() };
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
