import {
  CHECKPOINT_MOMENTS,
  type Checkpoint,
  type CheckpointMoment,
  type CheckpointStep,
} from '../../src/services/password-changes/checkpoints.js';
import type { PasswordChangeKind, PasswordChangeOrder } from '../../src/domain/states.js';

/** A kind of change, in one of the orders that it takes. */
interface WayFacts {
  readonly kind: PasswordChangeKind;
  readonly order: PasswordChangeOrder;
  /** It is changed by the rotation of its domain, in a cohort: one at a time in a domain. */
  readonly inCohort: boolean;
}

function keyFirst(kind: PasswordChangeKind, inCohort = false): WayFacts {
  return { kind, order: 'KEY_FIRST', inCohort };
}

function keyAway(kind: PasswordChangeKind, inCohort = false): WayFacts {
  return { kind, order: 'DIRECTORY_FIRST', inCohort };
}

/** Every way in which a password is changed that a key has already. */
export const WAYS = {
  ACTIVATION: keyFirst('ACTIVATION'),
  ROTATION: keyFirst('ROTATION', true),
  ADMIN_GENERATE: keyFirst('ADMIN_GENERATE'),
  ADMIN_SET: keyFirst('ADMIN_SET'),
  USER_CHANGE: keyFirst('USER_CHANGE'),
  'ADMIN_GENERATE, key away': keyAway('ADMIN_GENERATE'),
  'ADMIN_SET, key away': keyAway('ADMIN_SET'),
  'ROTATION, key away': keyAway('ROTATION', true),
  USER_KEY_ONLY: { kind: 'USER_KEY_ONLY', order: 'KEY_ONLY', inCohort: false },
  COMPROMISE: { kind: 'COMPROMISE', order: 'DIRECTORY_ONLY', inCohort: false },
  HAND_BACK: { kind: 'HAND_BACK', order: 'DIRECTORY_ONLY', inCohort: false },
} as const satisfies Readonly<Record<string, WayFacts>>;
export type Way = keyof typeof WAYS;

export const ALL_WAYS = Object.keys(WAYS) as readonly Way[];

const WITH_KEY: readonly CheckpointStep[] = [
  'generate',
  'writePending',
  'reset',
  'verify',
  'commit',
  'complete',
];

/** What a change goes through, sorted as a first password goes through it. */
const STEPS: { readonly [Order in PasswordChangeOrder]: readonly CheckpointStep[] } = {
  KEY_FIRST: WITH_KEY,
  DIRECTORY_FIRST: WITH_KEY,
  KEY_ONLY: WITH_KEY.filter((step) => step !== 'reset'),
  DIRECTORY_ONLY: ['reset', 'verify', 'complete'],
};

export function stepsOf(way: Way): readonly CheckpointStep[] {
  return STEPS[WAYS[way].order];
}

/** A password that was typed for the key alone is not looked up for: nothing is under way there. */
export function momentsOf(way: Way, step: CheckpointStep): readonly CheckpointMoment[] {
  return way === 'USER_KEY_ONLY' && step === 'generate' ? ['before', 'after'] : CHECKPOINT_MOMENTS;
}

export function passes(way: Way, point: Checkpoint): boolean {
  const [step, moment] = point.split('.') as [CheckpointStep, CheckpointMoment];
  return stepsOf(way).includes(step) && momentsOf(way, step).includes(moment);
}
