import {
  CHECKPOINT_MOMENTS,
  CHECKPOINT_STEPS,
  type Checkpoint,
  type CheckpointMoment,
  type CheckpointStep,
} from '../../src/services/password-changes/checkpoints.js';
import type { PowerLossPoint } from '../../src/sandbox/simulated-key/power.js';

/** What many people stand on: each is killed once for a crowd of them. */
export const SHARED_VICTIMS = ['worker', 'server', 'database', 'Temporal', 'directory'] as const;
export type SharedVictim = (typeof SHARED_VICTIMS)[number];

/** What everybody has for themselves. */
export const OWN_VICTIMS = ['workstation', 'key'] as const;
export type OwnVictim = (typeof OWN_VICTIMS)[number];

export const VICTIMS = [...SHARED_VICTIMS, ...OWN_VICTIMS] as const;
export type Victim = (typeof VICTIMS)[number];

/**
 * What is done to the password. `FIRST`: the key is activated, and until the directory has taken the new password the person
 * has the old one. `NEXT`: the key has had one already that nobody knows, so that whatever goes wrong locks somebody out.
 */
export type Handover = 'FIRST' | 'NEXT';

/** The kinds that change a password a key has already, each with the key first. */
export const NEXT_KINDS = ['ACTIVATION', 'ROTATION', 'ADMIN_GENERATE', 'ADMIN_SET', 'USER_CHANGE'] as const;
export type NextKind = (typeof NEXT_KINDS)[number];

/** One person, one part that dies, one place where that happens. */
export interface Cell {
  readonly victim: Victim;
  readonly point: Checkpoint;
  readonly handover: Handover;
  /** Of a further change. */
  readonly kind: NextKind;
  /** The key loses its power by itself while it keeps what it was given, and nobody is halted. */
  readonly power?: PowerLossPoint;
}

/** Every place, in the order in which a change passes them. */
export const POINTS: readonly Checkpoint[] = CHECKPOINT_STEPS.flatMap((step) =>
  CHECKPOINT_MOMENTS.map((moment): Checkpoint => `${step}.${moment}`),
);

/** What the key writes down in a step, and which moment of it each loss of power belongs to. */
const KEY_STEPS: readonly CheckpointStep[] = ['link', 'writePending', 'commit'];
const MOMENT_OF_POWER: { readonly [Point in PowerLossPoint]: CheckpointMoment } = {
  BEFORE_WRITE: 'before',
  TORN_WRITE: 'during',
  BEFORE_SWITCH: 'during',
  AFTER_WRITE: 'after',
};

/** These steps are the key's: it is activated once. */
function handoverAt(point: Checkpoint): Handover {
  return point.startsWith('activate.') || point.startsWith('link.') ? 'FIRST' : 'NEXT';
}

/** Each kind has its turn at every point, with one victim or another. */
function kindAt(victim: Victim, point: Checkpoint): NextKind {
  return NEXT_KINDS[(POINTS.indexOf(point) + VICTIMS.indexOf(victim)) % NEXT_KINDS.length]!;
}

function cellAt(victim: Victim, point: Checkpoint): Cell {
  return { victim, point, handover: handoverAt(point), kind: kindAt(victim, point) };
}

/** A row of cells for one victim. */
export function cellsOf(victim: Victim, points: readonly Checkpoint[] = POINTS): Cell[] {
  const halted = points.map((point) => cellAt(victim, point));
  return victim === 'key' ? [...halted, ...powerCells()] : halted;
}

function powerCells(): Cell[] {
  return KEY_STEPS.flatMap((step) =>
    Object.entries(MOMENT_OF_POWER).map(([power, moment]): Cell => {
      const point: Checkpoint = `${step}.${moment}`;
      return { ...cellAt('key', point), power: power as PowerLossPoint };
    }),
  );
}

export function nameOf({ victim, point, power, handover, kind }: Cell): string {
  const what = handover === 'FIRST' ? '' : `, ${kind}`;
  return `${victim}, ${point}${power === undefined ? '' : `, ${power}`}${what}`;
}

/** What is not a step, a moment and a victim. */
export const EXTRA_CELLS = {
  ANSWER_LOST: 'the answer of the directory is lost after it took the password',
  CONTROLLER_LOST: 'of two controllers, the one that was written dies before it has told the other',
  WORKER_STOPPED: 'a worker is stopped between claim and write while its key is reported stolen, then woken',
  LAPTOP: 'a laptop has no controller in reach, before a change, in its middle and after it',
} as const;
export type ExtraCell = keyof typeof EXTRA_CELLS;

/** Of the table of cells that are none of the others. */
export const EXTRA_COLUMN = 'nobody is locked out';

/** What the table of the README calls the place of a cell. */
export function rowOf({ point }: Pick<Cell, 'point'>): string {
  const [step, moment] = point.split('.');
  return `\`${step}\`, ${moment}`;
}

/**
 * The share of each run of all tests: a shared part is killed once for some people, one for each step, and in another moment of
 * it for each part, so that every place has its turn. `npm run test:matrix` kills each for everybody.
 */
export function shareOf(victim: SharedVictim): Cell[] {
  const turn = SHARED_VICTIMS.indexOf(victim);
  const moments = CHECKPOINT_MOMENTS.length;
  const points = CHECKPOINT_STEPS.map(
    (step, at): Checkpoint => `${step}.${CHECKPOINT_MOMENTS[(at + turn) % moments]!}`,
  );
  return cellsOf(victim, points);
}
