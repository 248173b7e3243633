import { randomUUID } from 'node:crypto';
import type { Sql } from '../../../database.js';
import type { ActivationState } from '../../../domain/states.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';

/** Ends the codes these keys wait for, and erases them. */
export async function endCodes(
  sql: Sql,
  keyIds: readonly string[],
  state: Exclude<ActivationState, 'PENDING'>,
): Promise<void> {
  if (keyIds.length === 0) return;
  await sql.query(
    `update activation set state = $2, code_sealed = null, ended_at = now()
     where key_id = any($1::uuid[]) and state = 'PENDING'`,
    [keyIds, state],
  );
}

/**
 * Issues a code for each key, none of which waits for one. Without what draws them, as where a synchronisation issues
 * them, they are drawn when somebody first looks: until then nobody can have one, and their time has not begun.
 */
export async function issueCodes(
  sql: Sql,
  keyIds: readonly string[],
  codes: ActivationCodes | undefined,
): Promise<void> {
  if (keyIds.length === 0) return;
  const ids = keyIds.map(() => randomUUID());
  await sql.query(
    `insert into activation (id, key_id, state) select id, key_id, 'PENDING'
     from unnest($1::uuid[], $2::uuid[]) as a (id, key_id)`,
    [ids, keyIds],
  );
  if (codes === undefined) return;
  for (const id of ids) await drawCode(sql, codes, id);
}

/** Draws the code of an activation that has none yet: its days begin now. */
export async function drawCode(
  sql: Sql,
  codes: ActivationCodes,
  activationId: string,
): Promise<{ readonly sealed: Buffer; readonly expiresAt: Date }> {
  const sealed = codes.seal(codes.draw(), activationId);
  const { rows } = await sql.query<{ expiresAt: Date }>(
    `update activation set code_sealed = $2, expires_at = clock_timestamp() + make_interval(days => $3)
     where id = $1 returning expires_at as "expiresAt"`,
    [activationId, sealed, codes.days],
  );
  const [drawn] = rows;
  if (drawn === undefined) throw new Error('the activation to be drawn is gone');
  return { sealed, ...drawn };
}
