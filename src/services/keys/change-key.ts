import { withTransaction } from '../../database.js';
import { keyName, keyNote } from '../../domain/key/key-input.js';
import { searchTextOf } from '../../domain/key/key-search.js';
import { inField } from '../../domain/settings/input-fault.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { updateRow } from '../rows.js';
import type { KeyResources } from './key-resources.js';
import { recordKeyEvents } from './moves/key-events.js';
import { moveKeys } from './moves/move-keys.js';
import { planMove } from './moves/plan-move.js';
import { lockKey } from './moves/stored-key.js';

type Parts = Pick<KeyResources, 'pool' | 'codes'>;

/**
 * Puts an active key out of use until it is activated again, and issues the code for that.
 *
 * @param note why; one line of at most 500 characters
 * @throws AppError NOT_FOUND; BAD_INPUT; KEY_TRANSITION_REFUSED
 */
export async function suspendKey(
  { pool, codes }: Parts,
  actor: Actor,
  keyId: string,
  note: string,
): Promise<void> {
  const entry = { action: 'key.suspend', targetType: 'Key', targetId: keyId };
  await auditRefusals(pool, actor, entry, async () => {
    const text = valueOrThrow(inField('note', keyNote(note)));
    await withTransaction(pool, async (sql) => {
      const key = await lockKey(sql, keyId);
      const move = planMove(key, 'SUSPEND');
      await moveKeys(sql, { actor, codes }, [{ key, move, action: entry.action, note: text }]);
    });
  });
}

/**
 * Lets a locked key be activated again, with a new code.
 *
 * @throws AppError NOT_FOUND; KEY_TRANSITION_REFUSED; KEY_OWNER_DEACTIVATED
 */
export function unlockKey(parts: Parts, actor: Actor, keyId: string): Promise<void> {
  return withNewCode(parts, actor, keyId, 'UNLOCK', 'key.unlock');
}

/**
 * Issues a new activation code in place of the one a key waits for: three attempts and all its days begin anew.
 *
 * @throws AppError NOT_FOUND; KEY_TRANSITION_REFUSED; KEY_OWNER_DEACTIVATED
 */
export function reissueCode(parts: Parts, actor: Actor, keyId: string): Promise<void> {
  return withNewCode(parts, actor, keyId, 'REISSUE_CODE', 'key.reissue-code');
}

async function withNewCode(
  { pool, codes }: Parts,
  actor: Actor,
  keyId: string,
  trigger: 'UNLOCK' | 'REISSUE_CODE',
  action: string,
): Promise<void> {
  const entry = { action, targetType: 'Key', targetId: keyId };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const key = await lockKey(sql, keyId);
      await moveKeys(sql, { actor, codes }, [{ key, move: planMove(key, trigger), action }]);
    }),
  );
}

/**
 * Calls a key something else, whatever its status.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT
 */
export async function renameKey({ pool }: Parts, actor: Actor, keyId: string, name: string): Promise<void> {
  const entry = { action: 'key.rename', targetType: 'Key', targetId: keyId };
  await auditRefusals(pool, actor, entry, async () => {
    const text = valueOrThrow(inField('name', keyName(name)));
    await withTransaction(pool, async (sql) => {
      const { serial } = await lockKey(sql, keyId);
      await updateRow(sql, 'key', keyId, { name: text, searchText: searchTextOf(serial, text) });
      await insertAudit(sql, actor, entry);
      await recordKeyEvents(sql, [{ keyId, action: entry.action }]);
    });
  });
}
