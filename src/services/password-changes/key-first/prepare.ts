import { checkPassword } from '../../../domain/password/check-password.js';
import { lockOutEnd } from '../../../domain/password/password-policy.js';
import { AppError } from '../../../errors.js';
import type { Sql } from '../../../database.js';
import type {
  NamedController,
  PasswordAccount,
  PasswordSession,
} from '../../../directory/password-directory.js';
import type { PasswordPolicy } from '../../../domain/password/password-policy.js';
import type { AdvanceParts } from '../advance-parts.js';
import { accountGone, obstacleFailure, obstacleOf, type AccountFacts } from '../policy/account-facts.js';
import { claimAccount } from '../rows/claims.js';
import { keepCopies } from '../copies/copies.js';
import { NO_ERROR } from '../rows/failure.js';
import { nameOf } from '../turns/open-session.js';
import { rememberMaxAges } from '../policy/password-age.js';
import { assertMayChange } from '../owner/before-asking.js';
import { passwordForPolicy } from '../policy/policy-password.js';
import type { StoredChange } from '../rows/stored-change.js';
import { ruleBroken } from '../policy/rule-broken.js';
import { writeChange, writeChanges, type ChangePatch } from '../rows/write-change.js';
import { reached, type Run, type StepResult } from '../turns/run.js';
import { readSituation, type ChangeKey, type Situation } from './situation.js';
import { stepOf } from './step-of.js';
import { logOnName, writeToKey, writeToKeys } from './write-to-key.js';

/** What a controller said of an account that a password is to be set for, and the password. */
export interface LookedAt {
  readonly controller: NamedController;
  readonly policy: PasswordPolicy;
  /** What its owner types above the password. */
  readonly name: string;
  readonly password: string;
  readonly length: number;
  readonly lockedUntil: Date | null;
}

/**
 * Looks at the account where it will be written to, claims it, generates a password for its policy, unless somebody has typed
 * one, and writes that to the key; where the directory comes first, the key is given it later. Nothing is asked of the
 * directory but what it knows.
 *
 * @throws AppError what keeps the change from beginning; nothing was claimed then
 */
export async function prepare(
  run: Run,
  change: StoredChange,
  { password: typed }: Situation,
): Promise<StepResult> {
  await reached(run, 'generate.before', change);
  const found = await lookAt(run, change, typed);
  await reached(run, 'generate.during', change);
  await run.turn.commit(change, async (sql, locked) => {
    // Looked at again with everything locked: the key may have been withdrawn, or the account claimed.
    const situation = await readSituation(sql, locked, run.parts.copies);
    if (situation?.key === undefined) return undefined;
    if (stepOf(run.parts, locked, situation).step !== 'PREPARE') return undefined;
    const claimed = await claimAccount(sql, locked);
    if (claimed === 'WAIT') return undefined;
    const [after] = await givePasswords(sql, run.parts, [{ change: claimed, key: situation.key, found }]);
    return after;
  });
  await reached(run, 'generate.after', change);
  return 'GO_ON';
}

/**
 * Asks the controller that will be written to for the account and its policy, and generates the password.
 *
 * @throws AppError what keeps the change from beginning
 */
export async function lookAt(run: Run, change: StoredChange, typed: string | undefined): Promise<LookedAt> {
  const session = await run.conversation.any();
  const account = await readForReset(run, session);
  if (change.kind === 'USER_CHANGE') await assertMayChange(run, change, session, account);
  const name = nameOrThrow(account, run.account);
  const made = await passwordFor(run, session, account, change.isTyped ? typed : undefined);
  const policy = await session.readPolicy(account.objectGuid);
  const { until: lockedUntil } = await lockOutOf(session, account);
  return { controller: nameOf(session), policy, name, ...made, lockedUntil };
}

/** A change that has just claimed its account, and what its key is to be given. */
export interface PasswordToGive {
  readonly change: StoredChange;
  readonly key: ChangeKey;
  readonly found: LookedAt;
}

