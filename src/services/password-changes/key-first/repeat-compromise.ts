import { inTransaction } from '../../../database.js';
import type { ActorKind } from '../../../domain/states.js';
import { createChanges } from '../create-changes.js';
import type { StoredChange } from '../stored-change.js';
import type { Run } from './run.js';

/**
 * A reset was sent by somebody who had been overtaken. Where that was because the key was reported lost, the directory may
 * have the password again that is on it: so it is reset again, as if the key were reported now.
 */
export async function repeatCompromise(run: Run, change: StoredChange): Promise<void> {
  const ids = await inTransaction(run.turn.sql, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [change.accountId]);
    const { rows } = await sql.query<{
      kind: ActorKind;
      id: string | null;
      name: string;
      keyId: string | null;
    }>(
      `select wanted_by_kind as kind, wanted_by_id as id, wanted_by as name, key_id as "keyId"
       from password_change where account_id = $1 and kind = 'COMPROMISE' and created_at >= $2
       order by created_at desc limit 1`,
      [change.accountId, change.createdAt],
    );
    if (rows[0] === undefined) return [];
    const { keyId, ...actor } = rows[0];
    return createChanges(sql, actor, [{ accountId: change.accountId, kind: 'COMPROMISE', keyId }]);
  });
  for (const id of ids) run.wake.add(id);
}
