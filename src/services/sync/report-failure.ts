import type { Sql } from '../../database.js';
import { ERROR_CODES, type ErrorCode } from '../../errors.js';
import { recordMailToAdministrators } from '../outbox/record-mail.js';

export interface FailedRun {
  readonly runId: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** A controller that is restarted is no news. One that nobody reaches for three runs is. */
const FAILURES_THAT_PASS = 2;

/**
 * Tells the administrators that a domain has begun to fail for a reason that does not go away by itself: at its first
 * failure, or at the third in a row where trying again might have helped. Not again until it has failed for another
 * reason or succeeded in between. Belongs into the transaction that ends the run; answers how many mails it recorded.
 */
export async function reportFailure(sql: Sql, run: FailedRun): Promise<number> {
  const { failures, since } = await failuresInARow(sql, run);
  const telling = ERROR_CODES[run.code].retryable ? FAILURES_THAT_PASS + 1 : 1;
  if (failures !== telling) return 0;
  const { runId, domainName, code, message } = run;
  return recordMailToAdministrators(sql, {
    cause: `sync-failed/${runId}`,
    template: 'sync-failed',
    parameters: { domainName, runId, code, message, failures, since: since.toISOString() },
  });
}

/** Runs of the domain that failed for this reason since one that did not, this one included. Stopped ones say nothing. */
async function failuresInARow(
  sql: Sql,
  { domainId, code }: FailedRun,
): Promise<{ failures: number; since: Date }> {
  const { rows } = await sql.query<{ failures: number; since: Date }>(
    `select count(*)::int as failures, min(r.finished_at) as since from sync_run r
     where r.domain_id = $1 and r.kind <> 'DRY_RUN' and r.phase = 'FAILED' and r.error_code = $2
       and not exists (
         select 1 from sync_run o
         where o.domain_id = $1 and o.kind <> 'DRY_RUN' and o.finished_at >= r.finished_at
           and (o.phase = 'COMPLETED' or (o.phase = 'FAILED' and o.error_code <> $2)))`,
    [domainId, code],
  );
  return rows[0] ?? { failures: 0, since: new Date() };
}
