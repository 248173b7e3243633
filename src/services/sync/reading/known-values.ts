import type { Sql } from '../../../database.js';
import type { DirectoryPerson } from '../../../directory/directory.js';
import { PROFILE_VALUE_NAMES } from '../../../domain/employee/account-values.js';
import { selectList } from '../../rows.js';

/** What a forest may keep from its read-only controllers. Attributes that the system itself needs it may not. */
const KEPT = [...PROFILE_VALUE_NAMES, 'userPrincipalName'] as const;

type KnownValues = Pick<DirectoryPerson, 'objectGuid' | (typeof KEPT)[number]>;

/**
 * People with the values we know of them where a read-only controller shows none: an attribute that is kept from it
 * looks just like one that was cleared. What it does show counts.
 */
export async function withKnownValues(
  sql: Sql,
  domainId: string,
  people: readonly DirectoryPerson[],
): Promise<DirectoryPerson[]> {
  const { rows } = await sql.query<KnownValues>(
    `select ${selectList('a', ['objectGuid', ...KEPT])} from domain_account a
     where a.domain_id = $1 and a.object_guid = any($2::uuid[])`,
    [domainId, people.map((person) => person.objectGuid)],
  );
  const known = new Map(rows.map((row) => [row.objectGuid, row]));
  return people.map((person) => {
    const before = known.get(person.objectGuid);
    if (before === undefined) return person;
    const kept = KEPT.filter((field) => person[field] === null).map((field) => [field, before[field]]);
    return { ...person, ...(Object.fromEntries(kept) as Partial<KnownValues>) };
  });
}
