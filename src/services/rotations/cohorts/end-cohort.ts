import { withTransaction, type Pool, type Sql } from '../../../database.js';
import { isPastLimit } from '../../../domain/rotation/pace.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { IS_AHEAD } from '../../password-changes/directory-first/ahead.js';
import { recordMailToAdministrators } from '../../outbox/record-mail.js';
import { tellProgress, type RotationProgress } from '../rotation-progress.js';
import { lockRotations, type StoredRotation } from '../stored-rotation.js';

/** What a rotation has come to after a cohort. */
export type RotationStanding = 'GOES_ON' | 'STOPPED' | 'OVER';

/**
 * Looks at how a cohort went. Where some of it succeeded and nothing failed the next one is wider, and where more succeeded than
 * failed, what failed counts no more; when too much has failed the whole rotation stops with a reason and a mail; when
 * nothing is left of it, it is over. What has vanished counts neither way.
 */
export async function endCohort(
  pool: Pool,
  { id, domainId }: Pick<StoredRotation, 'id' | 'domainId'>,
): Promise<RotationStanding> {
  return withTransaction(pool, async (sql) => {
    await lockRotations(sql, domainId);
    const standing = await settle(sql, id);
    await sql.query(
      `update rotation r set cohorts = r.cohorts + case when n.done > 0 and n.failed = 0 then 1 else 0 end,
              failures_from = case when n.done > n.failed then clock_timestamp() else r.failures_from end
       from (
         select count(*) filter (where ${SUCCEEDED})::int as done, count(*) filter (where ${FAILED})::int as failed
         from password_change c join rotation o on o.id = c.rotation_id
         where c.rotation_id = $1 and (c.ended_at >= o.cohort_at or c.accepted_at >= o.cohort_at)
       ) n where r.id = $1 and r.state = 'RUNNING'`,
      [id],
    );
    return standing;
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

/** In SQL: the directory has the new password, and the key too, or will get it. */
const SUCCEEDED = `(c.stage = 'COMPLETED' or (c.stage = 'NEEDS_ATTENTION' and c.last_error_code is null) or ${IS_AHEAD('c')})`;
/** In SQL: it has failed. */
const FAILED = `(c.stage in ('FAILED', 'NEEDS_ATTENTION') and c.last_error_code is not null)`;

interface LimitRow extends Actor {
  readonly failed: number;
  readonly lim: number;
  readonly open: boolean;
  readonly state: string;
  readonly domainName: string;
  readonly domainId: string;
  readonly commonest: string | null;
}

async function settle(sql: Sql, id: string): Promise<RotationStanding> {
  const row = await readLimit(sql, id);
  if (row === undefined || row.state === 'COMPLETED') return 'OVER';
  const isOver = isPastLimit(row.failed, row.lim);
  if (isOver && row.state === 'RUNNING') await stop(sql, id, row);
  else if (!row.open) await complete(sql, id, row);
  const progress = await tellProgress(sql, id);
  return standingOf(progress);
}

function standingOf(progress: RotationProgress | undefined): RotationStanding {
  if (progress === undefined || progress.state === 'COMPLETED') return 'OVER';
  return progress.state === 'RUNNING' ? 'GOES_ON' : 'STOPPED';
}

async function readLimit(sql: Sql, id: string): Promise<LimitRow | undefined> {
  const { rows } = await sql.query<LimitRow>(
    `select r.wanted_by_kind as kind, r.wanted_by_id as id, r.wanted_by as name, r.state,
            d.rotation_failure_limit as lim, d.dns_name as "domainName",
            d.id as "domainId",
            (select count(distinct c.account_id)::int from password_change c
             where c.rotation_id = r.id and c.ended_at > r.failures_from and ${FAILED}) as failed,
            exists (select 1 from password_change c where c.rotation_id = r.id and c.ended_at is null) as open,
            (select c.last_error_code from password_change c where c.rotation_id = r.id
               and c.ended_at > r.failures_from and ${FAILED} group by 1 order by count(*) desc, 1 limit 1) as commonest
     from rotation r join domain d on d.id = r.domain_id where r.id = $1`,
    [id],
  );
  return rows[0];
}

async function stop(sql: Sql, id: string, row: LimitRow): Promise<void> {
  const { failed, lim, commonest, domainName, domainId } = row;
  const reason = `${failed} of its accounts failed, and the limit is ${lim}. Most of them: ${commonest}.`;
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
    cause: `rotation-stopped/${id}/${new Date().toISOString()}`,
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
