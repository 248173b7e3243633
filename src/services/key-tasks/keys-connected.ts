import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { Actor } from '../audit/record-audit.js';
import { createChanges } from '../password-changes/create-changes.js';
import { rotationsOfConnected } from '../rotations/rotation-domains.js';
import type { KeyTaskParts } from './key-task-parts.js';
import { changesWaitingForKeys, wakeChanges } from './wake-changes.js';

/** How soon a first password that failed is tried again. */
const AGAIN_MINUTES = 10;

/** Whose changes these are: nobody asked for them at this moment. */
const CONNECTING: Actor = { kind: 'SCHEDULE', id: null, name: 'connected keys' };

/**
 * Accounts `a` of the owners of keys `k` that are active, linked and have yet to get the account's password: it became managed
 * after the activation, or what the activation began has failed.
 */
const MISSING = `k.status = 'ACTIVE' and k.linked_at is not null and a.closed_at is null and a.confirmed
  and a.kept_off_key_since is null
  and a.password_holder in ('AWAITING_KEY', 'NO_ONE_HAS_IT')
  and not exists (
    select 1 from password_change c where c.account_id = a.id
    and (c.ended_at is null or (c.kind = 'ACTIVATION' and c.ended_at > now() - interval '${AGAIN_MINUTES} minutes'))
  )`;

/**
 * Does what waited for these keys to be connected: accounts that still have to get their first password on them get it, and
 * changes that wait for them go on. A few statements, whatever their number; nothing where nothing waits.
 */
export async function keysConnected(
  parts: Pick<KeyTaskParts, 'pool' | 'workflows' | 'log'>,
  serials: readonly string[],
): Promise<void> {
  if (serials.length === 0) return;
  await addMissingActivations(parts.pool, serials);
  await wakeChanges(parts, await changesWaitingForKeys(parts.pool, serials));
  const domainIds = await rotationsOfConnected(parts.pool, serials);
  await Promise.all(domainIds.map((id) => parts.workflows.rotate(id).catch(() => undefined)));
}

async function addMissingActivations(pool: Pool, serials: readonly string[]): Promise<void> {
  const missing = await missingActivations(pool, serials);
  if (missing.length === 0) return;
  await withTransaction(pool, async (sql) => {
    await sql.query(
      `select id from domain_account where id = any($1::uuid[]) order by id for no key update`,
      [missing.map(({ accountId }) => accountId)],
    );
    // As it is now that nobody can begin a change of these accounts any more.
    const still = await missingActivations(sql, serials);
    const known = new Set(missing.map(({ accountId }) => accountId));
    const requests = still.filter(({ accountId }) => known.has(accountId));
    await createChanges(
      sql,
      CONNECTING,
      requests.map((request) => ({ ...request, kind: 'ACTIVATION' as const })),
    );
  });
}

async function missingActivations(
  sql: Sql,
  serials: readonly string[],
): Promise<readonly { readonly accountId: string; readonly keyId: string }[]> {
  const { rows } = await sql.query<{ accountId: string; keyId: string }>(
    `select a.id as "accountId", k.id as "keyId" from key k join domain_account a on a.employee_id = k.owner_id
     where k.serial = any($1::text[]) and ${MISSING} order by a.id`,
    [serials],
  );
  return rows;
}
