import type { Sql } from '../../../database.js';
import { isFinalStage } from '../../../domain/password-change/change-order.js';
import { hintWorkstations } from '../../key-tasks/delivery/hints.js';
import { prepared } from '../../prepared.js';
import { columnName } from '../../rows.js';
import { auditStages, recordProgress } from './change-events.js';
import { eraseCopies } from '../copies/copies.js';
import type { StoredChange } from './stored-change.js';

/** What may be written of a change besides what `claims.ts` keeps. */
export type ChangePatch = Partial<
  Omit<
    StoredChange,
    | 'id'
    | 'accountId'
    | 'kind'
    | 'changeOrder'
    | 'rotationId'
    | 'isTyped'
    | 'insists'
    | 'keepsOffKey'
    | 'wantedByKind'
    | 'wantedById'
    | 'wantedBy'
    | 'revision'
    | 'createdAt'
    | 'updatedAt'
    | 'endedAt'
  >
>;

/** How one change goes on. */
export interface WrittenChange {
  /** As it was locked. */
  readonly change: StoredChange;
  readonly patch: ChangePatch;
}

/**
 * Writes how a change goes on, in a transaction that has locked it. A change that ends gives up its claim and its copy of
 * the password, and nothing more is delivered to its key. A new stage goes into the audit; whoever watches is told. Answers
 * the change as it is then.
 */
export async function writeChange(sql: Sql, change: StoredChange, patch: ChangePatch): Promise<StoredChange> {
  const [written] = await writeChanges(sql, [{ change, patch }]);
  return written!;
}

/**
 * The same for several, no two of one account: a few statements, whatever their number. Answers them in the order in which
 * they were given.
 */
export async function writeChanges(
  sql: Sql,
  changes: readonly WrittenChange[],
): Promise<readonly StoredChange[]> {
  if (changes.length === 0) return [];
  const written = changes.map(whole);
  const moved = new Map<string, Moved>();
  for (const alike of ofTheSameProperties(written)) {
    for (const row of await update(sql, alike)) moved.set(row.id, row);
  }
  const now = written.map(({ change, patch }) => ({ ...change, ...patch, ...moved.get(change.id) }));
  // Both leave nothing behind: the copy with its data key, and what was sealed to the key.
  const ended = now.filter(({ stage }) => isFinalStage(stage));
  await erasePasswords(
    sql,
    ended.map(({ id }) => id),
  );
  await auditStages(
    sql,
    now.filter(({ stage }, at) => stage !== changes[at]!.change.stage),
  );
  await recordProgress(sql, now);
  return now;
}

/** With what follows from its stage. */
function whole({ change, patch }: WrittenChange): WrittenChange {
  if (!isFinalStage(patch.stage ?? change.stage)) return { change, patch };
  return { change, patch: { ...patch, holdsClaim: false, intent: null, nextAttemptAt: null } };
}

function ofTheSameProperties(written: readonly WrittenChange[]): readonly (readonly WrittenChange[])[] {
  return [...Map.groupBy(written, ({ patch }) => Object.keys(patch).join()).values()];
}

type Moved = Pick<StoredChange, 'id' | 'revision' | 'updatedAt' | 'endedAt'>;

async function update(sql: Sql, alike: readonly WrittenChange[]): Promise<readonly Moved[]> {
  const columns = Object.keys(alike[0]!.patch).map(columnName);
  const rows = alike.map(({ change, patch }) => ({
    id: change.id,
    // PostgreSQL's word for the moment of this transaction.
    ended_at: isFinalStage(patch.stage ?? change.stage) ? 'now' : null,
    ...Object.fromEntries(Object.values(patch).map((value, at) => [columns[at]!, value])),
  }));
  const values = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const { rows: moved } = await sql.query<Moved>(
    prepared(
      // The array says that they are a few: PostgreSQL takes what comes as JSON for a hundred, and might read the whole table.
      `update password_change c set ${columns.map((column) => `${column} = g.${column}, `).join('')}
            revision = c.revision + 1, updated_at = now(),
            ended_at = coalesce(c.ended_at, g.ended_at)
     from jsonb_populate_recordset(null::password_change, $1::jsonb) g
     where c.id = g.id and c.id = any($2::uuid[])
     returning c.id, c.revision, c.updated_at as "updatedAt", c.ended_at as "endedAt"`,
      [values, rows.map(({ id }) => id)],
    ),
  );
  return moved;
}

async function erasePasswords(sql: Sql, changeIds: readonly string[]): Promise<void> {
  if (changeIds.length === 0) return;
  await eraseCopies(sql, changeIds);
  const { rows } = await sql.query<{ keyId: string }>(
    prepared(
      `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null
     where change_id = any($1::uuid[]) and state in ('PENDING', 'DELIVERED') and kind in ('WRITE_PENDING', 'COMMIT')
     returning key_id as "keyId"`,
      [changeIds],
    ),
  );
  // What waited behind them may go now.
  await hintWorkstations(sql, [...new Set(rows.map(({ keyId }) => keyId))]);
}
