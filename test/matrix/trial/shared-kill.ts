import { processFacts } from '../../../src/sandbox/samba/process-group.js';
import type { Cell, SharedVictim } from '../cells.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import type { Person } from '../stand/person.js';
import { WAYS } from '../ways.js';
import { bring, isPromised, prepare, type Brought } from './bring.js';
import { outcomeOf, type CellOutcome } from './outcome.js';
import { inTurns } from './in-turns.js';
import { judge } from './verdict.js';

/** People who are got ready at the same time. */
const TOGETHER = 4;

/**
 * Who holds what others need comes last: a step that is halted in a worker keeps one of its places, one whose request has
 * left waits for an answer only so long, and an activation that is not committed has told everybody to wait for it. What
 * waits out older requests before it is complete comes first.
 */
const LATE = ['generate.', 'verify.', 'complete.', 'reset.', 'activate.during'];
const SLOW = -2;

function lateness({ point, way }: Cell): number {
  const isSlow = way !== undefined && WAYS[way].order === 'DIRECTORY_ONLY' && point.startsWith('complete.');
  if (isSlow) return SLOW;
  return LATE.findIndex((start) => point.startsWith(start)) + (point === 'reset.during' ? 0.5 : 0);
}

async function bringAll(
  stand: MatrixStand,
  cells: readonly Cell[],
  people: readonly Person[],
): Promise<Brought[]> {
  const places = cells.map((cell, at) => ({ cell, person: people[at]!, late: lateness(cell) }));
  const [slow, others] = [
    places.filter(({ late }) => late === SLOW),
    places.filter(({ late }) => late !== SLOW),
  ];
  const brought = await Promise.all(slow.map(({ cell, person }) => bring(stand, cell, person)));
  for (const { cell, person } of others.toSorted((one, other) => one.late - other.late))
    brought.push(await bring(stand, cell, person));
  return brought;
}

/**
 * One kill for many: brings each to their own place, kills what all of them stand on, has them log on while it is gone, brings
 * it back, and judges everybody.
 */
export async function killShared(
  stand: MatrixStand,
  victim: SharedVictim,
  cells: readonly Cell[],
): Promise<CellOutcome[]> {
  const people = await inTurns(TOGETHER, cells, (cell) => prepare(stand, cell));
  const brought = await bringAll(stand, cells, people);
  const before = await stand.pidOf(victim);
  await stand.parts[victim].kill();
  const facts = await processFacts(before);
  const isGone = facts === undefined || facts.isZombie;
  const meanwhile = await logOnsMeanwhile(victim, brought);
  for (const { halt } of brought) halt.release();
  await stand.parts[victim].start();
  const after = await stand.pidOf(victim);
  const struck = isGone && after !== before ? [] : [`${victim} was not killed: ${before}, ${after}`];
  return inTurns(TOGETHER, brought, async (one) => {
    const { cell, person, arrival, activating } = one;
    const outcome = await outcomeOf(cell, async () => {
      await activating;
      if (!person.isKeyIn) await person.insertKey();
      return judge(stand, person, cell.way);
    });
    await person.stop();
    const where = isWithin(victim, one, before) ? [] : [`process ${arrival.pid} was halted, not ${before}`];
    return { ...outcome, faults: [...struck, ...where, ...(meanwhile.get(person) ?? []), ...outcome.faults] };
  });
}

/** A step of the server's or the worker's is halted in the very process that is killed. */
function isWithin(victim: SharedVictim, { cell, arrival }: Brought, pid: number): boolean {
  const ownSteps = victim === 'server' ? SERVER_STEPS : victim === 'worker' ? WORKER_STEPS : [];
  const isOwn = ownSteps.some((step) => cell.point.startsWith(`${step}.`));
  return !isOwn || arrival.pid === pid;
}

const SERVER_STEPS = ['activate', 'link', 'writePending', 'commit'];
const WORKER_STEPS = ['generate', 'reset', 'verify', 'complete'];

/** At every instant there is something that lets a person in; only without a controller nobody logs on at one. */
async function logOnsMeanwhile(
  victim: SharedVictim,
  brought: readonly Brought[],
): Promise<Map<Person, string[]>> {
  const faults = new Map<Person, string[]>();
  if (victim === 'directory') return faults;
  await inTurns(TOGETHER, brought, async ({ cell, person }) => {
    if (!isPromised(cell)) return;
    const { loggedOn, refusal, binds } = await person.logOnSomehow();
    if (!loggedOn) faults.set(person, [`LOCKED OUT while it was gone: ${refusal}, after ${binds} binds`]);
  });
  return faults;
}
