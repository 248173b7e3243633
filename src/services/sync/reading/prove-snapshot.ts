import type { Pool } from '../../../database.js';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import type { DirectorySession, LookedUpObject } from '../../../directory/directory.js';
import { AppError } from '../../../errors.js';
import type { SnapshotRole } from '../../../entities/sync/snapshot.js';
import { LOOK_UP_SIZE, NO_GUID, type Reading } from './reading.js';
import type { SettledGroups, SnapshotGroups } from './snapshot-groups.js';
import { storeAbsent, storePeople, type Attempt } from './store-snapshot.js';
import type { SyncDomainRow } from '../sync-run-row.js';

interface Missing {
  guid: ObjectGuid;
  dn: string;
  by_primary_group: boolean;
}

/**
 * Everybody we know whom neither the groups nor the search showed: looked up before they count as gone. Whoever was in
 * the group through their primary group has no `member` value to be missing, so not being readable proves nothing. And
 * while something nested in the group cannot be read, it may be a group that holds any of them: nobody is gone then.
 */
export async function lookUpKnown(
  { pool, session, attempt, domain }: Reading,
  { groups, readAgain }: SettledGroups,
): Promise<void> {
  const rids = new Set(groups.sync.map((group) => group.rid));
  const hidden = domain.nestedGroups && (await hasHidden(pool, attempt, domain));
  for (let after = NO_GUID; ;) {
    const { rows } = await pool.query<Missing>(
      `select a.object_guid as guid, a.dn, a.by_primary_group from domain_account a
       where a.domain_id = $3 and a.closed_at is null and a.object_guid > $4
         and not exists (select 1 from snapshot_entry e
                         where e.run_id = $1 and e.attempt = $2 and e.object_guid = a.object_guid)
       order by a.object_guid limit ${LOOK_UP_SIZE}`,
      [attempt.runId, attempt.attempt, domain.id, after],
    );
    if (rows.length === 0) return;
    after = rows.at(-1)!.guid;
    const { people, others, absent } = await lookUp(session, rows);
    const isMember = (group: number | null) => group !== null && rids.has(group);
    await storePeople(
      pool,
      attempt,
      people.filter((person) => isMember(person.primaryGroupId)),
    );
    const left = people.filter((person) => !isMember(person.primaryGroupId));
    if (!readAgain) await refuseClaims(session, domain, groups, left);
    const wasPrimary = new Set(rows.filter((row) => row.by_primary_group).map((row) => row.guid));
    const outside = [...left, ...others];
    // A right lost for the primary group or the type of somebody who is a member by it looks like leaving.
    const isUnsure = (object: (typeof outside)[number]) =>
      wasPrimary.has(object.objectGuid) && !('primaryGroupId' in object && object.primaryGroupId !== null);
    await storeAbsent(pool, attempt, [
      ...outside.map((object) => ({
        objectGuid: object.objectGuid,
        dn: object.dn,
        ...standingOutside(hidden, isUnsure(object)),
      })),
      ...absent.map(({ guid, dn, by_primary_group }) => ({
        objectGuid: guid,
        dn,
        ...absence(hidden, by_primary_group),
      })),
    ]);
  }
}

const UNREADABLE = { standing: 'UNREADABLE', evidence: null } as const;
const MAYBE_IN_HIDDEN_GROUP = { standing: 'UNREADABLE', evidence: 'SOMETHING_NESTED_IS_HIDDEN' } as const;

const goneBecause = (evidence: string) => ({ standing: 'LEFT', evidence }) as const;

function standingOutside(hidden: boolean, isUnsure: boolean) {
  if (hidden) return MAYBE_IN_HIDDEN_GROUP;
  return isUnsure ? UNREADABLE : goneBecause('OBJECT_READ_NOT_IN_GROUP');
}

function absence(hidden: boolean, byPrimaryGroup: boolean) {
  if (hidden) return MAYBE_IN_HIDDEN_GROUP;
  return byPrimaryGroup ? UNREADABLE : goneBecause('NOT_NAMED_BY_GROUP');
}

