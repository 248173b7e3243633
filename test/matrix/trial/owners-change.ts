import { OWNERS_CHANGE } from '../../programs/halting-passwords.js';
import type { Arrival } from '../../programs/control-channel.js';
import type { ExtraCell } from '../cells.js';
import type { Halt } from '../control/halts.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import { passwordLastSet, untilPasswordIsSet } from '../stand/password-clock.js';
import { Person } from '../stand/person.js';
import { within } from './bring.js';
import { outcomeOfExtra, type CellOutcome } from './outcome.js';
import { judge } from './verdict.js';

type Moment = keyof typeof OWNERS_CHANGE;

const CELLS: { readonly [Each in Moment]: ExtraCell } = {
  before: 'OWNERS_CHANGE_BEFORE',
  during: 'OWNERS_CHANGE_DURING',
  after: 'OWNERS_CHANGE_AFTER',
};

interface Held {
  readonly moment: Moment;
  readonly person: Person;
  readonly halt: Halt;
  readonly arrival: Arrival;
}

/**
 * The worker dies with three owners' changes in its hands, which may be sent once only: one has not left, one the directory has
 * taken without having answered, of one there is the answer. While there is no worker, and afterwards, everybody logs on.
 */
export async function killWithOwnersChanges(stand: MatrixStand): Promise<CellOutcome[]> {
  const begun = stand.halts.arrivals.length;
  const held: Held[] = [];
  for (const moment of ['before', 'during', 'after'] as const) held.push(await hold(stand, moment));
  const pid = await stand.pidOf('worker');
  await stand.parts.worker.kill();
  const meanwhile = await Promise.all(held.map(({ person }) => person.logOnSomehow()));
  for (const { halt } of held) halt.release();
  await stand.parts.worker.start();
  const ends = held.map(({ moment, person, arrival }, at) =>
    outcomeOfExtra(CELLS[moment], async () => {
      const { loggedOn, refusal } = meanwhile[at]!;
      const verdict = await judge(stand, person);
      const faults = [
        ...(arrival.pid === pid ? [] : ['another process was halted']),
        ...(loggedOn ? [] : [`LOCKED OUT while it was gone: ${refusal}`]),
        ...verdict.faults,
      ];
      await person.stop();
      return { ...verdict, faults };
    }),
  );
  const outcomes = await Promise.all(ends);
  const sent = stand.halts.arrivals.slice(begun).filter(({ point }) => point === OWNERS_CHANGE.before);
  const fault = sent.length === held.length ? [] : [`${sent.length} were sent`];
  return outcomes.map((outcome) => ({ ...outcome, faults: [...outcome.faults, ...fault] }));
}

/** One after the other: the test is not told whose change it is. */
async function hold(stand: MatrixStand, moment: Moment): Promise<Held> {
  const person = await Person.prepare(stand);
  await person.getManaged();
  const lastSet = await passwordLastSet(stand, person);
  const halt = stand.halts.at({ point: OWNERS_CHANGE[moment], id: null });
  const { go } = await person.recordNextChange('USER_CHANGE');
  await go();
  const arrival = await within(halt.reached, 'No worker has an owner’s change in its hands.');
  if (moment !== 'before') await untilPasswordIsSet(stand, person, lastSet);
  return { moment, person, halt, arrival };
}
