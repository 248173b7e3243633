import { withTransaction, type Pool } from '../../../src/database.js';
import type { PasswordCopies } from '../../../src/keys/password-copies.js';
import { newPassword } from '../../../src/sandbox/new-password.js';
import { keepCopy } from '../../../src/services/password-changes/copies/copies.js';
import { createChanges } from '../../../src/services/password-changes/create-changes.js';
import type { NextKind } from '../cells.js';

/** Whoever asks for it is told nothing: the cell begins the change once its place is prepared. */
const ASKING = { kind: 'SCHEDULE', id: null, name: 'matrix' } as const;

export interface NextChange {
  readonly accountId: string;
  readonly keyId: string;
  readonly kind: NextKind;
  /** What the key has now. */
  readonly present: () => Promise<string>;
}

/** Records a further change of a password that is on a key, as the product does for each kind; nothing goes on yet. */
export async function recordNextChange(
  { pool, copies }: { readonly pool: Pool; readonly copies: PasswordCopies },
  { accountId, keyId, kind, present }: NextChange,
): Promise<string> {
  const isTyped = kind === 'ADMIN_SET' || kind === 'USER_CHANGE';
  const old = kind === 'USER_CHANGE' ? await present() : undefined;
  return withTransaction(pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
    const [changeId = ''] = await createChanges(sql, ASKING, [{ accountId, kind, keyId, isTyped }]);
    if (isTyped) await keepCopy(sql, copies, { changeId, password: newPassword() });
    if (old !== undefined) await keepCopy(sql, copies, { changeId, password: old, part: 'OLD' });
    return changeId;
  });
}
