import type { Pool } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import type {
  DirectoryGroup,
  DirectorySession,
  GroupMember,
  GroupReference,
} from '../../../directory/directory.js';
import type { SnapshotRole } from '../../../entities/sync/snapshot.js';
import { oneBehind } from '../../one-behind.js';
import type { SyncDomainRow } from '../sync-run-row.js';
import { storeMembers, type Attempt } from './store-snapshot.js';

/** How often the members are read again when a group changed meanwhile, before the run gives up. */
const MEMBER_READINGS = 4;

/** The groups a run reads: each with everything nested in it when nesting is on. */
export interface SnapshotGroups {
  /** The sync group first. */
  readonly sync: readonly DirectoryGroup[];
  /** Empty for a domain that is only imported. */
  readonly password: readonly DirectoryGroup[];
}

/** The groups as they were when their members were read the last time. */
export interface SettledGroups {
  readonly groups: SnapshotGroups;
  /** Whether the members had to be read again, so that people read before may have left since. */
  readonly readAgain: boolean;
}

export async function findGroups(session: DirectorySession, domain: SyncDomainRow): Promise<SnapshotGroups> {
  const sync = await session.findGroup(reference(domain.syncGroupName, domain.syncGroupGuid));
  const password =
    domain.passwordGroupName === null
      ? undefined
      : await session.findGroup(reference(domain.passwordGroupName, domain.passwordGroupGuid));
  return {
    sync: await withNested(session, domain, sync),
    password: password === undefined ? [] : await withNested(session, domain, password),
  };
}

function reference(name: string, guid: string | null): GroupReference {
  // What we pinned came from a directory, in normal form.
  return guid === null ? { name } : { name, objectGuid: guid as ObjectGuid };
}

async function withNested(session: DirectorySession, domain: SyncDomainRow, group: DirectoryGroup) {
  return domain.nestedGroups ? [group, ...(await session.nestedGroups(group))] : [group];
}

/** Remembers by objectGUID which groups were meant, and whom we are bound as. A pin is never replaced here. */
export async function pinGroups(
  pool: Pool,
  domain: SyncDomainRow,
  groups: SnapshotGroups,
  bindGuid: string | undefined,
): Promise<void> {
  // Only under the names they were found by: those may have been changed while the directory answered.
  await pool.query(
    `update domain set sync_group_guid = coalesce(sync_group_guid, $2),
            password_group_guid = coalesce(password_group_guid, $3)
     where id = $1 and sync_group_name = $4 and password_group_name is not distinct from $5`,
    [
      domain.id,
      groups.sync[0]?.objectGuid,
      groups.password[0]?.objectGuid,
      domain.syncGroupName,
      domain.passwordGroupName,
    ],
  );
  if (bindGuid === undefined) return;
  // Whoever became or stopped being a bind account is looked at again: such an account gets no managed password.
  await pool.query(
    `with before as (
       select id, bind_account_guid from domain where id = $1 for update
     ), moved as (
       update domain d set bind_account_guid = $2 from before
       where d.id = before.id and d.bind_account = $3 and before.bind_account_guid is distinct from $2
       returning before.bind_account_guid as old
     )
     update domain_account a set values_hash = null from moved where a.object_guid in ($2, moved.old)`,
    [domain.id, bindGuid, domain.bindAccount],
  );
}

/**
 * Reads every member value of every group to its end, in the place of what was read before.
 *
 * @param onRead gets the values as they come, while they are being stored
 */
export async function readMembers(
  pool: Pool,
  session: DirectorySession,
  attempt: Attempt,
  groups: SnapshotGroups,
  onRead: (role: SnapshotRole, members: readonly GroupMember[]) => void = () => undefined,
): Promise<void> {
  await pool.query(`delete from snapshot_member where run_id = $1 and attempt = $2`, [
    attempt.runId,
    attempt.attempt,
  ]);
  const store = (role: SnapshotRole, of: readonly DirectoryGroup[]): Promise<void> =>
    oneBehind(async (storeNext) => {
      for (const group of of) {
        for await (const members of session.members(group)) {
          await storeNext(() => storeMembers(pool, attempt, role, members));
          onRead(role, members);
        }
      }
    });
  // Side by side: the controller is asked for the ones while the others are stored. Neither is left behind by the
  // other's failure, or it would go on storing beside the next attempt.
  const outcomes = await Promise.allSettled([store('SYNC', groups.sync), store('PASSWORD', groups.password)]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/**
 * Proves that the groups did not change while they were read: their uSNChanged is the same after as before, else the
 * members are read again, a few times at most.
 */
export async function settleMembers(
  pool: Pool,
  session: DirectorySession,
  attempt: Attempt,
  domain: SyncDomainRow,
  first: SnapshotGroups,
): Promise<SettledGroups> {
  let groups = first;
  for (let reading = 1; reading <= MEMBER_READINGS; reading++) {
    const now = await findGroups(session, domain);
    if (isSame(groups, now)) return { groups, readAgain: reading > 1 };
    groups = now;
    await readMembers(pool, session, attempt, groups);
  }
  throw new AppError(
    'DIRECTORY_CHANGED_WHILE_READING',
    `The groups of ${domain.dnsName} changed each of ${MEMBER_READINGS} times they were read, so nothing could be proved. Nothing was changed here; try again when the directory is quieter.`,
  );
}

function isSame(before: SnapshotGroups, after: SnapshotGroups): boolean {
  const signature = (groups: SnapshotGroups) =>
    [groups.sync, groups.password]
      .map((of) =>
        of
          .map((group) => `${group.objectGuid} ${group.usnChanged}`)
          .toSorted()
          .join(),
      )
      .join(' / ');
  return signature(before) === signature(after);
}
