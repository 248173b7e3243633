import { withTransaction, type Sql } from '../../../database.js';
import { whyNeverManaged } from '../../../domain/employee/password-holder.js';
import { isSerial } from '../../../domain/key/key-input.js';
import type { PasswordAfterRemoval, PasswordChangeKind, PasswordHolder } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { addKeyTasks } from '../../keys/moves/move-tasks.js';
import { sendablePassword } from '../../keys/passwords-of-retired.js';
import { isBindAccount, obstacleFailure, readAccountFacts } from '../policy/account-facts.js';
import { keepCopy } from '../copies/copies.js';
import { createChanges } from '../create-changes.js';
import { openChanges } from '../rows/stored-change.js';
import { writeChange } from '../rows/write-change.js';
import { lockAccount, lockOwnersKey, type LockedAccount, type OwnersKey } from './lock-account.js';
import type { AdministratorParts } from './set-passwords.js';

/** Whose password the key has, or is about to get. */
const HELD_BY_KEY: readonly PasswordHolder[] = ['MANAGED', 'DIRECTORY_AHEAD'];

/**
 * Says that a key is to hold an account whose password its owner puts there: nothing is set, and nothing is generated when the
 * key is connected. Where a first password waits for the key, that is not wanted any more.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE where the key has the password already; ACCOUNT_UNCONFIRMED;
 *   ACCOUNT_NEVER_MANAGED
 */
export async function addAccountWithoutPassword(
  { pool, codes }: Pick<AdministratorParts, 'pool' | 'codes'>,
  actor: Actor,
  accountId: string,
): Promise<void> {
  const entry = { action: 'password.add-account', targetType: 'DomainAccount', targetId: accountId };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const account = await lockAccount(sql, accountId);
      if (HELD_BY_KEY.includes(account.holder)) {
        throw new AppError('WRONG_STATE', `The account is ${account.holder}: the key holds it already.`);
      }
      await assertEverManaged(sql, accountId);
      const { id: keyId } = await lockOwnersKey(sql, account, { actor, codes });
      await cancelWaiting(sql, account);
      await sql.query(
        `update domain_account set password_holder = 'NO_PASSWORD_ON_KEY', kept_off_key_since = null where id = $1`,
        [accountId],
      );
      await insertAudit(sql, actor, { ...entry, details: { keyId } });
    }),
  );
}

/** By what was last read of it: fails with ACCOUNT_NEVER_MANAGED. */
async function assertEverManaged(sql: Sql, accountId: string): Promise<void> {
  const facts = await readAccountFacts(sql, accountId);
  if (facts === undefined) throw new AppError('NOT_FOUND', 'There is no such account (any more).');
  const never = whyNeverManaged({ ...facts, isBindAccount: isBindAccount(facts) });
  if (never !== undefined) throw obstacleFailure(never);
}

/** An account that a key is to hold no more, and what becomes of its password. */
export interface Removal {
  readonly accountId: string;
  /** Needed where the key is the only one that holds it. */
  readonly password: PasswordAfterRemoval | null;
  /** For HAND_BACK: what the owner types from then on, once. */
  readonly temporaryPassword: string | null;
  /** For LEAVE_WITHOUT_PASSWORD: the serial of the key, typed once more. */
  readonly confirmSerial: string | null;
}

/**
 * Has a key forget one account. No key gets a password of it by itself from then on, until an administrator sets one; the
 * directory takes what the key had until it is set to another. Where the key alone held it, that has to be decided here: a temporary one that its owner has to change, which the key outlives by
 * nothing; or nobody has it, confirmed by the serial. Answers the change that hands it back.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT; WRONG_STATE; ACCOUNT_UNCONFIRMED; PASSWORDS_CHOICE_NEEDED; CONFIRMATION_MISMATCH
 */
