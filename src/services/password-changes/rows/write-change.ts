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

/** A change that is locked, and how it goes on. */
export interface ChangeToWrite {
  readonly change: StoredChange;
  readonly patch: ChangePatch;
}

/**
 * Writes how a change goes on, in a transaction that has locked it. A change that ends gives up its claim and its copy of
 * the password, and nothing more is delivered to its key. A new stage goes into the audit; whoever watches is told. Answers
 * the change as it is then.
 */
export async function writeChange(sql: Sql, change: StoredChange, patch: ChangePatch): Promise<StoredChange> {
  const [after] = await writeChanges(sql, [{ change, patch }]);
  return after!;
}

/** The same of several changes, each of another account: a handful of statements, whatever their number. */
export async function writeChanges(sql: Sql, writes: readonly ChangeToWrite[]): Promise<StoredChange[]> {
  if (writes.length === 0) return [];
  const written = writes.map(({ change, patch }) => ({ change, patch: wholePatch(change, patch) }));
  const rows = await updateRows(sql, written);
  const after = written.map(({ change, patch }): StoredChange => {
    const row = rows.get(change.id);
    if (row === undefined) throw new Error('a change that was locked is gone');
    return { ...change, ...patch, ...row };
  });
  // Both leave nothing behind: the copy with its data key, and what was sealed to the key.
  await erasePasswords(
    sql,
    after.filter(({ stage }) => isFinalStage(stage)).map(({ id }) => id),
  );
  await auditStages(
    sql,
    after.filter(({ stage }, at) => stage !== writes[at]!.change.stage),
  );
  await recordProgress(sql, after);
  return after;
}

/** What ends holds no claim, and has nothing in mind any more. */
function wholePatch(change: StoredChange, patch: ChangePatch): ChangePatch {
  const ends = isFinalStage(patch.stage ?? change.stage);
  return ends ? { ...patch, holdsClaim: false, intent: null, nextAttemptAt: null } : patch;
}

type WrittenRow = Pick<StoredChange, 'revision' | 'updatedAt' | 'endedAt'>;

/** The columns that may be written, as they are read from JSON. */
const TYPES: { readonly [Property in keyof ChangePatch]-?: string } = {
  stage: 'text',
  keyId: 'uuid',
  claim: 'bigint',
  holdsClaim: 'boolean',
  intent: 'text',
  undo: 'text',
  write: 'bigint',
  generations: 'int',
  passwordLength: 'int',
  controllerAddress: 'text',
  controllerInvocationId: 'uuid',
  ticksBefore: 'bigint',
  ticksAfter: 'bigint',
  sentAt: 'timestamptz',
  doubts: 'text[]',
  acceptedAt: 'timestamptz',
  resets: 'int',
  attempts: 'int',
  lastErrorCode: 'text',
  lastError: 'text',
  nextAttemptAt: 'timestamptz',
  attention: 'text',
  lockedUntil: 'timestamptz',
  struckAt: 'timestamptz',
  verification: 'text',
  disablesAccount: 'boolean',
};

/** One statement for those of which the same is written. */
async function updateRows(sql: Sql, writes: readonly ChangeToWrite[]): Promise<Map<string, WrittenRow>> {
  const kinds = Map.groupBy(writes, ({ patch }) => propertiesOf(patch).join());
  const rows = new Map<string, WrittenRow>();
  for (const alike of kinds.values()) {
    const properties = propertiesOf(alike[0]!.patch);
    const settings = properties.map((property) => `${columnName(property)} = w."${property}", `).join('');
    const types = properties.map((property) => `, "${property}" ${TYPES[property]}`).join('');
    const values = alike.map(({ change, patch }) => ({
      ...patch,
      id: change.id,
      ends: isFinalStage(patch.stage ?? change.stage),
    }));
    const written = await sql.query<WrittenRow & { id: string }>(
      prepared(
        `update password_change c set ${settings} revision = c.revision + 1, updated_at = now(),
            ended_at = case when w.ends then coalesce(c.ended_at, now()) else c.ended_at end
       from jsonb_to_recordset($1::jsonb) as w (id uuid, ends boolean${types})
       where c.id = w.id returning c.id, c.revision, c.updated_at as "updatedAt", c.ended_at as "endedAt"`,
        [JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))],
      ),
    );
    for (const { id, ...row } of written.rows) rows.set(id, row);
  }
  return rows;
}

function propertiesOf(patch: ChangePatch): (keyof ChangePatch)[] {
  return (Object.keys(patch) as (keyof ChangePatch)[]).toSorted();
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
