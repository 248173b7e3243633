import { AppError } from '../../errors.js';
import {
  CHECKPOINT_MOMENTS,
  CHECKPOINT_STEPS,
  type Checkpoint,
} from '../../services/password-changes/checkpoints.js';
import { liftLock, lockAllWorkstations } from '../../services/workstations/alarm.js';
import { TEST_ACTOR } from '../stored-people.js';
import type { Delivery, Scene, SceneKey } from './scene.js';

const POINTS = CHECKPOINT_STEPS.flatMap((step) =>
  CHECKPOINT_MOMENTS.map((moment): Checkpoint => `${step}.${moment}`),
);
const DELIVERIES: readonly Delivery[] = [
  'LOST',
  'NOT_ACKNOWLEDGED',
  'ACKNOWLEDGED_TWICE',
  'BEFORE_WRITE',
  'TORN_WRITE',
  'BEFORE_SWITCH',
  'AFTER_WRITE',
];
const FRESH_POLICY = { minLength: 7 };

/** What happens, to the first key or to the other. */
export type Step = (scene: Scene, key: SceneKey, other: SceneKey, seed: number) => Promise<unknown>;

function pick<T>(list: readonly T[], seed: number): T | undefined {
  return list[seed % list.length];
}

/** Withdrawn, broken or stolen: what the key held is promised to nobody from then on. */
function retire(trigger: 'WITHDRAW' | 'REPORT_BROKEN' | 'MARK_COMPROMISED'): Step {
  return async (scene, key, other) => {
    await scene.world.keys.retire(TEST_ACTOR, {
      keyId: key.id,
      trigger,
      passwords: 'REPLACEMENT',
      replacementKeyId: other.id,
      confirmSerial: key.serial,
      note: null,
      temporaryPassword: null,
      disablesAccounts: false,
    });
    scene.witness.forgets(key.id);
  };
}

const carry: Step = (scene, key) => scene.carry(key, 'DONE');
const advance: Step = async (scene, _key, _other, seed) => {
  const changeId = pick(await scene.openChanges(), seed);
  if (changeId !== undefined) await scene.advance(changeId);
};

/** What brings a change on. */
export const FORWARD = {
  connect: (scene, key) => scene.connect(key),
  carry,
  advance,
  passSeconds: (scene) => scene.passTime(20),
} as const satisfies Readonly<Record<string, Step>>;

/** What gets into its way. */
export const LOSSES = {
  disconnect: (scene, key) => scene.disconnect(key),
  carryBadly: (scene, key, _other, seed) => scene.carry(key, pick(DELIVERIES, seed)!),
  advanceByTwo: async (scene, _key, _other, seed) => {
    const changeId = pick(await scene.openChanges(), seed);
    if (changeId !== undefined) await Promise.all([scene.advance(changeId), scene.advance(changeId)]);
  },
  crash: async (scene, _key, _other, seed) => void scene.world.crashes.add(pick(POINTS, seed)!),
  loseAnswer: async (scene) => failReset(scene, 'AFTER'),
  cutBeforeWrite: async (scene) => failReset(scene, 'BEFORE'),
  controllerDown: async (scene, _key, _other, seed) => {
    for (const { passwords } of scene.accounts) passwords.controllers[seed % 2]!.isUp = false;
  },
  controllersUp: async (scene) => up(scene),
  replicate: async (scene) => {
    for (const { passwords } of scene.accounts) passwords.replicate();
  },
  strictPolicy: async (scene) => policy(scene, 30),
  laxPolicy: async (scene) => policy(scene, FRESH_POLICY.minLength),
  takeRight: async (scene) => grant(scene, false),
  giveRight: async (scene) => grant(scene, true),
  passMinutes: (scene) => scene.passTime(16 * 60),
} as const satisfies Readonly<Record<string, Step>>;

