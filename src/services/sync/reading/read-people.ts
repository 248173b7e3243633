import { withTransaction, type Pool, type Sql } from '../../../database.js';
import type {
  DirectoryPerson,
  DirectorySession,
  GroupMember,
  LookedUpObject,
  LookedUpSet,
} from '../../../directory/directory.js';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { AppError } from '../../../errors.js';
import { oneBehind } from '../../one-behind.js';
import { recordProgress } from '../run-progress.js';
import { LOOK_UP_SIZE, NO_GUID, OF_THIS_ATTEMPT, refuseStale, type Reading } from './reading.js';
import { readMembers, type SettledGroups, type SnapshotGroups } from './snapshot-groups.js';
import { storeAbsent, storeForeign, storeOthers, storePeople, type Attempt } from './store-snapshot.js';

/** As many names as this are worth a further connection. */
const MANY = 3_000;
/** How many names are fetched at a time. */
const FETCH_SIZE = 10 * LOOK_UP_SIZE;
/** How many looked-up objects are stored in one transaction. */
const STORE_SIZE = 1_000;

/**
 * Reads the members of the groups and the people among them into the snapshot. Few people come by one paged search for
 * whoever says to be in a group. Many are looked up by the objectGUIDs that the groups' own values name, in lanes, and only
 * whom no value names (the group is their primary one) is searched for: a controller answers that in a half to a third of
 * the time. The first of many are asked for, and a lane is opened, while the other members are still being stored.
 */
export async function readPeople(reading: Reading, groups: SnapshotGroups): Promise<void> {
  const members = readingMembers(reading, groups);
  try {
    const first = await members.firstOfMany;
    if (first === undefined) {
      await members.areStored;
      await storePages(reading, reading.session.people(groups.sync));
    } else {
      await lookUpNamed(reading, groups, { whom: EVERYBODY, first, ready: members.areStored });
    }
  } finally {
    // They are not left behind by a failure: what came later would be found by the next controller.
    await members.areStored.catch(() => undefined);
  }
}

interface MembersReading {
  /** Of the sync group, as soon as they are read. Undefined when there are few in all. */
  readonly firstOfMany: Promise<readonly GroupMember[] | undefined>;
  readonly areStored: Promise<void>;
}

function readingMembers({ pool, session, attempt }: Reading, groups: SnapshotGroups): MembersReading {
  const firstOfMany = Promise.withResolvers<readonly GroupMember[] | undefined>();
  const first: GroupMember[] = [];
  const readAndStore = async (): Promise<void> => {
    await readMembers(pool, session, attempt, groups, (role, members) => {
      if (role !== 'SYNC' || first.length >= MANY) return;
      first.push(...members);
      if (first.length >= MANY) firstOfMany.resolve(first);
    });
    await countExpected(pool, session, attempt);
    await storeForeign(pool, attempt, session.controller.namingContext);
  };
  // When it fails before that, `areStored` is asked next and tells.
  const areStored = readAndStore().finally(() => firstOfMany.resolve(undefined));
  areStored.catch(() => undefined);
  return { firstOfMany: firstOfMany.promise, areStored };
}

/** From here on progress has a goal: the people the sync group names. Primary-group members come on top. */
async function countExpected(
  pool: Pool,
  session: DirectorySession,
  { runId, attempt }: Attempt,
): Promise<void> {
  const { address, invocationId, highestCommittedUsn } = session.controller;
  await withTransaction(pool, async (sql) => {
    const counted = await sql.query(
      `update sync_run r set expected = (select count(*) from snapshot_member
                                       where run_id = $1 and attempt = $2 and role = 'SYNC'),
              controller_address = $3, controller_invocation_id = $4, controller_highest_usn = $5,
              warnings = r.warnings || array(select remark from unnest($6::text[]) with ordinality as n (remark, place)
                                             where remark <> all (r.warnings) order by place)
       where ${OF_THIS_ATTEMPT}`,
      [runId, attempt, address, invocationId, highestCommittedUsn.toString(), session.remarks],
    );
    refuseStale(counted);
    await recordProgress(sql, runId);
  });
}

/** Reads whom the groups name and nothing has shown yet: people who joined meanwhile, other members, the unreadable. */
export async function readNamed(reading: Reading, { groups, readAgain }: SettledGroups): Promise<void> {
  const { pool, session, attempt } = reading;
  if (readAgain) await storeForeign(pool, attempt, session.controller.namingContext);
  await lookUpNamed(reading, groups, { whom: WHOEVER_IS_MISSING });
}

// Whom to look up, as a condition. Beside a snapshot that is just being filled nothing can be compared in a set: the
// planner knows nothing about it yet, and would go through all of it for each name.
const EVERYBODY = 'true';
const WHOEVER_IS_MISSING = `not exists (
  select 1 from snapshot_entry e where e.run_id = $1 and e.attempt = $2 and e.object_guid = m.object_guid)`;
type Whom = typeof EVERYBODY | typeof WHOEVER_IS_MISSING;

/** Stores people as they come; the search waits when this is slower than it is. */
async function storePages(
  reading: Reading,
  people: AsyncIterable<readonly DirectoryPerson[]>,
): Promise<void> {
  for await (const page of people) {
    reading.signal.throwIfAborted();
    if (page.length > 0) await store(reading, { people: page, others: [], absent: [] });
  }
}

/** What is to be stored together. */
interface Found {
  readonly people: readonly DirectoryPerson[];
  readonly others: readonly Extract<LookedUpObject, { type: 'OTHER' }>[];
  readonly absent: readonly Named[];
}

type Collected = { readonly [Kind in keyof Found]: Found[Kind][number][] };

