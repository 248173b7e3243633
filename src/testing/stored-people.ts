import { randomUUID } from 'node:crypto';
import { withTransaction, type Pool } from '../database.js';
import type { UserRole } from '../domain/states.js';
import type { Actor } from '../services/audit/record-audit.js';
import { insertRow } from '../services/rows.js';
import { reprofileEmployees } from '../services/sync/reprofile-employees.js';

/** Who acts in tests of services. */
export const TEST_ACTOR: Actor = { kind: 'COMMAND_LINE', id: null, name: 'test' };

/** Properties that differ from those of a plain one. */
type Differences = Readonly<Record<string, unknown>>;

/** A domain's row, without a secret and without asking any directory. Answers its id. */
export async function addStoredDomain(pool: Pool, dnsName: string, more: Differences = {}): Promise<string> {
  const id = randomUUID();
  await insertRow(pool, 'domain', {
    id,
    dnsName,
    controllers: [`ldaps://dc1.${dnsName}:636`],
    bindAccount: `reader@${dnsName}`,
    caCertificates: [],
    syncGroupName: 'People',
    nestedGroups: false,
    mailSuffixes: [],
    priority: 100,
    syncIntervalMinutes: 60,
    removedUserPolicy: 'DEACTIVATE',
    deletionGraceDays: 30,
    removalLimitPeople: 5,
    removalLimitPercent: 10,
    singleSignOn: false,
    rotationPeriodDays: 28,
    timeZone: 'UTC',
    rotationGraceHours: 72,
    rotationFailureLimit: 5,
    writeBudgetPerMinute: 600,
    ...more,
  });
  return id;
}

export interface StoredAccount {
  readonly id: string;
  readonly employeeId: string;
}

/** An account as a synchronisation leaves it, with its employee's profile; `employeeId` gives it to one who is there. */
export async function addStoredAccount(
  pool: Pool,
  domainId: string,
  { employeeId = randomUUID(), ...more }: Differences & { employeeId?: string } = {},
): Promise<StoredAccount> {
  const id = randomUUID();
  await withTransaction(pool, async (sql) => {
    await insertRow(sql, 'domain_account', {
      id,
      employeeId,
      domainId,
      objectGuid: randomUUID(),
      rid: 1_500,
      dn: 'CN=Anna Berg',
      displayName: 'Anna Berg',
      userAccountControl: 0x200,
      enabled: true,
      inSyncGroup: true,
      inPasswordGroup: false,
      byPrimaryGroup: false,
      confirmed: true,
      passwordHolder: 'UNMANAGED',
      ...more,
    });
    await reprofileEmployees(sql, [employeeId]);
  });
  return { id, employeeId };
}

export interface StoredPeople {
  /** `north.example` and `south.example`; the north's values win. */
  readonly domainIds: readonly string[];
  readonly employeeIds: readonly string[];
}

/**
 * People of two domains as synchronisations leave them: the north knows all of them, the south every tenth, whom nobody
 * has confirmed there. Person 7 is `Person 007`, `p7@x.example`, `login7`; only the south knows a department.
 */
export async function addPeople(pool: Pool, count: number): Promise<StoredPeople> {
  const lastReadAt = new Date('2099-01-01T00:00:00Z');
  const north = await addStoredDomain(pool, 'north.example', { priority: 200, lastReadAt });
  const south = await addStoredDomain(pool, 'south.example', { priority: 100, lastReadAt });
  const employeeIds: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const values = {
      displayName: `Person ${String(at).padStart(3, '0')}`,
      mail: `p${at}@x.example`,
      samAccountName: `login${at}`,
      inPasswordGroup: true,
    };
    const { employeeId } = await addStoredAccount(pool, north, values);
    if (at % 10 === 0) {
      await addStoredAccount(pool, south, { ...values, employeeId, department: 'Sales', confirmed: false });
    }
    employeeIds.push(employeeId);
  }
  return { domainIds: [north, south], employeeIds };
}

/** A user with an open session, linked to an employee. */
export async function addStoredUser(
  pool: Pool,
  employeeId: string,
  role: UserRole = 'EMPLOYEE',
): Promise<string> {
  const id = randomUUID();
  const email = `${id}@latchkey.example`;
  await insertRow(pool, 'app_user', { id, email, emailKey: email, displayName: 'A user', role, employeeId });
  const expiresAt = new Date(Date.now() + 3_600_000);
  await insertRow(pool, 'session', { userId: id, tokenHash: Buffer.from(randomUUID()), expiresAt });
  return id;
}

export async function openSessions(pool: Pool, userId: string): Promise<number> {
  const { rowCount } = await pool.query(`select 1 from session where user_id = $1 and revoked_at is null`, [
    userId,
  ]);
  return rowCount ?? 0;
}

export interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly details: Record<string, unknown>;
}

/**
 * What the audit says about one object, in the order it was written: the place in the table of rows that are never
 * changed, since several may have the same millisecond.
 */
export async function auditOf(pool: Pool, targetId: string): Promise<AuditRow[]> {
  const { rows } = await pool.query<AuditRow>(
    `select action, outcome, details from audit_event where target_id = $1 order by position`,
    [targetId],
  );
  return rows;
}

/**
 * How many statements on this database wait for a lock of another one. Not counted is what passes by itself: a file that is
 * made longer, and the lock that all notifications of a server are committed under, those of other tests' databases too.
 */
export async function countWaiting(pool: Pick<Pool, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    `select count(distinct l.pid)::int as waiting from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where not l.granted and a.datname = current_database() and l.locktype <> 'extend'
       and not (l.locktype = 'object' and l.database = 0)`,
  );
  return rows[0]?.waiting ?? 0;
}

/** Resolves as soon as so many statements on this database wait for a lock of another. */
export async function somebodyWaits(pool: Pool, many = 1): Promise<void> {
  while ((await countWaiting(pool)) < many);
}
