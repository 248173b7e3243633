import { hash } from 'node:crypto';
import type { Sql } from '../../../database.js';
import { emailKey } from '../../../domain/identifiers.js';
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
      // Nobody is told by their name in the other group: that they are in it is all there is to know.
      role === 'SYNC' ? arrayLiteral(members.map((member) => member.dn)) : null,
    ],
  );
}

/** What is read of a person, with the types of its columns. */
const READ_TYPES = {
  objectGuid: 'uuid',
  rid: 'bigint',
  dn: 'text',
  givenName: 'text',
  surname: 'text',
  displayName: 'text',
  commonName: 'text',
  mail: 'text',
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
} as const satisfies Record<keyof DirectoryPerson, string>;

/** What a row says of a person besides: the e-mail key is null when the e-mail is not exactly one address. */
const DERIVED_TYPES = { emailKey: 'text', valuesHash: 'text' } as const;

const READ = Object.keys(READ_TYPES) as (keyof DirectoryPerson)[];
const COLUMNS = columnList([...READ, ...Object.keys(DERIVED_TYPES)]);
const ARRAYS = [...Object.values(READ_TYPES), ...Object.values(DERIVED_TYPES)]
  .map((type, index) => `$${index + 4}::${type}[]`)
  .join(', ');
// Whom the password group names is mostly known by now; `markMembership` corrects it once the members are settled.
const STORE_PEOPLE = `
  insert into snapshot_entry (run_id, attempt, standing, ${COLUMNS}, in_password_group)
  select $1, $2, $3, p.*, exists (
    select 1 from snapshot_member m
    where m.run_id = $1 and m.attempt = $2 and m.role = 'PASSWORD' and m.object_guid = p.object_guid)
  from unnest(${ARRAYS}) as p (${COLUMNS})
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
  const columns = [
    ...READ.map((property) => whole.map((person) => person[property])),
    whole.map(({ mail }) => emailKey(mail) ?? null),
    whole.map(valuesHash),
  ];
  const result = await sql.query(STORE_PEOPLE, [runId, attempt, standing, ...columns.map(arrayLiteral)]);
  return result.rowCount ?? 0;
}

/** Not those that move with every log-on. Another order would make everybody look changed, once. */
const HASHED = READ.filter(
  (property) => property !== 'whenChanged' && property !== 'usnChanged' && property !== 'primaryGroupId',
);

/** Over everything a link keeps but its marks of change. */
function valuesHash(person: DirectoryPerson): string {
  return hash('sha256', JSON.stringify(HASHED.map((property) => person[property])), 'base64');
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
