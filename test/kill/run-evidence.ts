import { membersOf } from '../../src/sandbox/people/expectations.js';
import { PASSWORD_GROUP, type DirectoryContents } from '../../src/sandbox/sandbox-directory.js';
import { INSTALLATION_LOCK } from '../../src/services/sync/reprofile-employees.js';
import { onServer } from '../../src/testing/database/database-server.js';

/** What the database has of a first import, and what it must have by the contents of the directory. */
export interface Evidence {
  readonly run: Readonly<Record<string, unknown>>;
  /** Items by decision and state, audit events by action and outcome. */
  readonly items: Readonly<Record<string, number>>;
  readonly audit: Readonly<Record<string, number>>;
  readonly snapshotRows: number;
  readonly accounts: readonly object[];
}

/** What is stored about a run and the people of its domain. */
export async function evidenceOf(databaseUrl: string, runId: string): Promise<Evidence> {
  const ask = async <Row extends object>(sql: string) =>
    (await onServer(databaseUrl, sql, [runId])).rows as Row[];
  const [run = {}] = await ask<Record<string, unknown>>(
    `select phase, attempt, read, planned, applied, failed, error_code from sync_run where id = $1`,
  );
  const items = await ask<Tally>(
    `select decision || ' ' || state as name, count(*)::int as count, count(distinct object_guid)::int as people
     from sync_item where run_id = $1 group by 1`,
  );
  const audit = await ask<Tally>(
    `select action || ' ' || outcome as name, count(*)::int as count, count(distinct target_id)::int as people
     from audit_event where actor_kind = 'SYNC' and actor_id = $1 group by 1`,
  );
  const [snapshot] = await ask<{ rows: number }>(
    `select ((select count(*) from snapshot_entry where run_id = $1)
           + (select count(*) from snapshot_member where run_id = $1))::int as rows`,
  );
  const accounts = await ask<object>(
    `select a.sam_account_name as login, a.display_name as "displayName", a.given_name as "givenName", a.surname,
            a.mail, a.title, a.department, a.company, a.enabled, a.in_password_group as "inPasswordGroup"
     from domain_account a join sync_run r on r.domain_id = a.domain_id
     where r.id = $1 and a.closed_at is null order by a.sam_account_name collate "C"`,
  );
  return {
    run,
    items: tallied(items),
    audit: tallied(audit),
    snapshotRows: snapshot?.rows ?? -1,
    accounts,
  };
}

interface Tally {
  readonly name: string;
  readonly count: number;
  readonly people: number;
}

/** A count that does not stand for as many different people would hide a doubled one: it is shown as both. */
function tallied(rows: readonly Tally[]): Record<string, number> {
  return Object.fromEntries(
    rows.flatMap(({ name, count, people }) =>
      count === people ? [[name, count]] : [[`${name}, of ${people} people`, count]],
    ),
  );
}

/** The accounts that a first import of the contents must leave, in the order of `evidenceOf`. */
export function accountsOf(contents: DirectoryContents): object[] {
  return membersOf(contents)
    .map(({ login, displayName, givenName, surname, mail, title, department, company, enabled, groups }) => ({
      login,
      displayName: displayName ?? null,
      givenName: givenName ?? null,
      surname: surname ?? null,
      mail: mail ?? null,
      title: title ?? null,
      department: department ?? null,
      company: company ?? null,
      enabled,
      inPasswordGroup: groups.includes(PASSWORD_GROUP),
    }))
    .toSorted((one, other) => Buffer.compare(Buffer.from(one.login), Buffer.from(other.login)));
}

/** How many employees there are, and how many of them no account belongs to. */
export async function employeesIn(databaseUrl: string): Promise<{ all: number; withoutAccount: number }> {
  const { rows } = await onServer(
    databaseUrl,
    `select count(*)::int as all, count(*) filter (where not exists (
       select 1 from domain_account a where a.employee_id = e.id and a.closed_at is null))::int as "withoutAccount"
     from employee e`,
  );
  return rows[0] as { all: number; withoutAccount: number };
}

/** Takes the installation's lock and gives it back. Fails when it is not to be had within ten seconds. */
export async function takeInstallationLock(databaseUrl: string): Promise<void> {
  await onServer(databaseUrl, `set statement_timeout = '10s'; select pg_advisory_lock(${INSTALLATION_LOCK})`);
}