/** Keeps the passwords and gives them to the keys, in the transaction in which the changes have claimed their accounts. */
export async function givePasswords(
  sql: Sql,
  { copies }: Pick<AdvanceParts, 'copies'>,
  gifts: readonly PasswordToGive[],
): Promise<readonly StoredChange[]> {
  await rememberMaxAges(
    sql,
    gifts.map(({ change: { accountId }, found: { policy } }) => ({ accountId, policy })),
  );
  const generated = gifts.filter(({ change }) => !change.isTyped);
  await keepCopies(
    sql,
    copies,
    generated.map(({ change: { id: changeId }, found: { password } }) => ({ changeId, password })),
  );
  const after = await writeChanges(
    sql,
    gifts.map(({ change, found }) => ({ change, patch: givenPatch(change, found) })),
  );
  await writeToKeys(
    sql,
    gifts.map(({ key, found: { name, password } }, at) => ({ change: after[at]!, key, name, password })),
  );
  return after;
}

function givenPatch(change: StoredChange, { controller, length, lockedUntil }: LookedAt): ChangePatch {
  return {
    ...NO_ERROR,
    ...givenToKey(change),
    undo: 'DISCARD',
    generations: change.generations + 1,
    passwordLength: length,
    controllerAddress: controller.address,
    controllerInvocationId: controller.invocationId,
    lockedUntil,
  };
}

/** What was typed where it breaks no rule that can be read; else a generated one. Fails with PASSWORD_POLICY_REFUSED. */
async function passwordFor(
  run: Run,
  session: PasswordSession,
  account: PasswordAccount,
  typed: string | undefined,
): Promise<{ readonly password: string; readonly length: number }> {
  if (typed === undefined) return passwordForPolicy(session, account, run.parts.random);
  const [broken] = checkPassword(await session.readPolicy(account.objectGuid), account.names, typed);
  if (broken !== undefined) throw ruleBroken(broken);
  return { password: typed, length: typed.length };
}

/** How a change stands once what is for its key is sealed to it. Where the directory comes first, that is kept back for now. */
export function givenToKey({ changeOrder }: StoredChange): Pick<ChangePatch, 'stage' | 'intent'> {
  return changeOrder === 'DIRECTORY_FIRST'
    ? { stage: 'QUEUED', intent: null }
    : { stage: 'WAITING_FOR_KEY', intent: 'WRITE_TO_KEY' };
}

/**
 * The same password to the key once more: the task that was to bring it there was cancelled before the key answered.
 */
export async function writeAgain(
  run: Run,
  change: StoredChange,
  { key, password }: { readonly key: ChangeKey | undefined; readonly password: string | undefined },
): Promise<StepResult> {
  if (key === undefined || password === undefined) return 'GO_ON';
  const session = await run.conversation.any();
  const name = nameOrThrow(await readForReset(run, session), run.account);
  await run.turn.commit(change, async (sql, locked) => {
    const after = await writeChange(sql, locked, { ...NO_ERROR, intent: 'WRITE_TO_KEY' });
    await writeToKey(sql, after, { key, name, password });
    return after;
  });
  return 'GO_ON';
}

/** The account as this controller has it. Fails when it is gone, or its password is not to be set. */
export async function readForReset(
  { account }: Run,
  session: PasswordSession,
  recently = false,
): Promise<PasswordAccount> {
  const now = await session.readAccount(account.objectGuid, recently);
  if (now === undefined) throw accountGone(account.domain);
  const obstacle = obstacleOf(account, now);
  if (obstacle !== undefined) throw obstacleFailure(obstacle);
  return now;
}

/** How long an account is locked out after wrong passwords. */
interface LockOut {
  /** Null: it is not, or nobody can say. */
  readonly until: Date | null;
  /** What has to be done about it, where it does not end by itself. */
  readonly attention: string | null;
}

export async function lockOutOf(
  session: PasswordSession,
  { isLocked, lockoutTime, objectGuid }: PasswordAccount,
): Promise<LockOut> {
  if (isLocked !== true || lockoutTime === null) return { until: null, attention: null };
  const end = lockOutEnd(lockoutTime, await session.readPolicy(objectGuid));
  if (end instanceof Date) return { until: end, attention: null };
  const forever = 'The account is locked in the directory until an administrator unlocks it there.';
  return { until: null, attention: end === 'never' ? forever : null };
}

export function nameOrThrow({ names }: PasswordAccount, { domain }: AccountFacts): string {
  const name = logOnName(names, domain);
  if (name !== undefined) return name;
  throw new AppError(
    'DIRECTORY_PERMISSION_DENIED',
    'Neither the login nor the principal name of the account can be read, so nobody could log on with a key. Let the bind account read them.',
  );
}
