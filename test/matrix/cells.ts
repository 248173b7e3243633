import {
  CHECKPOINT_MOMENTS,
  CHECKPOINT_STEPS,
  type Checkpoint,
  type CheckpointMoment,
  type CheckpointStep,
} from '../../src/services/password-changes/checkpoints.js';
import type { PowerLossPoint } from '../../src/sandbox/simulated-key/power.js';
import { ALL_WAYS, momentsOf, passes, stepsOf, WAYS, type Way } from './ways.js';

/** What many people stand on: each is killed once for a crowd of them. */
export const SHARED_VICTIMS = ['worker', 'server', 'database', 'Temporal', 'directory'] as const;
export type SharedVictim = (typeof SHARED_VICTIMS)[number];

/** What everybody has for themselves. */
export const OWN_VICTIMS = ['workstation', 'key'] as const;
export type OwnVictim = (typeof OWN_VICTIMS)[number];

export const VICTIMS = [...SHARED_VICTIMS, ...OWN_VICTIMS] as const;
export type Victim = (typeof VICTIMS)[number];

/**
 * One person, one part that dies, one place where that happens. Without a way, the key is activated, and until the directory
 * has taken the new password the person has the old one; with one, the key has had a password already that nobody knows, so
 * that whatever goes wrong locks somebody out.
 */
export interface Cell {
  readonly victim: Victim;
  readonly point: Checkpoint;
  readonly way?: Way;
  /** The key loses its power by itself while it keeps what it was given, and nobody is halted. */
  readonly power?: PowerLossPoint;
}

/** These steps are the key's: it is activated once. */
const FIRST_STEPS: readonly CheckpointStep[] = ['activate', 'link'];
const NEXT_STEPS = CHECKPOINT_STEPS.filter((step) => !FIRST_STEPS.includes(step));

function pointsOf(steps: readonly CheckpointStep[]): Checkpoint[] {
  return steps.flatMap((step) => CHECKPOINT_MOMENTS.map((moment): Checkpoint => `${step}.${moment}`));
}

/** What the key writes down in a step, and which moment of it each loss of power belongs to. */
const MOMENT_OF_POWER: { readonly [Point in PowerLossPoint]: CheckpointMoment } = {
  BEFORE_WRITE: 'before',
  TORN_WRITE: 'during',
  BEFORE_SWITCH: 'during',
  AFTER_WRITE: 'after',
};
const POWERS = Object.keys(MOMENT_OF_POWER) as readonly PowerLossPoint[];
const WRITTEN_BY_KEY = ['writePending', 'commit'] as const;

function turn<T>(list: readonly T[], at: number): T {
  return list[at % list.length]!;
}

function powerCell(step: CheckpointStep, power: PowerLossPoint, way?: Way): Cell {
  const point: Checkpoint = `${step}.${MOMENT_OF_POWER[power]}`;
  return { victim: 'key', point, power, ...(way === undefined ? {} : { way }) };
}

/**
 * A rotation with the key away needs a kill for itself wherever it is killed, as each in a cohort does. It is the same as what
 * administrators do with the key away but for the cohort, and the cohort is the worker's.
 */
function isKilledWith(way: Way, victim: Victim): boolean {
  return way !== 'ROTATION, key away' || victim === 'worker' || victim === 'workstation' || victim === 'key';
}

/** Every way through each step with one victim, each in one moment of it; together they are in all moments. */
export function cellsOf(victim: Victim): Cell[] {
  const first = pointsOf(FIRST_STEPS).map((point): Cell => ({ victim, point }));
  const next = ALL_WAYS.flatMap((way, at) =>
    isKilledWith(way, victim)
      ? stepsOf(way).map((step): Cell => {
          const moment = turn(
            momentsOf(way, step),
            at + CHECKPOINT_STEPS.indexOf(step) + VICTIMS.indexOf(victim),
          );
          return { victim, point: `${step}.${moment}`, way };
        })
      : [],
  );
  return [...first, ...next, ...(victim === 'key' ? powerCells() : [])];
}

function powerCells(): Cell[] {
  const next = WRITTEN_BY_KEY.flatMap((step, at) =>
    ALL_WAYS.filter((way) => stepsOf(way).includes(step)).map((way, index) =>
      powerCell(step, turn(POWERS, index + at), way),
    ),
  );
  return [...POWERS.map((power) => powerCell('link', power)), ...next];
}

/**
 * The share of each run of all tests, of what everybody has for themselves: each point once, and each loss of power, the ways
 * taking turns.
 */
