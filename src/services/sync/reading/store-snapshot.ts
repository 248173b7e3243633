import { hash } from 'node:crypto';
import type { Sql } from '../../../database.js';
import { emailKey, type EmailKey } from '../../../domain/identifiers.js';
import type { SnapshotRole, Standing } from '../../../entities/sync/snapshot.js';
import type { DirectoryPerson, GroupMember, LookedUpObject } from '../../../directory/directory.js';
import { arrayLiteral, columnList } from '../../rows.js';
import { withKnownValues } from './known-values.js';

/** One reading of one run: rows of another attempt are never used. */
export interface Attempt {
  readonly runId: string;
  readonly attempt: number;
  /** Set for what a read-only controller says: the domain whose known values stand where it shows none. */
  readonly keepsValuesOf?: string | undefined;
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
    [
      runId,
      attempt,
      role,
      arrayLiteral(members.map((member) => member.objectGuid)),
      arrayLiteral(members.map((member) => member.dn)),
    ],
  );
}

/** A person as a row of the snapshot. */
interface PersonRow extends Omit<DirectoryPerson, 'usnChanged'> {
  readonly usnChanged: string | null;
  /** What they are matched by; null when the e-mail is not exactly one address. */
  readonly emailKey: EmailKey | null;
  readonly valuesHash: string;
}

/** The columns of a person, by property, with their types. */
const COLUMN_TYPES = {
  objectGuid: 'uuid',
  rid: 'bigint',
  dn: 'text',
  givenName: 'text',
  surname: 'text',
  displayName: 'text',
  commonName: 'text',
  mail: 'text',
  emailKey: 'text',
  telephoneNumber: 'text',
  title: 'text',
  department: 'text',
  company: 'text',
  samAccountName: 'text',
  userPrincipalName: 'text',
  userAccountControl: 'int',
  pwdLastSet: 'timestamptz',
  accountExpires: 'timestamptz',
  whenChanged: 'timestamptz',
  usnChanged: 'bigint',
  primaryGroupId: 'bigint',
  valuesHash: 'text',
} as const satisfies Record<keyof PersonRow, string>;

const PROPERTIES = Object.keys(COLUMN_TYPES) as (keyof PersonRow)[];
const COLUMNS = columnList(PROPERTIES);
const ARRAYS = Object.values(COLUMN_TYPES)
  .map((type, index) => `$${index + 4}::${type}[]`)
  .join(', ');
const STORE_PEOPLE = `
  insert into snapshot_entry (run_id, attempt, standing, ${COLUMNS})
  select $1, $2, $3, p.* from unnest(${ARRAYS}) as p (${COLUMNS})
  on conflict do nothing`;

/**
 * Stores people, each once per attempt however often they are read.
 * @returns how many were new
 */
export async function storePeople(
  sql: Sql,
  { runId, attempt, keepsValuesOf }: Attempt,
  people: readonly DirectoryPerson[],
  standing: Standing = 'PERSON',
): Promise<number> {
  const whole = keepsValuesOf === undefined ? people : await withKnownValues(sql, keepsValuesOf, people);
  const rows = whole.map(personRow);
  const columns = PROPERTIES.map((property) => arrayLiteral(rows.map((row) => row[property])));
  const result = await sql.query(STORE_PEOPLE, [runId, attempt, standing, ...columns]);
  return result.rowCount ?? 0;
}

function personRow(person: DirectoryPerson): PersonRow {
  return {
    ...person,
    usnChanged: person.usnChanged?.toString() ?? null,
    emailKey: emailKey(person.mail) ?? null,
    valuesHash: valuesHash(person),
  };
}

/** Over everything a link keeps but `whenChanged` and `uSNChanged`, which move with every log-on. */
function valuesHash(person: DirectoryPerson): string {
  const { whenChanged: _when, usnChanged: _usn, primaryGroupId: _group, ...values } = person;
  return hash('sha256', JSON.stringify(Object.values(values)), 'base64');
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

// What ends in the naming context, with nothing of the kind before it, is in it: said without the regular expression
// that the others need, since it is asked of every member.
const IS_FOREIGN = `
  case when lower(right(dn, length($3) + 1)) = lower(',' || $3)
            and position(',dc=' in lower(left(dn, -length($3) - 1))) = 0 then false
       else lower(substring(dn from '((?:,[Dd][Cc]=[^,]+)+)$')) is distinct from lower(',' || $3) end`;

/** A member of another naming context: this controller could only answer with a referral. */
export async function storeForeign(
  sql: Sql,
  { runId, attempt }: Attempt,
  namingContext: string,
): Promise<void> {
  await sql.query(
    `insert into snapshot_entry (run_id, attempt, standing, object_guid, dn, member_kind)
     select run_id, attempt, 'OTHER', object_guid, dn, 'OTHER_NAMING_CONTEXT' from snapshot_member
     where run_id = $1 and attempt = $2 and role = 'SYNC' and ${IS_FOREIGN}
     on conflict do nothing`,
    [runId, attempt, namingContext],
  );
}
