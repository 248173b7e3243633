import type { Sql } from '../../../database.js';
import { isFinalStage } from '../../../domain/password-change/change-order.js';
import { hintWorkstations } from '../../key-tasks/delivery/hints.js';
import { prepared } from '../../prepared.js';
import { columnName } from '../../rows.js';
import { auditStage, recordProgress } from './change-events.js';
import { eraseCopy } from '../copies/copies.js';
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

/**
 * Writes how a change goes on, in a transaction that has locked it. A change that ends gives up its claim and its copy of
 * the password, and nothing more is delivered to its key. A new stage goes into the audit; whoever watches is told. Answers
 * the change as it is then.
 */
export async function writeChange(sql: Sql, change: StoredChange, patch: ChangePatch): Promise<StoredChange> {
  const stage = patch.stage ?? change.stage;
  const ends = isFinalStage(stage);
  const written: ChangePatch = ends
    ? { ...patch, holdsClaim: false, intent: null, nextAttemptAt: null }
    : patch;
  const properties = Object.keys(written);
  const settings = properties.map((property, at) => `${columnName(property)} = $${at + 2}, `).join('');
  const { rows } = await sql.query<Pick<StoredChange, 'revision' | 'updatedAt' | 'endedAt'>>(
    prepared(
      `update password_change set ${settings} revision = revision + 1, updated_at = now(),
            ended_at = case when $${properties.length + 2} then coalesce(ended_at, now()) else ended_at end
     where id = $1 returning revision, updated_at as "updatedAt", ended_at as "endedAt"`,
      [change.id, ...Object.values(written), ends],
    ),
  );
  const now: StoredChange = { ...change, ...written, ...rows[0] };
  // Both leave nothing behind: the copy with its data key, and what was sealed to the key.
  if (ends || stage === 'NEEDS_ATTENTION') await erasePasswords(sql, change.id);
  if (now.stage !== change.stage) await auditStage(sql, now);
  await recordProgress(sql, now);
  return now;
}

async function erasePasswords(sql: Sql, changeId: string): Promise<void> {
  await eraseCopy(sql, changeId);
  const { rows } = await sql.query<{ keyId: string }>(
    `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null
     where change_id = $1 and state in ('PENDING', 'DELIVERED') and kind in ('WRITE_PENDING', 'COMMIT')
     returning key_id as "keyId"`,
    [changeId],
  );
  // What waited behind them may go now.
  await hintWorkstations(
    sql,
    rows.map(({ keyId }) => keyId),
  );
}
