import type { Sql } from '../../../database.js';
import { keyTransition } from '../../../domain/key/key-transitions.js';
import type { KeyState } from '../../../keys/key-protocol.js';
import type { Actor } from '../../audit/record-audit.js';
import { moveKeys } from '../../keys/moves/move-keys.js';
import { factsOf } from '../../keys/moves/stored-key.js';
import type { SpeakingKey } from './lock-key.js';

/**
 * A locked key whose state shows that it was wiped: what was withdrawn is ready again. Does nothing for one that is not to
 * be wiped. Tells those who watch keys, so it comes last.
 */
export async function proveWiped(sql: Sql, actor: Actor, key: SpeakingKey): Promise<boolean> {
  const move = keyTransition(key, 'PROVED_WIPED', factsOf(key));
  if (move.refusal !== undefined) return false;
  await moveKeys(sql, { actor }, [{ key, move, action: 'key.proved-wiped' }]);
  return true;
}

/**
 * What follows from the state of a locked key besides what it was asked: one whose PIN was wrong too often is locked.
 * Answers what does it, which comes last since it tells those who watch keys; undefined where nothing follows. A key that is
 * about to be linked anew gets its attempts back by that.
 */
export async function followState(
  sql: Sql,
  actor: Actor,
  key: SpeakingKey,
  { pinLocked }: KeyState,
): Promise<(() => Promise<void>) | undefined> {
  if (!pinLocked) return undefined;
  const move = keyTransition(key, 'PIN_ATTEMPTS_GONE', factsOf(key));
  if (move.refusal !== undefined || (await isToBeLinked(sql, key.id))) return undefined;
  return () => moveKeys(sql, { actor }, [{ key, move, action: 'key.lock' }]);
}

async function isToBeLinked(sql: Sql, keyId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select 1 from key_task where key_id = $1 and kind = 'LINK' and state in ('PENDING', 'DELIVERED')`,
    [keyId],
  );
  return rowCount !== 0;
}
