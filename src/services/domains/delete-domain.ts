import { withTransaction, type Sql } from '../../database.js';
import { dnsName } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { closeDomain } from '../sync/close-domain.js';
import { followSchedule } from '../schedules/apply-schedule.js';
import type { DomainResources } from './domain-resources.js';
import { lockDomain, type StoredDomain } from './stored-domain.js';

export interface DeletedDomain {
  readonly dnsName: string;
  readonly closedAccounts: number;
  readonly affectedEmployees: number;
}

/**
 * Deletes a domain with its accounts and the history of its runs; the audit stays. Its removed-user policy applies to
 * employees whom no other domain knows.
 *
 * @param confirmDnsName the domain's DNS name, typed again
 * @throws AppError NOT_FOUND, CONFIRMATION_MISMATCH; RUN_IN_PROGRESS while this domain is synchronised, or any other is planning or applying
 */
export async function deleteDomain(
  resources: Pick<DomainResources, 'pool' | 'schedules'>,
  actor: Actor,
  id: string,
  confirmDnsName: string,
): Promise<DeletedDomain> {
  const entry = { action: 'domain.delete', targetType: 'Domain', targetId: id };
  const { pool } = resources;
  const deleted = await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const domain = await lockDomain(sql, id);
      assertConfirmed(domain, confirmDnsName);
      await assertNotRunning(sql, domain);
      const closed = await closeDomain(sql, domain);
      await deleteRunData(sql, id);
      await sql.query(`delete from domain where id = $1`, [id]);
      await insertAudit(sql, actor, { ...entry, details: { dnsName: domain.dnsName, ...closed } });
      return { dnsName: domain.dnsName, ...closed };
    }),
  );
  await followSchedule(resources, id);
  return deleted;
}

/** What belongs to the domain's runs without a foreign key; the runs themselves go with the domain. */
async function deleteRunData(sql: Sql, domainId: string): Promise<void> {
  const runs = 'select id from sync_run where domain_id = $1';
  for (const table of ['snapshot_entry', 'snapshot_member', 'sync_item']) {
    await sql.query(`delete from ${table} where run_id in (${runs})`, [domainId]);
  }
  await sql.query(`delete from stream_event where stream_id in (${runs})`, [domainId]);
  await sql.query(`delete from event_stream where id in (${runs})`, [domainId]);
}

function assertConfirmed(domain: StoredDomain, typed: string): void {
  if (dnsName(typed) === domain.dnsName) return;
  throw new AppError(
    'CONFIRMATION_MISMATCH',
    `To delete this domain, give its DNS name as confirmation: ${domain.dnsName}. Its field deletionPreview says what would happen.`,
    { path: ['input', 'confirmDnsName'] },
  );
}

async function assertNotRunning(sql: Sql, domain: StoredDomain): Promise<void> {
  const { rowCount } = await sql.query(
    `select 1 from sync_run where domain_id = $1 and phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'INVITING')`,
    [domain.id],
  );
  if (rowCount === 0) return;
  throw new AppError(
    'RUN_IN_PROGRESS',
    `A synchronisation of ${domain.dnsName} is under way. Wait for its end, or stop it with cancelSync, and try again.`,
  );
}
