import type { Sql } from '../../database.js';
import type { PasswordCopies, SealedCopy } from '../../keys/password-copies.js';

/** How long a copy of a password exists at most. */
export const COPY_MINUTES = 15;

/** Keeps a password for as long as its change is in flight; in place of one it had before. The time is not begun anew. */
export async function keepCopy(
  sql: Sql,
  copies: PasswordCopies,
  { changeId, password }: { readonly changeId: string; readonly password: string },
): Promise<void> {
  const { sealed, dataKeySealed } = copies.seal(password, changeId);
  await sql.query(
    `insert into password_copy (change_id, sealed, data_key_sealed, expires_at)
     values ($1, $2, $3, now() + interval '${COPY_MINUTES} minutes')
     on conflict (change_id) do update set sealed = excluded.sealed, data_key_sealed = excluded.data_key_sealed`,
    [changeId, sealed, dataKeySealed],
  );
}

/** The password of a change; undefined once its copy is erased or over, or cannot be opened. */
export async function readCopy(
  sql: Sql,
  copies: PasswordCopies,
  changeId: string,
): Promise<string | undefined> {
  const { rows } = await sql.query<SealedCopy>(
    `select sealed, data_key_sealed as "dataKeySealed" from password_copy where change_id = $1 and expires_at > now()`,
    [changeId],
  );
  return rows[0] && copies.open(rows[0], changeId);
}

/** Erases copies whose time is over. Answers the changes they were of: each then has to go on without. */
export async function eraseExpiredCopies(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `delete from password_copy where expires_at <= now() returning change_id as id`,
  );
  return rows.map(({ id }) => id);
}