/** Something named by the groups that cannot be read and is not known to be a person: perhaps a group. */
async function hasHidden(pool: Pool, { runId, attempt }: Attempt, domain: SyncDomainRow): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select exists (select 1 from snapshot_entry e
                    where e.run_id = $1 and e.attempt = $2 and e.standing = 'UNREADABLE'
                      and not exists (select 1 from domain_account a
                                      where a.domain_id = $3 and a.object_guid = e.object_guid)) as found`,
    [runId, attempt, domain.id],
  );
  return rows[0]?.found ?? false;
}

async function lookUp(session: DirectorySession, wanted: readonly Missing[]) {
  const found = await session.lookUp(wanted.map(({ guid }) => guid));
  const people = found.flatMap((object) => (object.type === 'PERSON' ? [object.person] : []));
  const others = found.filter(
    (object): object is Extract<LookedUpObject, { type: 'OTHER' }> => object.type === 'OTHER',
  );
  const answered = new Set([...people, ...others].map(({ objectGuid }) => objectGuid));
  return { people, others, absent: wanted.filter(({ guid }) => !answered.has(guid)) };
}

const IS_NAMED = (role: SnapshotRole) => `exists (
  select 1 from snapshot_member m
  where m.run_id = $1 and m.attempt = $2 and m.role = '${role}' and m.object_guid = e.object_guid)`;
const BY_PRIMARY_GROUP = `coalesce(e.primary_group_id = any($3::bigint[]) and not ${IS_NAMED('SYNC')}, false)`;
const IN_PASSWORD_GROUP = `(coalesce(e.primary_group_id = any($4::bigint[]), false) or ${IS_NAMED('PASSWORD')})`;

/**
 * Works out how each person is a member, now that the members are settled. Most were stored with what is true of them: only
 * the others are written again.
 */
export async function markMembership(
  pool: Pool,
  { runId, attempt }: Attempt,
  groups: SnapshotGroups,
): Promise<void> {
  const rids = (of: SnapshotGroups['sync']) => of.map((group) => group.rid);
  await pool.query(
    `update snapshot_entry e set by_primary_group = ${BY_PRIMARY_GROUP}, in_password_group = ${IN_PASSWORD_GROUP}
     where e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON'
       and (e.by_primary_group <> ${BY_PRIMARY_GROUP} or e.in_password_group <> ${IN_PASSWORD_GROUP})`,
    [runId, attempt, rids(groups.sync), rids(groups.password)],
  );
}

/**
 * Compares the two ways of reading membership: people found through `memberOf`, and the groups' own values. Somebody
 * the search found but no group names has left in between when the members were read again; when they were not, the
 * values are incomplete or not readable, and nothing may be concluded from them.
 */
export async function reconcileMembers(
  pool: Pool,
  attempt: Attempt,
  domain: SyncDomainRow,
  { groups, readAgain }: SettledGroups,
): Promise<void> {
  const unnamed = `
    e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON'
    and coalesce(e.primary_group_id <> all($3::bigint[]), true)
    and not exists (select 1 from snapshot_member m where m.run_id = $1 and m.attempt = $2
                    and m.role = 'SYNC' and m.object_guid = e.object_guid)`;
  const key = [attempt.runId, attempt.attempt, groups.sync.map((group) => group.rid)];
  if (readAgain) {
    // Gone from the snapshot: whoever is known to us is looked up by objectGUID next, like everybody who is missing.
    await pool.query(`delete from snapshot_entry e where ${unnamed}`, key);
    return;
  }
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from snapshot_entry e where ${unnamed}`,
    key,
  );
  const count = rows[0]?.count ?? 0;
  if (count > 0) throw unnamedMembers(domain, count);
}

/** Nobody has left who says to be in the group still: then the group's values are not all there. */
async function refuseClaims(
  session: DirectorySession,
  domain: SyncDomainRow,
  groups: SnapshotGroups,
  left: readonly { readonly objectGuid: ObjectGuid }[],
): Promise<void> {
  const claimants = await session.claimants(
    left.map(({ objectGuid }) => objectGuid),
    groups.sync,
  );
  if (claimants.length > 0) throw unnamedMembers(domain, claimants.length);
}

function unnamedMembers(domain: SyncDomainRow, count: number): AppError {
  return new AppError(
    'GROUP_UNREADABLE',
    `The members of "${domain.syncGroupName}" in ${domain.dnsName} cannot be read completely: ${count} people say that they are in it, but the group does not name them. Give the bind account the right to read the group's members. Nothing was changed.`,
  );
}

/** An empty group beside people we know is taken for a mistake until somebody says that it is none: it is marked. */
export async function markEmptyGroup(
  pool: Pool,
  { runId, attempt }: Attempt,
  domain: SyncDomainRow,
): Promise<void> {
  // People by their primary group prove nothing about the others, whom only the group's own values name.
  const { rows } = await pool.query<{ known: number; members: boolean }>(
    `select count(*)::int as known,
            case when bool_or(not by_primary_group)
              then exists (select 1 from snapshot_member where run_id = $1 and attempt = $2 and role = 'SYNC')
              else exists (select 1 from snapshot_entry where run_id = $1 and attempt = $2 and standing = 'PERSON')
            end as members
     from domain_account where domain_id = $3 and closed_at is null`,
    [runId, attempt, domain.id],
  );
  const found = rows[0];
  if (found === undefined || found.members || found.known === 0) return;
  await pool.query(
    `update sync_run set group_empty = true, warnings = warnings || $3::text where id = $1 and attempt = $2`,
    [
      runId,
      attempt,
      `"${domain.syncGroupName}" in ${domain.dnsName} has no members (any more), while ${found.known} employees came from it. Nobody is removed for that unless somebody approves it. Put the people back; to give up the domain, delete it here.`,
    ],
  );
}
