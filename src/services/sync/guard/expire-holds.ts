import type { Sql } from '../../../database.js';

/**
 * Makes visible that the time for a decision is over: from its deadline on a hold counts as expired anyway.
 * @param domainId null means every domain
 * @returns how many have expired
 */
export async function expireHolds(sql: Sql, domainId: string | null = null): Promise<number> {
  const result = await sql.query(
    `with expired as (
       update sync_hold set state = 'EXPIRED'
       where state = 'PENDING' and expires_at <= now() and ($1::uuid is null or domain_id = $1)
       returning domain_id, run_id, plan_hash
     )
     insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select 'SYNC', x.run_id, d.dns_name, 'sync.expire', 'Domain', x.domain_id, 'DONE',
            jsonb_build_object('runId', x.run_id, 'planHash', x.plan_hash)
     from expired x join domain d on d.id = x.domain_id`,
    [domainId],
  );
  return result.rowCount ?? 0;
}