interface Wanted {
  readonly whom: Whom;
  /** Names that need not be waited for. */
  readonly first?: readonly GroupMember[];
  /** When all names are stored, and people may be. */
  readonly ready?: Promise<void>;
}

/**
 * Looks people up by the objectGUIDs that the groups name: each of these is then in the snapshot, as a person, as
 * something else that is a member, or as somebody who cannot be read. One set is stored while the next ones are looked
 * up. For everybody, those come as well whom no value names.
 */
async function lookUpNamed(
  reading: Reading,
  groups: SnapshotGroups,
  { whom, first = [], ready = Promise.resolve() }: Wanted,
): Promise<void> {
  const { session, domain, signal } = reading;
  const names = new Map<ObjectGuid, string>();
  const sets = namedSets(reading, { groups, whom, first, names, ready });
  let collected = nothing();
  // Also when a look-up failed, nothing is left behind: what came later would be found by the next controller.
  await oneBehind(async (storeNext) => {
    for await (const set of session.lookUpAll(sets, whom === EVERYBODY ? groups.sync : undefined)) {
      signal.throwIfAborted();
      collect(collected, set, names);
      if (domain.nestedGroups && collected.others.some(({ kind }) => kind === 'GROUP'))
        throw groupAppeared(reading);
      if (sizeOf(collected) < STORE_SIZE) continue;
      const found = collected;
      await ready;
      await storeNext(() => store(reading, found));
      collected = nothing();
    }
  });
  if (sizeOf(collected) > 0) await store(reading, collected);
}

interface Named {
  readonly guid: ObjectGuid;
  readonly dn: string;
}

interface NamedParts extends Required<Wanted> {
  readonly groups: SnapshotGroups;
  /** Gets the DNs of those that are under way. */
  readonly names: Map<ObjectGuid, string>;
}

/** The names, in sets for one look-up each. */
async function* namedSets(
  { pool, attempt }: Reading,
  { groups, whom, first, names, ready }: NamedParts,
): AsyncGenerator<ObjectGuid[]> {
  const done = new Set(groups.sync.map((group) => group.objectGuid));
  function* setsOf(named: readonly Named[]): Generator<ObjectGuid[]> {
    const wanted = named.filter(({ guid }) => !done.has(guid));
    for (let at = 0; at < wanted.length; at += LOOK_UP_SIZE) {
      const set = wanted.slice(at, at + LOOK_UP_SIZE);
      for (const { guid, dn } of set) names.set(guid, dn);
      yield set.map(({ guid }) => guid);
    }
  }
  const early = new Map(first.map(({ objectGuid, dn }) => [objectGuid, dn]));
  yield* setsOf(Array.from(early, ([guid, dn]) => ({ guid, dn })));
  for (const guid of early.keys()) done.add(guid);
  await ready;
  for (let after = NO_GUID; ;) {
    const { rows } = await pool.query<Named>(
      `select m.object_guid as guid, m.dn from snapshot_member m
       where m.run_id = $1 and m.attempt = $2 and m.role = 'SYNC' and m.object_guid > $3 and ${whom}
       order by m.object_guid limit ${FETCH_SIZE}`,
      [attempt.runId, attempt.attempt, after],
    );
    yield* setsOf(rows);
    if (rows.length < FETCH_SIZE) return;
    after = rows.at(-1)!.guid;
  }
}

function nothing(): Collected {
  return { people: [], others: [], absent: [] };
}

function sizeOf({ people, others, absent }: Found): number {
  return people.length + others.length + absent.length;
}

function collect(into: Collected, { asked, found }: LookedUpSet, names: Map<ObjectGuid, string>): void {
  const answered = new Set<ObjectGuid>();
  for (const object of found) {
    if (object.type === 'PERSON') into.people.push(object.person);
    else into.others.push(object);
    answered.add(object.type === 'PERSON' ? object.person.objectGuid : object.objectGuid);
  }
  for (const guid of asked) {
    if (!answered.has(guid)) into.absent.push({ guid, dn: names.get(guid) ?? '' });
    names.delete(guid);
  }
}

/** In one transaction with how far the reading is. */
async function store({ pool, attempt, progress }: Reading, { people, others, absent }: Found): Promise<void> {
  if (people.length > 0) progress.hasPeople = true;
  await withTransaction(pool, async (sql) => {
    const stored = people.length === 0 ? 0 : await storePeople(sql, attempt, people);
    if (others.length > 0) await storeOthers(sql, attempt, others);
    if (absent.length > 0) await storeAbsent(sql, attempt, absent.map(unreadable));
    await moveOn(sql, { attempt, stored, last: people.at(-1) });
  });
}

const unreadable = ({ guid, dn }: Named) => ({
  objectGuid: guid,
  dn,
  standing: 'UNREADABLE' as const,
  evidence: null,
});

async function moveOn(
  sql: Sql,
  { attempt, stored, last }: Pick<Reading, 'attempt'> & { stored: number; last: DirectoryPerson | undefined },
): Promise<void> {
  const name = last?.displayName ?? last?.commonName ?? last?.samAccountName ?? null;
  const moved = await sql.query(
    `update sync_run r set read = read + $3, expected = greatest(expected, read + $3),
            last_person = coalesce($4, last_person)
     where ${OF_THIS_ATTEMPT}`,
    [attempt.runId, attempt.attempt, stored, name],
  );
  refuseStale(moved);
  await recordProgress(sql, attempt.runId);
}

/** A group among the members that the walk through the groups did not meet: it was nested meanwhile. */
function groupAppeared({ domain }: Reading): AppError {
  return new AppError(
    'DIRECTORY_CHANGED_WHILE_READING',
    `A group was nested in "${domain.syncGroupName}" of ${domain.dnsName} while it was read. Nothing was changed; the next synchronisation reads it.`,
  );
}