export async function removeAccountFromKey(
  { pool, codes, copies, workflows }: AdministratorParts,
  actor: Actor,
  removal: Removal,
): Promise<string | undefined> {
  const { accountId, password } = removal;
  const entry = { action: 'password.remove-account', targetType: 'DomainAccount', targetId: accountId };
  const changeId = await auditRefusals(pool, actor, { ...entry, details: { password } }, () => {
    const typed = typedFor(removal);
    return withTransaction(pool, async (sql) => {
      const account = await lockAccount(sql, accountId);
      const key = await lockOwnersKey(sql, account, { actor, codes });
      const isHeld = HELD_BY_KEY.includes(account.holder);
      assertDecided(removal, key, isHeld);
      await insertAudit(sql, actor, { ...entry, details: { password, keyId: key.id } });
      if (typed === undefined) {
        await cancelWaiting(sql, account);
        await sql.query(
          `update domain_account set kept_off_key_since = now(), password_known_since = null,
                  password_holder = case when $2 then 'NO_ONE_HAS_IT' else 'UNMANAGED' end where id = $1`,
          [accountId, isHeld],
        );
        await forget(sql, actor, key, accountId);
        return undefined;
      }
      // It takes the place of what waits, and the key forgets the account, once the directory has it, and not before.
      const [id = ''] = await createChanges(sql, actor, [
        {
          accountId,
          kind: 'HAND_BACK',
          keyId: key.isLinked ? key.id : null,
          isTyped: true,
          keepsOffKey: true,
        },
      ]);
      await keepCopy(sql, copies, { changeId: id, password: typed });
      return id;
    });
  });
  // The worker goes on with it when this does not get through.
  if (changeId !== undefined) await workflows.advanceChange(changeId).catch(() => undefined);
  return changeId;
}

function typedFor({ password, temporaryPassword }: Removal): string | undefined {
  const path = ['input', 'temporaryPassword'];
  if (password === 'HAND_BACK') return sendablePassword(temporaryPassword, path);
  if (temporaryPassword === null) return undefined;
  throw new AppError('BAD_INPUT', 'A temporary password is given only where `password` is HAND_BACK.', {
    path,
  });
}

function assertDecided({ password, confirmSerial }: Removal, key: OwnersKey, isHeld: boolean): void {
  if (!isHeld && password !== null) {
    throw new AppError(
      'WRONG_STATE',
      'The key does not hold a password of the account, so nothing becomes of one. Leave `password` out.',
      { path: ['input', 'password'] },
    );
  }
  if (isHeld && password === null) {
    throw new AppError(
      'PASSWORDS_CHOICE_NEEDED',
      `The key ${key.serial} is the only one that holds the password of the account. Hand back a temporary one, or leave its owner without.`,
      { path: ['input', 'password'] },
    );
  }
  if (password !== 'LEAVE_WITHOUT_PASSWORD' || isSerial(confirmSerial ?? '', key.serial)) return;
  throw new AppError(
    'CONFIRMATION_MISMATCH',
    'To confirm, type the serial of the key. What was typed is not it.',
    { path: ['input', 'confirmSerial'] },
  );
}

async function forget(sql: Sql, actor: Actor, key: OwnersKey, accountId: string): Promise<void> {
  if (!key.isLinked) return;
  await addKeyTasks(sql, actor, [{ keyId: key.id, kind: 'FORGET_ACCOUNT', accountId }]);
}

/** Whether or not they have begun: the one makes a lost key worthless, the other is what somebody was told to type. */
const NEVER_CANCELLED: readonly PasswordChangeKind[] = ['COMPROMISE', 'HAND_BACK'];

/** Nothing is to come of changes that have claimed nothing. One that has is under way, and has to end first. */
async function cancelWaiting(sql: Sql, { id }: LockedAccount): Promise<void> {
  const open = await openChanges(sql, id);
  if (open.some(({ holdsClaim, kind }) => holdsClaim || NEVER_CANCELLED.includes(kind))) {
    throw new AppError(
      'WRONG_STATE',
      'A change of the password of this account is under way. Try again when it has ended: look at `passwordChanges`.',
    );
  }
  for (const change of open) {
    await writeChange(sql, change, {
      stage: 'CANCELLED',
      lastErrorCode: 'CHANGE_SUPERSEDED',
      lastError: 'An administrator has decided otherwise about the account.',
    });
  }
}
