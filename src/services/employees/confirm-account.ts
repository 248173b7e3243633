import { withTransaction, type Pool, type Sql } from '../../database.js';
import {
  isEligibleForManagedPassword,
  passwordHolderAfter,
  type EligibilityFacts,
  type MembershipFacts,
} from '../../domain/employee/password-holder.js';
import type { PasswordHolder } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';

interface AccountRow extends Omit<EligibilityFacts & MembershipFacts, 'eligible'> {
  readonly employeeId: string;
  readonly closedAt: Date | null;
  readonly passwordHolder: PasswordHolder;
}

/**
 * Confirms that a link gained by e-mail is the same person. From now on a managed password and sign-in may cross it: a
 * member of both groups waits for a key. Doing it again changes nothing.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE when the account has left
 */
export async function confirmAccount(pool: Pool, actor: Actor, id: string): Promise<void> {
  const entry = { action: 'account.confirm', targetType: 'DomainAccount', targetId: id };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      // The account first and then the employee, like a synchronisation.
      const account = await lockAccount(sql, id);
      if (account.closedAt !== null) {
        throw new AppError('WRONG_STATE', 'This account has left its group: there is no link to confirm.');
      }
      const eligible = isEligibleForManagedPassword(account);
      const holder = passwordHolderAfter(account.passwordHolder, { ...account, confirmed: true, eligible });
      await sql.query(`update domain_account set confirmed = true, password_holder = $2 where id = $1`, [
        id,
        holder,
      ]);
      if (holder !== 'UNMANAGED') await makePrimary(sql, id, account.employeeId);
      const details = { changed: !account.confirmed, passwordHolder: holder, employeeId: account.employeeId };
      await insertAudit(sql, actor, { ...entry, details });
    }),
  );
}

async function lockAccount(sql: Sql, id: string): Promise<AccountRow> {
  const { rows } = await sql.query<AccountRow>(
    `select a.employee_id as "employeeId", a.closed_at as "closedAt", a.password_holder as "passwordHolder",
            a.in_sync_group as "inSyncGroup", a.in_password_group as "inPasswordGroup", a.confirmed,
            a.rid::float8 as rid, a.user_account_control as "userAccountControl",
            exists (select 1 from domain d where d.bind_account_guid = a.object_guid) as "isBindAccount"
     from domain_account a where a.id = $1 for update of a`,
    [id],
  );
  if (rows[0] === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such account (any more). Look it up with its employee.');
  }
  return rows[0];
}

/** The first managed account is the primary one. */
async function makePrimary(sql: Sql, accountId: string, employeeId: string): Promise<void> {
  await sql.query(
    `update employee set primary_account_id = $1, updated_at = now() where id = $2 and primary_account_id is null`,
    [accountId, employeeId],
  );
}
