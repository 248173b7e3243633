import type { Sql } from '../../database.js';
import type { RemovedUserPolicy } from '../../domain/states.js';
import { claimInstallation, reprofileEmployees } from './reprofile-employees.js';

const SET_SIZE = 2_000;

export interface ClosingDomain {
  readonly id: string;
  readonly removedUserPolicy: RemovedUserPolicy;
  readonly deletionGraceDays: number;
}

/**
 * Closes every link to a domain that is about to be deleted, in the caller's transaction. Employees whom other domains
 * know get their profile from those; the domain's removed-user policy applies to the rest.
 *
 * @throws AppError RUN_IN_PROGRESS while a synchronisation is planning or applying
 */
export async function closeDomain(
  sql: Sql,
  domain: ClosingDomain,
): Promise<{ closedAccounts: number; affectedEmployees: number }> {
  await claimInstallation(sql);
  const deleteAfter = new Date(Date.now() + domain.deletionGraceDays * 86_400_000);
  for (let closedAccounts = 0, affectedEmployees = 0; ;) {
    const { rows } = await sql.query<{ employee_id: string }>(
      `update domain_account set closed_at = now(), in_sync_group = false, in_password_group = false,
              by_primary_group = false, values_hash = null
       where id in (select id from domain_account where domain_id = $1 and closed_at is null
                    order by id limit ${SET_SIZE} for no key update)
       returning employee_id`,
      [domain.id],
    );
    const ids = [...new Set(rows.map((row) => row.employee_id))];
    await reprofileEmployees(sql, ids, {
      removals: new Map(ids.map((id) => [id, { policy: domain.removedUserPolicy, deleteAfter }])),
    });
    closedAccounts += rows.length;
    affectedEmployees += ids.length;
    if (rows.length < SET_SIZE) return { closedAccounts, affectedEmployees };
  }
}
