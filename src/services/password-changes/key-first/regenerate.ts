import type { PasswordAccount, PasswordSession } from '../../../directory/password-directory.js';
import { generatePassword, longer } from '../../../domain/password/generate-password.js';
import type { PasswordPolicy } from '../../../domain/password/password-policy.js';
import { AppError } from '../../../errors.js';
import { keepCopy } from '../copies/copies.js';
import { errorPatch } from '../rows/failure.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChange, type ChangePatch } from '../rows/write-change.js';
import { policyCause } from '../policy/policy-cause.js';
import { givenToKey, nameOrThrow } from './prepare.js';
import { end, fail, type Run, type StepResult } from '../turns/run.js';
import { readSituation } from './situation.js';
import { takeBackUnsent, writeToKey } from './write-to-key.js';

/** So many passwords are tried, each longer than the one before, until a human is asked. */
const MOST_GENERATIONS = 4;

interface PolicyRefusal {
  readonly session: PasswordSession;
  readonly account: PasswordAccount;
  readonly failure: AppError;
}

/**
 * The policy refused the password, and nothing is in the directory. A longer one is written to the key, in place of the one
 * that waits there; after a few of them the change needs attention, with the reason found out.
 */
export async function regenerate(
  run: Run,
  change: StoredChange,
  refusal: PolicyRefusal,
): Promise<StepResult> {
  const { session, account, failure } = refusal;
  const policy = await session.readPolicy(account.objectGuid);
  if (change.isTyped) return refusedAsTyped(run, change, refusal, policy);
  const length = change.passwordLength === null ? undefined : longer(change.passwordLength);
  const nothingSent: ChangePatch = { sentAt: null, doubts: [], ...errorPatch(failure) };
  if (length === undefined || change.generations >= MOST_GENERATIONS) {
    const attention = await whyRefused(run, change, refusal, policy);
    const patch = { ...nothingSent, stage: 'NEEDS_ATTENTION', undo: 'NOTHING', attention } as const;
    return end(run, change, patch, { discards: true });
  }
  const password = generatePassword(policy, account.names, run.parts.random, length);
  const name = nameOrThrow(account, run.account);
  await run.turn.commit(change, async (sql, locked) => {
    const situation = await readSituation(sql, locked, run.parts.copies);
    if (situation?.key === undefined) return undefined;
    await keepCopy(sql, run.parts.copies, { changeId: change.id, password });
    const after = await writeChange(sql, locked, {
      ...nothingSent,
      ...givenToKey(locked),
      undo: 'DISCARD',
      write: null,
      attempts: locked.attempts + 1,
      generations: locked.generations + 1,
      passwordLength: length,
    });
    await takeBackUnsent(sql, after);
    await writeToKey(sql, after, { key: situation.key, name, password });
    return after;
  });
  return 'GO_ON';
}

/** What somebody typed is not made longer by us: it fails, with the reason found out, and the key drops it. */
async function refusedAsTyped(
  run: Run,
  change: StoredChange,
  refusal: PolicyRefusal,
  policy: PasswordPolicy,
): Promise<StepResult> {
  const message = `${refusal.failure.message} ${await policyCause(run, change, { account: refusal.account, policy, write: 'RESET' })} Nothing was changed.`;
  const failure = new AppError('PASSWORD_POLICY_REFUSED', message);
  return fail(run, change, failure, { sentAt: null, doubts: [] });
}

async function whyRefused(
  run: Run,
  change: StoredChange,
  refusal: PolicyRefusal,
  policy: PasswordPolicy,
): Promise<string> {
  const found = await policyCause(run, change, { account: refusal.account, policy, write: 'RESET' });
  return `${refusal.failure.message} ${change.generations} passwords of up to ${change.passwordLength} characters were refused. ${found}`;
}
