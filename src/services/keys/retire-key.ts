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
import {
  beginChanges,
  lockConcerned,
  NO_ACCOUNTS,
  temporaryPasswordFor,
  type ConcernedAccounts,
} from './passwords-of-retired.js';
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
  /** For HAND_BACK: what the owner types from then on, once. */
  readonly temporaryPassword: string | null;
  /** For MARK_COMPROMISED: disable the accounts in the directory as well. */
  readonly disablesAccounts: boolean;
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
 * key in its place, which is assigned in the same transaction; a temporary password; or nothing, confirmed by the serial.
 * The passwords of a key that is lost or stolen are replaced in the directory whatever is decided, and their accounts are
 * claimed for that at once. Answers the changes of passwords that this began.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT; KEY_TRANSITION_REFUSED; PASSWORDS_CHOICE_NEEDED; CONFIRMATION_MISMATCH; for the
 *   replacement also KEY_OWNER_DEACTIVATED
 */
export async function retireKey(
  { pool, codes, copies, workflows }: Pick<KeyResources, 'pool' | 'codes' | 'copies' | 'workflows'>,
  actor: Actor,
  retirement: Retirement,
): Promise<readonly string[]> {
  const { keyId, trigger, passwords, replacementKeyId } = retirement;
  const entry = { action: ACTIONS[trigger], targetType: 'Key', targetId: keyId, details: { passwords } };
  return auditRefusals(pool, actor, entry, async () => {
    assertReplacement(passwords, replacementKeyId, keyId);
    const typed = temporaryPasswordFor(retirement);
    const note =
      retirement.note === null ? undefined : valueOrThrow(inField('note', keyNote(retirement.note)));
    const { begun, toGoOn } = await withTransaction(pool, async (sql) => {
      const locked = await lockAll(sql, retirement);
      const { key, owner, accounts } = locked;
      const move = planMove(key, trigger);
      const losing = move.effects.includes('LOSE_PASSWORDS') ? accounts : NO_ACCOUNTS;
      const count = losing.held.length + losing.underWay.length;
      assertConfirmed(key, retirement, count);
      await losePasswords(
        sql,
        trigger === 'MARK_COMPROMISED'
          ? [...losing.held, ...losing.underWay, ...losing.mayOpen]
          : losing.held,
      );
      const changes = await beginChanges(sql, { actor, copies }, { retirement, losing, typed });
      const details = { passwords, accounts: count, replacementKeyId };
      await moveKeys(sql, { actor }, [
        { key, move, action: entry.action, details, ...(note === undefined ? {} : { note }) },
      ]);
      await assignReplacement(sql, { actor, codes }, locked.replacement, owner);
      return { begun: changes, toGoOn: [...changes, ...(await changesOfKey(sql, keyId))] };
    });
    // The worker goes on with those that this does not get through for.
    for (const id of new Set(toGoOn)) await workflows.advanceChange(id).catch(() => undefined);
    return begun;
  });
}

async function losePasswords(sql: Sql, accountIds: readonly string[]): Promise<void> {
  await sql.query(`update domain_account set password_holder = 'NO_ONE_HAS_IT' where id = any($1::uuid[])`, [
    accountIds,
  ]);
}

/** Changes that the key has a part in: they find their own end without it. */
async function changesOfKey(sql: Sql, keyId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from password_change where key_id = $1 and ended_at is null order by created_at, id`,
    [keyId],
  );
  return rows.map(({ id }) => id);
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
  readonly accounts: ConcernedAccounts;
}

/** In the order of everybody: accounts, employee, keys. */
async function lockAll(sql: Sql, { keyId, replacementKeyId }: Retirement): Promise<Locked> {
  const { rows } = await sql.query<{ owner_id: string | null }>(`select owner_id from key where id = $1`, [
    keyId,
  ]);
  const ownerId = rows[0]?.owner_id ?? null;
  const accounts = ownerId === null ? NO_ACCOUNTS : await lockConcerned(sql, { ownerId, keyId });
  const owner = ownerId === null ? undefined : await lockOwner(sql, ownerId);
  const keys = await lockKeys(sql, replacementKeyId === null ? [keyId] : [keyId, replacementKeyId]);
  const key = keyOf(keys, keyId);
  if (key.ownerId !== ownerId) {
    throw changedHands();
  }
  const replacement =
    replacementKeyId === null ? undefined : keyOf(keys, replacementKeyId, ['input', 'replacementKeyId']);
  return { key, replacement, owner, accounts };
}

function assertConfirmed(
  key: StoredKey,
  { trigger, passwords, confirmSerial }: Retirement,
  losing: number,
): void {
  if (losing > 0 && passwords === null) {
    throw new AppError(
      'PASSWORDS_CHOICE_NEEDED',
      `Nobody but the key ${key.serial} has the passwords of ${losing} ${losing === 1 ? 'account' : 'accounts'} of its owner. Say what becomes of them: name a replacement, hand back a temporary password, or leave the owner without them.`,
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
