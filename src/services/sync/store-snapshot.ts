import { createHash } from 'node:crypto';
import type { Sql } from '../../database.js';
import { emailKey } from '../../domain/identifiers.js';
import type { SnapshotRole, Standing } from '../../entities/snapshot.js';
import type { DirectoryPerson, GroupMember, LookedUpObject } from '../../directory/directory.js';

/** One reading of one run: rows of another attempt are never used. */
export interface Attempt {
  readonly runId: string;
  readonly attempt: number;
}

/** Stores values of a group's `member`. A value that several groups hold is stored once. */
export async function storeMembers(
  sql: Sql,
  { runId, attempt }: Attempt,
  role: SnapshotRole,
  members: readonly GroupMember[],
): Promise<void> {
  await sql.query(
    `insert into snapshot_member (run_id, attempt, role, object_guid, dn)
     select $1, $2, $3, m.guid, m.dn from unnest($4::uuid[], $5::text[]) as m (guid, dn)
     on conflict do nothing`,
    [runId, attempt, role, members.map((member) => member.objectGuid), members.map((member) => member.dn)],
  );
}

/** The columns of a person, with their types, in the order of `personRow`. */
const PERSON_COLUMNS = [
  ['object_guid', 'uuid'],
  ['rid', 'bigint'],
  ['dn', 'text'],
  ['given_name', 'text'],
  ['surname', 'text'],
  ['display_name', 'text'],
  ['common_name', 'text'],
  ['mail', 'text'],
  ['email_key', 'text'],
  ['telephone_number', 'text'],
  ['title', 'text'],
  ['department', 'text'],
  ['company', 'text'],
  ['sam_account_name', 'text'],
  ['user_principal_name', 'text'],
  ['user_account_control', 'int'],
  ['pwd_last_set', 'timestamptz'],
  ['account_expires', 'timestamptz'],
  ['when_changed', 'timestamptz'],
  ['usn_changed', 'bigint'],
  ['primary_group_id', 'bigint'],
  ['values_hash', 'text'],
] as const;

const NAMES = PERSON_COLUMNS.map(([name]) => name).join(', ');
const ARRAYS = PERSON_COLUMNS.map(([, type], index) => `$${index + 4}::${type}[]`).join(', ');
const STORE_PEOPLE = `
  insert into snapshot_entry (run_id, attempt, standing, ${NAMES})
  select $1, $2, $3, p.* from unnest(${ARRAYS}) as p (${NAMES})
  on conflict do nothing`;

/**
 * Stores people, each once per attempt however often they are read.
 * @returns how many were new
 */
export async function storePeople(
  sql: Sql,
  { runId, attempt }: Attempt,
  people: readonly DirectoryPerson[],
  standing: Standing = 'PERSON',
): Promise<number> {
  const rows = people.map(personRow);
  const columns = PERSON_COLUMNS.map((_, index) => rows.map((row) => row[index]));
  const result = await sql.query(STORE_PEOPLE, [runId, attempt, standing, ...columns]);
  return result.rowCount ?? 0;
}

function personRow(person: DirectoryPerson): unknown[] {
  return [
    person.objectGuid,
    person.rid,
    person.dn,
    person.givenName,
    person.surname,
    person.displayName,
    person.commonName,
    person.mail,
    emailKey(person.mail) ?? null,
    person.telephoneNumber,
    person.title,
    person.department,
    person.company,
    person.samAccountName,
    person.userPrincipalName,
    person.userAccountControl,
    person.pwdLastSet,
    person.accountExpires,
    person.whenChanged,
    person.usnChanged?.toString() ?? null,
    person.primaryGroupId,
    valuesHash(person),
  ];
}

/** Over everything a link keeps but `whenChanged` and `uSNChanged`, which move with every log-on. */
function valuesHash(person: DirectoryPerson): string {
  const { whenChanged: _when, usnChanged: _usn, primaryGroupId: _group, ...values } = person;
  return createHash('sha256')
    .update(JSON.stringify(Object.values(values)))
    .digest('base64');
}

/** Stores looked-up objects that are no people. */
export async function storeOthers(
  sql: Sql,
  { runId, attempt }: Attempt,
  objects: readonly Extract<LookedUpObject, { type: 'OTHER' }>[],
): Promise<void> {
  await sql.query(
    `insert into snapshot_entry (run_id, attempt, standing, object_guid, dn, member_kind)
     select $1, $2, 'OTHER', o.* from unnest($3::uuid[], $4::text[], $5::text[]) as o (guid, dn, kind)
     on conflict do nothing`,
    [runId, attempt, objects.map((o) => o.objectGuid), objects.map((o) => o.dn), objects.map((o) => o.kind)],
  );
}

/** Stores what is known about objectGUIDs for which the directory had no answer. */
export async function storeAbsent(
  sql: Sql,
  { runId, attempt }: Attempt,
  absent: readonly { objectGuid: string; dn: string; standing: Standing; evidence: string | null }[],
): Promise<void> {
  await sql.query(
    `insert into snapshot_entry (run_id, attempt, object_guid, dn, standing, evidence)
     select $1, $2, a.* from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as a (guid, dn, standing, evidence)
     on conflict do nothing`,
    [
      runId,
      attempt,
      absent.map((a) => a.objectGuid),
      absent.map((a) => a.dn),
      absent.map((a) => a.standing),
      absent.map((a) => a.evidence),
    ],
  );
}
