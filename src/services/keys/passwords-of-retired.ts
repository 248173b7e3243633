import type { Sql } from '../../database.js';
import { checkPassword } from '../../domain/password/check-password.js';
import { NO_POLICY } from '../../domain/password/password-policy.js';
import { AppError } from '../../errors.js';
import type { PasswordCopies } from '../../keys/password-copies.js';
import type { Actor } from '../audit/record-audit.js';
import { claimAccount } from '../password-changes/rows/claims.js';
import { keepCopy } from '../password-changes/copies/copies.js';
import { createChanges } from '../password-changes/create-changes.js';
import { readChange } from '../password-changes/rows/stored-change.js';
import type { Retirement } from './retire-key.js';

/** Accounts of an owner whose key leaves. */
export interface ConcernedAccounts {
  /** Whose password this key alone holds. */
  readonly held: readonly string[];
  /** Whose password was given to it, and the directory may have it: on the way, or where somebody was asked to look. */
  readonly underWay: readonly string[];
  /**
   * Which the key may open though nobody counts on it: one it was told to forget and has not, one whose owner is just
   * putting the password on it.
   */
  readonly mayOpen: readonly string[];
}

export const NO_ACCOUNTS: ConcernedAccounts = { held: [], underWay: [], mayOpen: [] };

/** Locks the accounts of an owner. Those that have left count as well: who owns one logs on to it all the same. */
export async function lockConcerned(
  sql: Sql,
  { ownerId, keyId }: { readonly ownerId: string; readonly keyId: string },
): Promise<ConcernedAccounts> {
  await sql.query(`select id from domain_account where employee_id = $1 order by id for update`, [ownerId]);
  // A statement sees what was committed before it began, so reading comes after the locks.
  const { rows } = await sql.query<{ id: string; isHeld: boolean; isUnderWay: boolean; mayOpen: boolean }>(
    `select a.id, a.password_holder in ('MANAGED', 'DIRECTORY_AHEAD') as "isHeld",
            exists (select 1 from password_change c where c.account_id = a.id and c.key_id = $2
                    and c.kind not in ('COMPROMISE', 'HAND_BACK') and c.sent_at is not null
                    and (c.holds_claim or c.stage = 'NEEDS_ATTENTION' and a.password_holder = 'NO_ONE_HAS_IT'))
              as "isUnderWay",
            exists (select 1 from password_change c where c.account_id = a.id and c.key_id = $2
                    and c.change_order = 'KEY_ONLY' and c.holds_claim)
            or exists (select 1 from key_task t left join password_change c on c.id = t.change_id
                       where t.account_id = a.id and t.key_id = $2 and t.state in ('PENDING', 'DELIVERED')
                       and (t.kind = 'FORGET_ACCOUNT' and a.password_holder = 'NO_ONE_HAS_IT'
                         or t.kind = 'DISCARD' and c.change_order = 'KEY_ONLY')) as "mayOpen"
     from domain_account a where a.employee_id = $1 order by a.id`,
    [ownerId, keyId],
  );
  return {
    held: rows.flatMap(({ id, isHeld }) => (isHeld ? [id] : [])),
    underWay: rows.flatMap(({ id, isHeld, isUnderWay }) => (isUnderWay && !isHeld ? [id] : [])),
    mayOpen: rows.flatMap(({ id, isHeld, isUnderWay, mayOpen }) =>
      mayOpen && !isHeld && !isUnderWay ? [id] : [],
    ),
  };
}

/**
 * What was typed, for HAND_BACK; undefined for every other choice. The account's own policy is asked when it is set: here
 * only what no directory takes is refused.
 *
 * @throws AppError BAD_INPUT
 */
export function temporaryPasswordFor({
  passwords,
  temporaryPassword,
}: Pick<Retirement, 'passwords' | 'temporaryPassword'>): string | undefined {
  const path = ['input', 'temporaryPassword'];
  if (passwords === 'HAND_BACK') return sendablePassword(temporaryPassword, path);
  if (temporaryPassword === null) return undefined;
  throw new AppError('BAD_INPUT', 'A temporary password is given only where `passwords` is HAND_BACK.', {
    path,
  });
}

/** @throws AppError BAD_INPUT, which does not say what was typed */
export function sendablePassword(typed: string | null, path: readonly string[]): string {
  if (typed === null) throw new AppError('BAD_INPUT', 'Type the temporary password.', { path });
  const [broken] = checkPassword(NO_POLICY, NO_NAMES, typed);
  if (broken === undefined) return typed;
  throw new AppError(
    'BAD_INPUT',
    'A password has 1 to 128 characters, none of which is a control character.',
    {
      path,
    },
  );
}

const NO_NAMES = {
  samAccountName: null,
  userPrincipalName: null,
  displayName: null,
  commonName: null,
  givenName: null,
  surname: null,
} as const;

interface Begun {
  readonly retirement: Retirement;
  readonly losing: ConcernedAccounts;
  readonly typed: string | undefined;
}

/** The changes that follow from a retirement, in the transaction that has locked the accounts and the key. */
export async function beginChanges(
  sql: Sql,
  { actor, copies }: { readonly actor: Actor; readonly copies: PasswordCopies },
  { retirement: { trigger, keyId, disablesAccounts }, losing, typed }: Begun,
): Promise<string[]> {
  const accountIds = [...losing.held, ...losing.underWay];
  const replaced = trigger === 'MARK_COMPROMISED' ? [...accountIds, ...losing.mayOpen] : [];
  const compromises = await createChanges(
    sql,
    actor,
    replaced.map((accountId) => ({
      accountId,
      kind: 'COMPROMISE',
      keyId,
      disablesAccount: disablesAccounts,
    })),
  );
  for (const id of compromises) {
    const change = await readChange(sql, id);
    // Whoever is at work with one of them is overtaken from here on.
    if (change !== undefined) await claimAccount(sql, change);
  }
  if (typed === undefined) return compromises;
  const handed = await createChanges(
    sql,
    actor,
    accountIds.map((accountId) => ({ accountId, kind: 'HAND_BACK', isTyped: true })),
  );
  for (const changeId of handed) await keepCopy(sql, copies, { changeId, password: typed });
  return [...compromises, ...handed];
}
