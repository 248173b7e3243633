import type { Sql } from '../../../database.js';
import type { StoredChange } from '../rows/stored-change.js';
import { readChange } from '../rows/stored-change.js';
import { writeChange } from '../rows/write-change.js';

/** In SQL: the directory has the password of the change that goes by this name, and its key is yet to get it. */
export function IS_AHEAD(name: string): string {
  return `(${name}.change_order = 'DIRECTORY_FIRST' and ${name}.ended_at is null and not ${name}.holds_claim
    and ${name}.sent_at is not null)`;
}

/** In SQL: what is sealed to the key of the change that goes by this name is for later, once the directory has it. */
export function IS_HELD_BACK(name: string): string {
  return `(${name}.change_order = 'DIRECTORY_FIRST' and ${name}.stage in ('QUEUED', 'IN_DIRECTORY', 'VERIFIED'))`;
}

/** The directory has its password, and its key is yet to get it: it holds no claim any more. */
export function isAhead({ changeOrder, endedAt, holdsClaim, sentAt }: StoredChange): boolean {
  return changeOrder === 'DIRECTORY_FIRST' && endedAt === null && !holdsClaim && sentAt !== null;
}

/**
 * Ends changes of an account whose password the directory had, once it has another one: their keys are not given it any
 * more. In a transaction that has locked the account.
 */
export async function supersedeAhead(sql: Sql, { id, accountId, kind }: StoredChange): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select c.id from password_change c where c.account_id = $1 and c.id <> $2 and ${IS_AHEAD('c')} order by c.id for update`,
    [accountId, id],
  );
  for (const row of rows) {
    const ahead = await readChange(sql, row.id);
    if (ahead === undefined || !isAhead(ahead)) continue;
    await writeChange(sql, ahead, {
      stage: 'CANCELLED',
      undo: 'NOTHING',
      lastErrorCode: 'CHANGE_SUPERSEDED',
      lastError: `A change of the kind ${kind} takes the place of this one.`,
    });
  }
}
