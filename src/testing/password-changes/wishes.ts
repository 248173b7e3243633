import { randomUUID } from 'node:crypto';
import { keyFile } from '../../sandbox/simulated-key/key-file.js';
import { setPasswords } from '../../services/password-changes/administrator/set-passwords.js';
import {
  changeInDirectoryAndKey,
  changeOnKey,
} from '../../services/password-changes/owner/request-change.js';
import { rotateNow } from '../../services/rotations/request-rotation.js';
import { TEST_ACTOR } from '../stored-people.js';
import type { Step } from './random-steps.js';
import type { Scene, SceneAccount, SceneKey } from './scene.js';

/** What a policy of any strictness takes, and nobody has had before. */
function newTyped(): string {
  return `Tk7-${randomUUID()}`;
}

function accountOf({ accounts }: Scene, seed: number): SceneAccount {
  return accounts[seed % accounts.length]!;
}

/** An administrator wants new passwords for everything that the person has. */
function administrator(wanted: { readonly isTyped: boolean; readonly isAway: boolean }): Step {
  return async (scene) => {
    if (wanted.isAway) for (const key of scene.keys) await scene.disconnect(key);
    await setPasswordsOf(scene, wanted);
  };
}

async function setPasswordsOf(
  { world, accounts }: Scene,
  { isTyped = false, isAway = false }: { readonly isTyped?: boolean; readonly isAway?: boolean },
): Promise<void> {
  const { pool, copies } = world.advanceParts;
  const parts = { pool, copies, codes: world.codes, workflows: world.keyParts.workflows };
  await setPasswords(parts, TEST_ACTOR, {
    accountIds: accounts.map(({ id }) => id),
    evenIfKeyIsAway: isAway,
    assignKeyId: null,
    ...(isTyped ? { typed: newTyped() } : {}),
  });
}

/** The owner wants another password in the directory and on the key. */
function ownChange(wanted: { readonly isTyped: boolean; readonly isOldRight: boolean }): Step {
  return async (scene, key, _other, seed) => {
    const { id: accountId } = accountOf(scene, seed);
    const present = (await onKey(key, accountId)) ?? 'nothing is on the key';
    await changeInDirectoryAndKey(ownParts(scene), scene.bringer, {
      keySerial: key.serial,
      accountId,
      newPassword: wanted.isTyped ? newTyped() : null,
      oldPassword: wanted.isOldRight ? present : 'mistyped by its owner',
      sealedOldPassword: null,
      challenge: null,
    });
  };
}

async function correct(scene: Scene, key: SceneKey, accountId: string, newPassword: string): Promise<void> {
  const wanted = { keySerial: key.serial, accountId, newPassword, insist: false };
  await changeOnKey(ownParts(scene), scene.bringer, wanted);
}

function ownParts({ world }: Scene): Parameters<typeof changeOnKey>[0] {
  return { ...world.keyParts, copies: world.advanceParts.copies };
}

async function onKey({ file }: SceneKey, accountId: string): Promise<string | undefined> {
  const { memory } = await keyFile(file).read();
  return memory.accounts.find((each) => each.accountId === accountId)?.active?.password;
}

async function generate(scene: Scene): Promise<void> {
  await setPasswordsOf(scene, {});
}

/** Every kind of change that somebody asks for, in each order. */
export const WISHES = {
  rotate: (scene) =>
    rotateNow({ pool: scene.world.pool, workflows: scene.world.keyParts.workflows }, TEST_ACTOR, {
      reason: 'a test',
      accountIds: scene.accounts.map(({ id }) => id),
    }),
  generate,
  generateAway: administrator({ isTyped: false, isAway: true }),
  set: administrator({ isTyped: true, isAway: false }),
  setAway: administrator({ isTyped: true, isAway: true }),
  changeTyped: ownChange({ isTyped: true, isOldRight: true }),
  changeGenerated: ownChange({ isTyped: false, isOldRight: true }),
  changeWithWrongOne: ownChange({ isTyped: true, isOldRight: false }),
  /** Somebody sets it past us, and the owner tells the key. Whoever does that while something is under way is told so. */
  correct: async (scene, key, _other, seed) => {
    const account = accountOf(scene, seed);
    if ((await scene.openChanges([account])).length > 0) return;
    const typed = newTyped();
    scene.setElsewhere(account, typed);
    await correct(scene, key, account.id, typed);
  },
  correctWithWrongOne: (scene, key, _other, seed) =>
    correct(scene, key, accountOf(scene, seed).id, newTyped()),
} as const satisfies Readonly<Record<string, Step>>;

/** Where somebody has set a password past us and the key was never told, an administrator has another one made. */
export async function mendElsewhere(scene: Scene): Promise<boolean> {
  if (scene.elsewhere.size === 0) return false;
  scene.elsewhere.clear();
  await generate(scene);
  return true;
}
