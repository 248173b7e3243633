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
export function keepCopy(sql: Sql, copies: PasswordCopies, kept: KeptPassword): Promise<void> {
  return keepCopies(sql, copies, [kept]);
}

/** The same for several changes at once. */
export async function keepCopies(
  sql: Sql,
  copies: PasswordCopies,
  kept: readonly KeptPassword[],
): Promise<void> {
  const rows = kept.map(({ changeId, password, part = 'NEW' }) => ({
    changeId,
    part,
    ...copies.seal(password, boundTo(changeId, part)),
  }));
  await sql.query(
    prepared(
      `insert into password_copy (change_id, part, sealed, data_key_sealed, expires_at)
     select change_id, part, sealed, data_key_sealed, now() + interval '${COPY_MINUTES} minutes'
     from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[]) as c (change_id, part, sealed, data_key_sealed)
     on conflict (change_id, part) do update set sealed = excluded.sealed, data_key_sealed = excluded.data_key_sealed`,
      [
        rows.map(({ changeId }) => changeId),
        rows.map(({ part }) => part),
        rows.map(({ sealed }) => sealed),
        rows.map(({ dataKeySealed }) => dataKeySealed),
      ],
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
  return (await readCopies(sql, copies, [changeId], part)).get(changeId);
}

/** The passwords of several changes at once, of those that have one. */
export async function readCopies(
  sql: Sql,
  copies: PasswordCopies,
  changeIds: readonly string[],
  part: PasswordPart = 'NEW',
): Promise<Map<string, string>> {
  const passwords = new Map<string, string>();
  if (changeIds.length === 0) return passwords;
  const { rows } = await sql.query<SealedCopy & { id: string }>(
    prepared(
      `select change_id as id, sealed, data_key_sealed as "dataKeySealed" from password_copy
     where change_id = any($1::uuid[]) and part = $2 and expires_at > now()`,
      [changeIds, part],
    ),
  );
  for (const { id, ...sealed } of rows) {
    const password = copies.open(sealed, boundTo(id, part));
    if (password !== undefined) passwords.set(id, password);
  }
  return passwords;
}

/** Erases everything that is kept for these changes. */
export async function eraseCopies(sql: Sql, changeIds: readonly string[]): Promise<void> {
  await sql.query(prepared(`delete from password_copy where change_id = any($1::uuid[])`, [changeIds]));
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
