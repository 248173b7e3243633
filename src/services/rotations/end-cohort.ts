import { withTransaction, type Pool, type Sql } from '../../database.js';
import { isPastLimit } from '../../domain/rotation/pace.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { recordMailToAdministrators } from '../outbox/record-mail.js';
import { tellProgress, type RotationProgress } from './rotation-progress.js';
import { lockRotations, type StoredRotation } from './stored-rotation.js';

/** What a rotation has come to after a cohort. */
export type RotationStanding = 'GOES_ON' | 'STOPPED' | 'OVER';

/**
 * Looks at how a cohort went: the next one is wider; or too much has failed, and the whole rotation stops with a reason and
 * a mail; or nothing is left of it, and it is over.
 */
export async function endCohort(
  pool: Pool,
  { id, domainId }: Pick<StoredRotation, 'id' | 'domainId'>,
): Promise<RotationStanding> {
  return withTransaction(pool, async (sql) => {
    await lockRotations(sql, domainId);
    await sql.query(`update rotation set cohorts = cohorts + 1 where id = $1 and ended_at is null`, [id]);
    return settle(sql, id);
  });
}

/** The same while a cohort is under way: whether it is past the limit, or nothing of it is left. */
export async function settleRotation(
  pool: Pool,
  { id, domainId }: Pick<StoredRotation, 'id' | 'domainId'>,
): Promise<RotationStanding> {
  return withTransaction(pool, async (sql) => {
    await lockRotations(sql, domainId);
    return settle(sql, id);
  });
}

interface LimitRow extends Actor {
  readonly failed: number;
  readonly lim: number;
  readonly forgiven: number;
  readonly open: boolean;
  readonly state: string;
  readonly domainName: string;
  readonly domainId: string;
  readonly commonest: string | null;
}

async function settle(sql: Sql, id: string): Promise<RotationStanding> {
  const row = await readLimit(sql, id);
  if (row === undefined || row.state === 'COMPLETED') return 'OVER';
  const isOver = isPastLimit(row.failed - row.forgiven, row.lim);
  if (isOver && row.state === 'RUNNING') await stop(sql, id, row);
  else if (!row.open) await complete(sql, id, row);
  const progress = await tellProgress(sql, id);
  return standingOf(progress);
}

function standingOf(progress: RotationProgress | undefined): RotationStanding {
  if (progress === undefined || progress.state === 'COMPLETED') return 'OVER';
  return progress.state === 'RUNNING' ? 'GOES_ON' : 'STOPPED';
}

/** What waits for its key with the password in the directory is not waited for: it goes on by itself. */
async function readLimit(sql: Sql, id: string): Promise<LimitRow | undefined> {
  const { rows } = await sql.query<LimitRow>(
    `select r.wanted_by_kind as kind, r.wanted_by_id as id, r.wanted_by as name, r.state,
            d.rotation_failure_limit as lim, r.failures_forgiven as forgiven, d.dns_name as "domainName",
            d.id as "domainId",
            (select count(*)::int from password_change c where c.rotation_id = r.id
               and c.stage in ('FAILED', 'NEEDS_ATTENTION') and c.last_error_code is not null) as failed,
            exists (select 1 from password_change c where c.rotation_id = r.id and c.ended_at is null
               and (c.holds_claim or c.sent_at is null)) as open,
            (select c.last_error_code from password_change c where c.rotation_id = r.id
               and c.stage in ('FAILED', 'NEEDS_ATTENTION') and c.last_error_code is not null
             group by 1 order by count(*) desc, 1 limit 1) as commonest
     from rotation r join domain d on d.id = r.domain_id where r.id = $1`,
    [id],
  );
  return rows[0];
}

async function stop(sql: Sql, id: string, row: LimitRow): Promise<void> {
  const { failed, forgiven, lim, commonest, domainName, domainId } = row;
  const reason = `${failed - forgiven} of its changes failed, and the limit is ${lim}. Most of them: ${commonest}.`;
  await sql.query(`update rotation set state = 'STOPPED', stop_reason = $2, cohorts = 0 where id = $1`, [
    id,
    reason,
  ]);
  await insertAudit(sql, row, {
    action: 'rotation.stop',
    targetType: 'Rotation',
    targetId: id,
    outcome: 'FAILED',
    details: { domainId, failed, limit: lim, code: commonest },
  });
  await recordMailToAdministrators(sql, {
    cause: `rotation-stopped/${id}/${failed}`,
    template: 'rotation-stopped',
    parameters: { domainName, reason },
  });
}

async function complete(sql: Sql, id: string, row: LimitRow): Promise<void> {
  await sql.query(
    `update rotation set state = 'COMPLETED', stop_reason = null, ended_at = now() where id = $1`,
    [id],
  );
  await insertAudit(sql, row, {
    action: 'rotation.complete',
    targetType: 'Rotation',
    targetId: id,
    details: { domainId: row.domainId, failed: row.failed },
  });
}
