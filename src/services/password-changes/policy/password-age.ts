import type { Sql } from '../../../database.js';
import type { PasswordPolicy, PolicyDuration } from '../../../domain/password/password-policy.js';

/** As it is stored: 0 where there is no limit, null where it is not known. */
export function storedAge(maxAge: PolicyDuration | undefined): number | null {
  if (maxAge === undefined) return null;
  return maxAge === 'never' ? 0 : maxAge;
}

/**
 * Remembers how old the password of an account may get where a policy of its own says so; else that of the domain counts, which
 * is looked up for all together. By it the next change is due.
 */
export async function rememberMaxAge(
  sql: Sql,
  accountId: string,
  { source, maxAge }: PasswordPolicy,
): Promise<void> {
  const age = source === 'FINE_GRAINED' ? storedAge(maxAge) : null;
  await sql.query(
    `update domain_account set max_password_age_ms = $2 where id = $1 and max_password_age_ms is distinct from $2`,
    [accountId, age],
  );
}
