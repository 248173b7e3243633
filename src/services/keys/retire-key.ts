import { withTransaction, type Sql } from '../../database.js';
import { isSerial, keyNote } from '../../domain/key/key-input.js';
import type { KeyTrigger } from '../../domain/key/key-transitions.js';
import { inField } from '../../domain/settings/input-fault.js';
import type { PasswordsAfterKey } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import type { Actor } from '../audit/record-audit.js';
import { lockOwner, planAssignment, type NewOwner } from './assign-key.js';
import type { KeyResources } from './key-resources.js';
import { moveKeys, type MovedBy, type PlannedMove } from './moves/move-keys.js';
import { planMove } from './moves/plan-move.js';
import { changedHands, keyOf, lockKeys, type StoredKey } from './moves/stored-key.js';

/** How a key leaves its owner, and what becomes of the passwords that only it held. */
export interface Retirement {
  readonly keyId: string;
  readonly trigger: 'WITHDRAW' | 'REPORT_BROKEN' | 'MARK_COMPROMISED';
  /** Needed when the key is the only one that holds passwords. */
  readonly passwords: PasswordsAfterKey | null;
  /** For REPLACEMENT: a key that is READY. */
  readonly replacementKeyId: string | null;
  /** The serial typed once more: for MARK_COMPROMISED, and for leaving somebody without passwords. */
  readonly confirmSerial: string | null;
  readonly note: string | null;
}

const ACTIONS = {
  WITHDRAW: 'key.withdraw',
  REPORT_BROKEN: 'key.report-broken',
  MARK_COMPROMISED: 'key.mark-compromised',
} as const satisfies { readonly [Trigger in KeyTrigger]?: string };

/**
 * Takes a key from its owner. What it alone held is in nobody's hands from then on, so that has to be decided here: another
 * key in its place, which is assigned in the same transaction, or nothing, confirmed by the serial.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT; KEY_TRANSITION_REFUSED; PASSWORDS_CHOICE_NEEDED; CONFIRMATION_MISMATCH; for the
 *   replacement also KEY_OWNER_DEACTIVATED
 */
export async function retireKey(
  { pool, codes }: Pick<KeyResources, 'pool' | 'codes'>,
  actor: Actor,
  retirement: Retirement,
): Promise<void> {
  const { keyId, trigger, passwords, replacementKeyId } = retirement;
  const entry = { action: ACTIONS[trigger], targetType: 'Key', targetId: keyId, details: { passwords } };
  await auditRefusals(pool, actor, entry, async () => {
    assertReplacement(passwords, replacementKeyId, keyId);
    const note =
      retirement.note === null ? undefined : valueOrThrow(inField('note', keyNote(retirement.note)));
    await withTransaction(pool, async (sql) => {
      const locked = await lockAll(sql, retirement);
      const { key, owner, heldAccounts } = locked;
      const move = planMove(key, trigger);
      const losing = move.effects.includes('LOSE_PASSWORDS') ? heldAccounts : [];
      assertConfirmed(key, retirement, losing.length);
      await sql.query(
        `update domain_account set password_holder = 'NO_ONE_HAS_IT' where id = any($1::uuid[])`,
        [losing],
      );
      const details = { passwords, accounts: losing.length, replacementKeyId };
      await moveKeys(sql, { actor }, [
        { key, move, action: entry.action, details, ...(note === undefined ? {} : { note }) },
      ]);
      await assignReplacement(sql, { actor, codes }, locked.replacement, owner);
    });
  });
}

function assertReplacement(
  choice: PasswordsAfterKey | null,
  replacementKeyId: string | null,
  keyId: string,
): void {
  const path = ['input', 'replacementKeyId'];
  if (choice === 'REPLACEMENT' && replacementKeyId === null) {
    throw new AppError('BAD_INPUT', 'Name the key that takes the place of this one.', { path });
  }
  if (choice !== 'REPLACEMENT' && replacementKeyId !== null) {
    throw new AppError('BAD_INPUT', 'A replacement is named only where `passwords` is REPLACEMENT.', {
      path,
    });
  }
  if (replacementKeyId === keyId) {
    throw new AppError('BAD_INPUT', 'A key cannot take its own place.', { path });
  }
}

interface Locked {
  readonly key: StoredKey;
  readonly replacement: StoredKey | undefined;
  readonly owner: NewOwner | undefined;
  /** Accounts whose password this key alone holds. */
  readonly heldAccounts: readonly string[];
}

/** In the order of everybody: accounts, employee, keys. */
async function lockAll(sql: Sql, { keyId, replacementKeyId }: Retirement): Promise<Locked> {
  const { rows } = await sql.query<{ owner_id: string | null }>(`select owner_id from key where id = $1`, [
    keyId,
  ]);
  const ownerId = rows[0]?.owner_id ?? null;
  const heldAccounts = ownerId === null ? [] : await lockHeldAccounts(sql, ownerId);
  const owner = ownerId === null ? undefined : await lockOwner(sql, ownerId);
  const keys = await lockKeys(sql, replacementKeyId === null ? [keyId] : [keyId, replacementKeyId]);
  const key = keyOf(keys, keyId);
  if (key.ownerId !== ownerId) {
    throw changedHands();
  }
  const replacement =
    replacementKeyId === null ? undefined : keyOf(keys, replacementKeyId, ['input', 'replacementKeyId']);
  return { key, replacement, owner, heldAccounts };
}

/** Accounts that have left count as well: who owns one logs on to it all the same. */
async function lockHeldAccounts(sql: Sql, employeeId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; isHeld: boolean }>(
    `select id, password_holder in ('MANAGED', 'DIRECTORY_AHEAD') as "isHeld" from domain_account
     where employee_id = $1 order by id for update`,
    [employeeId],
  );
  return rows.flatMap(({ id, isHeld }) => (isHeld ? [id] : []));
}

function assertConfirmed(
  key: StoredKey,
  { trigger, passwords, confirmSerial }: Retirement,
  losing: number,
): void {
  if (losing > 0 && passwords === null) {
    throw new AppError(
      'PASSWORDS_CHOICE_NEEDED',
      `Nobody but the key ${key.serial} has the passwords of ${losing} ${losing === 1 ? 'account' : 'accounts'} of its owner. Say what becomes of them: name a replacement, or leave the owner without them.`,
      { path: ['input', 'passwords'] },
    );
  }
  const needed = trigger === 'MARK_COMPROMISED' || (losing > 0 && passwords === 'LEAVE_WITHOUT_PASSWORD');
  if (!needed || isSerial(confirmSerial ?? '', key.serial)) return;
  throw new AppError(
    'CONFIRMATION_MISMATCH',
    'To confirm, type the serial of the key. What was typed is not it.',
    { path: ['input', 'confirmSerial'] },
  );
}

async function assignReplacement(
  sql: Sql,
  by: MovedBy,
  replacement: StoredKey | undefined,
  owner: NewOwner | undefined,
): Promise<void> {
  if (replacement === undefined) return;
  if (owner === undefined)
    throw new AppError('WRONG_STATE', 'The key has no owner whom another could be given to.');
  const planned: PlannedMove = planAssignment(replacement, { ...owner, hasKey: false });
  await moveKeys(sql, by, [planned]);
}
