import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { InvitationSecrets } from '../../keys/invitation-secrets.js';
import { isCancelRequested } from '../sync/finish-run.js';
import { recordProgress } from '../sync/run-progress.js';
import { issueInvitations } from './issue-invitations.js';
import { inviteesOf } from './standing.js';

export interface RunInviting {
  readonly pool: Pool;
  readonly secrets: InvitationSecrets;
  readonly publicUrl: string | undefined;
}

const BATCH = 500;
const NOWHERE =
  'Nobody was invited to set up how they sign in: nobody has told the worker where the link is to lead (LATCHKEY_PUBLIC_URL). `inviteEmployees` makes up for it.';

/**
 * The last phase of a run: invites whom it created, where single sign-on is on, each once. Called again after a crash it
 * goes on; people it has invited are not invited again, whatever became of that. Stops between two sets when the signal
 * fires or somebody asked the run to stop.
 *
 * @returns how many were invited
 */
export async function inviteOfRun(
  { pool, secrets, publicUrl }: RunInviting,
  runId: string,
  signal: AbortSignal,
): Promise<number> {
  const run = await invitingRun(pool, runId);
  if (run === undefined) return 0;
  if (publicUrl === undefined) {
    await pool.query(
      `update sync_run set warnings = warnings || $2::text where id = $1 and not $2 = any(warnings)`,
      [runId, NOWHERE],
    );
    return 0;
  }
  await withTransaction(pool, async (sql) => {
    await sql.query(`update sync_run set phase = 'INVITING' where id = $1 and phase = 'APPLYING'`, [runId]);
    await recordProgress(sql, runId);
  });
  const actor = { kind: 'SYNC', id: runId, name: run.domainName } as const;
  const issue = { causeOf: (id: string) => `import/${id}`, invitedBy: run.domainName };
  let invited = 0;
  for (let after: number | undefined = -1; after !== undefined;) {
    signal.throwIfAborted();
    if (await isCancelRequested(pool, runId)) break;
    const place: number = after;
    after = await withTransaction(pool, async (sql) => {
      const { ids, last } = await createdAfter(sql, runId, place);
      if (last === undefined) return undefined;
      const ready = (await inviteesOf(sql, ids)).filter(({ standing }) => standing === 'READY');
      const issued = await issueInvitations(sql, secrets, actor, issue, ready);
      await sql.query(`update sync_run set invited = invited + $2 where id = $1`, [runId, issued.length]);
      await recordProgress(sql, runId);
      invited += issued.length;
      return last;
    });
  }
  return invited;
}

/** Undefined for a run that invites nobody: not applied, a dry run, of a domain without single sign-on, or with nobody new. */
async function invitingRun(pool: Pool, runId: string): Promise<{ domainName: string } | undefined> {
  const { rows } = await pool.query<{ domainName: string }>(
    `select d.dns_name as "domainName" from sync_run r join domain d on d.id = r.domain_id
     where r.id = $1 and d.single_sign_on and r.kind = 'SYNC' and r.phase in ('APPLYING', 'INVITING')
       and not exists (select 1 from sync_item i where i.run_id = r.id and i.state = 'PLANNED')
       and exists (select 1 from sync_item i
                   where i.run_id = r.id and i.state = 'APPLIED' and i.decision = 'CREATE')`,
    [runId],
  );
  return rows[0];
}

async function createdAfter(sql: Sql, runId: string, position: number) {
  const { rows } = await sql.query<{ id: string; position: number }>(
    `select i.employee_id as id, i.position from sync_item i
     where i.run_id = $1 and i.state = 'APPLIED' and i.decision = 'CREATE' and i.employee_id is not null
       and i.position > $2
       and not exists (select 1 from invitation v where v.cause = 'import/' || i.employee_id)
     order by i.position limit ${BATCH}`,
    [runId, position],
  );
  return { ids: rows.map(({ id }) => id), last: rows.at(-1)?.position };
}
