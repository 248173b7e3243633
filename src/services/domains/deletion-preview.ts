import type { Sql } from '../../database.js';
import type { RemovedUserPolicy } from '../../domain/states.js';

/** What deleting a domain would do to the people it knows. */
export interface DeletionPreview {
  /** Employees whom no other domain knows: the removed-user policy applies to them. */
  readonly employeesKnownOnlyHere: number;
  /** Employees whom another domain knows as well: they stay, with that domain's values. */
  readonly employeesKept: number;
  readonly accounts: number;
  /** The same in words. */
  readonly policyEffect: string;
}

export async function previewDeletion(
  sql: Sql,
  domain: { id: string; removedUserPolicy: RemovedUserPolicy; deletionGraceDays: number },
): Promise<DeletionPreview> {
  const { rows } = await sql.query<{ accounts: number; only_here: number }>(
    `select count(*)::int as accounts, count(*) filter (where not exists (
       select 1 from domain_account o
       where o.employee_id = a.employee_id and o.domain_id <> a.domain_id and o.closed_at is null
     ))::int as only_here
     from domain_account a where a.domain_id = $1 and a.closed_at is null`,
    [domain.id],
  );
  const { accounts, only_here: onlyHere } = rows[0] ?? { accounts: 0, only_here: 0 };
  // An employee has at most one open account in a domain, so accounts count employees.
  return {
    accounts,
    employeesKnownOnlyHere: onlyHere,
    employeesKept: accounts - onlyHere,
    policyEffect: effectOf(domain.removedUserPolicy, onlyHere, domain.deletionGraceDays),
  };
}

function effectOf(policy: RemovedUserPolicy, count: number, graceDays: number): string {
  const people = count === 1 ? '1 employee is' : `${count} employees are`;
  if (count === 0) return 'Nobody is known to this domain alone: no employee changes state.';
  switch (policy) {
    case 'KEEP':
      return `${people} known only here and will be kept as manual employees.`;
    case 'DEACTIVATE':
      return `${people} known only here and will be deactivated: sign-in and unlock stop, sessions end. Users with a role keep theirs.`;
    case 'DELETE':
      return `${people} known only here, will be deactivated at once and deleted after ${graceDays} days. Users with a role keep theirs.`;
  }
}