/** What becomes of keys and of their owner. */
export const TRIGGERS = {
  rightCode: async (scene, key) => scene.activate(key, await scene.rightCode(key)),
  wrongCode: (scene, key) => scene.activate(key, '00000000'),
  wrongCodes: async (scene, key) => {
    for (let count = 0; count < 3; count += 1) await scene.activate(key, '00000000');
  },
  suspend: (scene, key) => scene.world.keys.suspend(TEST_ACTOR, key.id, 'a note'),
  unlock: (scene, key) => scene.world.keys.unlock(TEST_ACTOR, key.id),
  withdraw: retire('WITHDRAW'),
  broken: retire('REPORT_BROKEN'),
  compromised: retire('MARK_COMPROMISED'),
  resetByHand: async (scene, key) => {
    await scene.resetByHand(key);
    await scene.reportStatus(key);
  },
  deactivate: (scene) => scene.world.employees.deactivate(TEST_ACTOR, scene.employeeId, null),
  reactivate: (scene) => scene.world.employees.reactivate(TEST_ACTOR, scene.employeeId),
  alarm: (scene) => lockAllWorkstations(scene.world.pool, TEST_ACTOR, 'a test'),
  liftAlarm: liftAlarms,
} as const satisfies Readonly<Record<string, Step>>;

/** The next reset fails once, before it leaves or when it is answered. */
function failReset(scene: Scene, at: 'BEFORE' | 'AFTER'): void {
  scene.onStep = (step) => {
    if ((step.call !== 'resetPassword' && step.call !== 'changePassword') || step.at !== at) return;
    scene.onStep = () => undefined;
    throw new AppError('DIRECTORY_TIMEOUT', 'Scripted: lost.');
  };
}

function up(scene: Scene): void {
  for (const { passwords } of scene.accounts)
    for (const controller of passwords.controllers) controller.isUp = true;
}

function policy(scene: Scene, minLength: number): void {
  for (const { passwords } of scene.accounts)
    if (passwords.policy !== undefined) passwords.policy = { ...passwords.policy, minLength };
}

function grant(scene: Scene, may: boolean): void {
  for (const { passwords } of scene.accounts) passwords.mayReset = may;
}

/**
 * Everything is as it should be again, and administrators have done what is theirs: the owner is active, and has a key as
 * long as there is one that nobody reported.
 */
export async function heal(scene: Scene): Promise<void> {
  const { world, employeeId } = scene;
  world.crashes.clear();
  scene.onStep = () => undefined;
  up(scene);
  grant(scene, true);
  policy(scene, FRESH_POLICY.minLength);
  await liftAlarms(scene);
  await world.employees.reactivate(TEST_ACTOR, employeeId);
  for (const { passwords } of scene.accounts) passwords.replicate();
  // After this time a first password that failed is tried again.
  await scene.passTime(700);
  for (const key of scene.keys) await scene.connect(key);
  const owned = (await keysOf(scene)).find(({ isOwned }) => isOwned);
  if (owned === undefined) {
    const ready = (await keysOf(scene)).find(({ status }) => status === 'READY');
    if (ready !== undefined) await world.keys.assign(TEST_ACTOR, { keyId: ready.id, employeeId });
  } else if (owned.status === 'LOCKED') await world.keys.unlock(TEST_ACTOR, owned.id);
  const waiting = (await keysOf(scene)).find(({ isOwned, status }) => isOwned && status !== 'ACTIVE');
  const key = scene.keys.find(({ id }) => id === waiting?.id);
  if (key !== undefined) await scene.activate(key, await scene.rightCode(key));
}

interface KeyNow {
  readonly id: string;
  readonly status: string;
  readonly isOwned: boolean;
}

async function keysOf({ world, keys, employeeId }: Scene): Promise<KeyNow[]> {
  const { rows } = await world.pool.query<KeyNow>(
    `select id, status, owner_id = $2 and status not in ('DEACTIVATED', 'COMPROMISED') as "isOwned"
     from key where id = any($1::uuid[])`,
    [keys.map(({ id }) => id), employeeId],
  );
  return rows;
}

async function liftAlarms({ world }: Scene): Promise<void> {
  const { rows } = await world.pool.query<{ id: string }>(`select id from alarm where lifted_at is null`);
  for (const { id } of rows) await liftLock(world.pool, TEST_ACTOR, { alarmId: id, reason: 'a test' });
}