export function shareOfOwn(victim: OwnVictim): Cell[] {
  const first = pointsOf(FIRST_STEPS).map((point): Cell => ({ victim, point }));
  const next = pointsOf(NEXT_STEPS).map((point, at): Cell => {
    const ways = ALL_WAYS.filter((way) => passes(way, point));
    return { victim, point, way: turn(ways, at * 4 + VICTIMS.indexOf(victim)) };
  });
  const power = [...POWERS.map((each) => powerCell('link', each)), ...sharedPowerCells()];
  return [...first, ...next, ...(victim === 'key' ? power : [])];
}

function sharedPowerCells(): Cell[] {
  return WRITTEN_BY_KEY.flatMap((step, at) => {
    const ways = ALL_WAYS.filter((way) => stepsOf(way).includes(step));
    return POWERS.map((power, index) => powerCell(step, power, turn(ways, (index + at * 4) * 2)));
  });
}

/**
 * The share of each run of all tests, of what many stand on: it is killed once for some people, one for each step, and in
 * another moment of it for each part, so that every place has its turn. One of them is in a cohort.
 */
export function shareOfShared(victim: SharedVictim): Cell[] {
  const at = SHARED_VICTIMS.indexOf(victim);
  const momentOf = (step: number): CheckpointMoment => turn(CHECKPOINT_MOMENTS, step + at);
  const first = FIRST_STEPS.map((step, index): Cell => ({ victim, point: `${step}.${momentOf(index)}` }));
  const next = NEXT_STEPS.map((step, index): Cell => {
    const point: Checkpoint = `${step}.${momentOf(index + FIRST_STEPS.length)}`;
    if (index === at) return { victim, point, way: 'ROTATION' };
    const ways = ALL_WAYS.filter((way) => passes(way, point) && !WAYS[way].inCohort);
    return { victim, point, way: turn(ways, index + at * 3) };
  });
  return [...first, ...next];
}

/** So many at a time: each kill is for at most one cohort, and for an even share of everybody else. */
export function roundsOf(cells: readonly Cell[]): Cell[][] {
  const isInCohort = ({ way }: Cell): boolean => way !== undefined && WAYS[way].inCohort;
  const inCohorts = cells.filter(isInCohort);
  const others = cells.filter((cell) => !isInCohort(cell));
  const count = Math.max(inCohorts.length, 1);
  return Array.from({ length: count }, (_, round) => [
    ...inCohorts.slice(round, round + 1),
    ...others.filter((__, at) => at % count === round),
  ]);
}

export function nameOf({ victim, point, power, way }: Cell): string {
  return [victim, point, ...(power === undefined ? [] : [power]), ...(way === undefined ? [] : [way])].join(
    ', ',
  );
}

/** What is not a step, a moment and a victim. */
export const EXTRA_CELLS = {
  ANSWER_LOST: 'the answer of the directory is lost after it took the password',
  OWNERS_ANSWER_LOST: 'the answer to an owner’s change is lost after the directory took it',
  OWNERS_CHANGE_BEFORE: 'a worker dies right before it sends an owner’s change',
  OWNERS_CHANGE_DURING: 'a worker dies after the directory took an owner’s change, before it has the answer',
  OWNERS_CHANGE_AFTER: 'a worker dies with the answer to an owner’s change in its hands',
  CONTROLLER_LOST: 'of two controllers, the one that was written dies before it has told the other',
  WORKER_STOPPED: 'a worker is stopped between claim and write while its key is reported stolen, then woken',
  LAPTOP: 'a laptop has no controller in reach, before a change, in its middle and after it',
} as const;
export type ExtraCell = keyof typeof EXTRA_CELLS;

/** Of the table of cells that are none of the others. */
export const EXTRA_COLUMN = 'nobody is locked out';

/** What the tables of the README call the places of a cell: where it was, and who died; which way, and in which step. */
export function placesOf({ point, victim, way }: Pick<Cell, 'point' | 'victim' | 'way'>): Place[] {
  const [step = '', moment] = point.split('.');
  const place = { row: `\`${step}\`, ${moment}`, column: victim };
  return way === undefined ? [place] : [place, { row: nameOfWay(way), column: `\`${step}\`` }];
}

function nameOfWay(way: Way): string {
  const { kind, order } = WAYS[way];
  return `\`${kind}\`${order === 'DIRECTORY_FIRST' ? ', key away' : ''}`;
}

/** A field of a table of the README. */
export interface Place {
  readonly row: string;
  readonly column: string;
}
