import type { Sql } from '../../../database.js';
import type { PasswordPart } from '../../../domain/states.js';
import type { PasswordCopies, SealedCopy } from '../../../keys/password-copies.js';
import { prepared } from '../../prepared.js';

/** How long a copy of a password exists at most. */
export const COPY_MINUTES = 15;

export interface KeptPassword {
  readonly changeId: string;
  readonly password: string;
  /** `OLD`: what a person gave as their present one. `NEW` when left out. */
  readonly part?: PasswordPart;
}

/** Keeps a password for as long as its change is in flight; in place of one it had before. The time is not begun anew. */
export async function keepCopy(
  sql: Sql,
  copies: PasswordCopies,
  { changeId, password, part = 'NEW' }: KeptPassword,
): Promise<void> {
  const { sealed, dataKeySealed } = copies.seal(password, boundTo(changeId, part));
  await sql.query(
    prepared(
      `insert into password_copy (change_id, part, sealed, data_key_sealed, expires_at)
     values ($1, $2, $3, $4, now() + interval '${COPY_MINUTES} minutes')
     on conflict (change_id, part) do update set sealed = excluded.sealed, data_key_sealed = excluded.data_key_sealed`,
      [changeId, part, sealed, dataKeySealed],
    ),
  );
}

/** The password of a change; undefined once its copy is erased or over, or cannot be opened. */
export async function readCopy(
  sql: Sql,
  copies: PasswordCopies,
  changeId: string,
  part: PasswordPart = 'NEW',
): Promise<string | undefined> {
  const { rows } = await sql.query<SealedCopy>(
    prepared(
      `select sealed, data_key_sealed as "dataKeySealed" from password_copy
     where change_id = $1 and part = $2 and expires_at > now()`,
      [changeId, part],
    ),
  );
  return rows[0] && copies.open(rows[0], boundTo(changeId, part));
}

/** Erases what is kept for a change, or one part of it. */
export async function eraseCopy(sql: Sql, changeId: string, part?: PasswordPart): Promise<void> {
  await sql.query(
    prepared(`delete from password_copy where change_id = $1 and ($2::text is null or part = $2)`, [
      changeId,
      part ?? null,
    ]),
  );
}

/** An old password that was taken out for its one try, as it lay there. */
export interface TakenPassword {
  readonly password: string;
  readonly stored: SealedCopy & { readonly expiresAt: Date };
}

/** Takes the old password out for its one try: it is in the database no more. Undefined once it is over, or cannot be opened. */
export async function takeOldPassword(
  sql: Sql,
  copies: PasswordCopies,
  changeId: string,
): Promise<TakenPassword | undefined> {
  const { rows } = await sql.query<TakenPassword['stored']>(
    prepared(
      `delete from password_copy where change_id = $1 and part = 'OLD' and expires_at > now()
     returning sealed, data_key_sealed as "dataKeySealed", expires_at as "expiresAt"`,
      [changeId],
    ),
  );
  const [stored] = rows;
  const password = stored && copies.open(stored, boundTo(changeId, 'OLD'));
  return stored === undefined || password === undefined ? undefined : { password, stored };
}

/** Nothing was sent: it may be tried yet, for as long as it might before. */
export async function putBackOldPassword(
  sql: Sql,
  changeId: string,
  { sealed, dataKeySealed, expiresAt }: TakenPassword['stored'],
): Promise<void> {
  await sql.query(
    prepared(
      `insert into password_copy (change_id, part, sealed, data_key_sealed, expires_at) values ($1, 'OLD', $2, $3, $4)
     on conflict (change_id, part) do nothing`,
      [changeId, sealed, dataKeySealed, expiresAt],
    ),
  );
}

/** One cannot be put in the place of the other. */
function boundTo(changeId: string, part: PasswordPart): string {
  return part === 'NEW' ? changeId : `${changeId}/${part}`;
}

/** Erases copies whose time is over. Answers the changes they were of: each then has to go on without. */
export async function eraseExpiredCopies(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `delete from password_copy where expires_at <= now() returning change_id as id`,
  );
  return [...new Set(rows.map(({ id }) => id))];
}
