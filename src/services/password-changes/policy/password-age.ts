import type { Sql } from '../../../database.js';
import type { PasswordPolicy, PolicyDuration } from '../../../domain/password/password-policy.js';
import { prepared } from '../../prepared.js';

/** As it is stored: 0 where there is no limit, null where it is not known. */
export function storedAge(maxAge: PolicyDuration | undefined): number | null {
  if (maxAge === undefined) return null;
  return maxAge === 'never' ? 0 : maxAge;
}

/** An account, and the policy that is in force for it. */
export interface PolicyOfAccount {
  readonly accountId: string;
  readonly policy: PasswordPolicy;
}

/**
 * Remembers how old the passwords of accounts may get where a policy of their own says so; else that of the domain counts,
 * which is looked up for all together. By it the next change is due.
 */
export async function rememberMaxAges(sql: Sql, policies: readonly PolicyOfAccount[]): Promise<void> {
  await sql.query(
    prepared(
      `update domain_account a set max_password_age_ms = w.age
     from unnest($1::uuid[], $2::bigint[]) as w (id, age)
     where a.id = w.id and a.max_password_age_ms is distinct from w.age`,
      [
        policies.map(({ accountId }) => accountId),
        policies.map(({ policy: { source, maxAge } }) =>
          source === 'FINE_GRAINED' ? storedAge(maxAge) : null,
        ),
      ],
    ),
  );
}
