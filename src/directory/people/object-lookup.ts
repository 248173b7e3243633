import { objectGuidFromBytes, type ObjectGuid } from '../../domain/identifiers.js';
import type { DirectoryGroup, DirectoryPerson, LookedUpObject, LookedUpSet } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { all, any, hasGuid } from '../wire/filters.js';
import { dnOf, firstValue, type LdapEntry, type ReadEntry } from '../wire/ldap-entry.js';
import type { OpenLane } from './lane.js';
import { isPerson, KIND_ATTRIBUTES, kindOf, PERSON_MARK } from './object-kind.js';
import { heldBy } from './people-search.js';
import { decodePerson, PERSON_ATTRIBUTES } from './person-decoder.js';
import { sideBySide } from './side-by-side.js';

/** Objects looked up in one search: well below what a controller sends without pages (1,000). */
export const MOST_LOOKED_UP = 200;

/**
 * Looks objects up anywhere in the domain, also outside the base: someone moved out of it has not left. Nearly all are people,
 * so what the others are is asked of those alone.
 */
export async function lookUpObjects(
  reader: DirectoryReader,
  guids: readonly ObjectGuid[],
): Promise<LookedUpObject[]> {
  if (guids.length > MOST_LOOKED_UP)
    throw new RangeError(`At most ${MOST_LOOKED_UP} objects are looked up at a time.`);
  const people: LookedUpObject[] = [];
  const others: ObjectGuid[] = [];
  for (const found of await findObjects(reader, guids, [PERSON_MARK, ...PERSON_ATTRIBUTES], personOrGuid)) {
    if (typeof found === 'string') others.push(found);
    else if (found !== undefined) people.push(found);
  }
  const attributes = [...KIND_ATTRIBUTES, ...PERSON_ATTRIBUTES];
  const looked = await findObjects(reader, others, attributes, objectOf);
  return [...people, ...looked.filter((object) => object !== undefined)];
}

async function findObjects<T>(
  reader: DirectoryReader,
  guids: readonly ObjectGuid[],
  attributes: readonly string[],
  read: ReadEntry<T>,
): Promise<readonly T[]> {
  if (guids.length === 0) return [];
  const search = {
    base: reader.rootDse.defaultNamingContext,
    filter: any(guids.map(hasGuid)),
    attributes,
    doing: 'looking up people',
  };
  return reader.few(search, read);
}

/** Those of the objects that say themselves that one of the groups holds them: see `DirectorySession.claimants`. */
export async function findClaimants(
  reader: DirectoryReader,
  guids: readonly ObjectGuid[],
  groups: readonly DirectoryGroup[],
): Promise<ObjectGuid[]> {
  if (guids.length === 0 || groups.length === 0) return [];
  const found = await reader.few(
    {
      base: reader.rootDse.defaultNamingContext,
      filter: all(any(guids.map(hasGuid)), heldBy(groups, 'ANY')),
      attributes: ['objectGUID'],
      doing: 'looking up memberships',
    },
    guidOf,
  );
  return found.filter((guid) => guid !== undefined);
}

export interface LookUpSource {
  readonly reader: DirectoryReader;
  /** A search beside the look-ups, over the session's own connection. */
  readonly beside?: AsyncIterable<readonly DirectoryPerson[]> | undefined;
  readonly openLane: OpenLane;
  readonly mostLanes: number;
}

/** See `DirectorySession.lookUpAll`. The first lane is the session's own connection; the others end with the reading. */
export async function* lookUpInLanes(
  { reader, beside, openLane, mostLanes }: LookUpSource,
  sets: AsyncIterable<readonly ObjectGuid[]>,
): AsyncGenerator<LookedUpSet> {
  const source = sets[Symbol.asyncIterator]();
  const end = new AbortController();
  const further = { openLane, signal: end.signal, isOpenedAtOnce: beside !== undefined };
  const others = Array.from({ length: mostLanes - 1 }, () => furtherLane(further, source));
  const searched = beside === undefined ? [] : [unasked(beside)];
  try {
    yield* sideBySide([...searched, lane(reader, source), ...others]);
  } finally {
    end.abort();
    await source.return?.();
  }
}

async function* unasked(people: AsyncIterable<readonly DirectoryPerson[]>): AsyncGenerator<LookedUpSet> {
  for await (const page of people)
    yield { asked: [], found: page.map((person) => ({ type: 'PERSON', person })) };
}

type Source = AsyncIterator<readonly ObjectGuid[]>;

/** Asks for the next set before it hands one on: the controller works while this process does. */
async function* lane(reader: DirectoryReader, source: Source): AsyncGenerator<LookedUpSet> {
  let ahead = lookUpNext(reader, source);
  for (let set = await ahead; set !== undefined; set = await ahead) {
    ahead = lookUpNext(reader, source);
    // Whoever leaves early never awaits it.
    ahead.catch(() => undefined);
    yield set;
  }
}

async function lookUpNext(reader: DirectoryReader, source: Source): Promise<LookedUpSet | undefined> {
  const { done, value: asked } = await source.next();
  return done === true ? undefined : { asked, found: await lookUpObjects(reader, asked) };
}

interface FurtherLane {
  readonly openLane: OpenLane;
  readonly signal: AbortSignal;
  /** Else only when something is left to be asked. */
  readonly isOpenedAtOnce: boolean;
}

async function* furtherLane(
  { openLane, signal, isOpenedAtOnce }: FurtherLane,
  source: Source,
): AsyncGenerator<LookedUpSet> {
  const first = isOpenedAtOnce ? undefined : await source.next();
  if (first?.done === true) return;
  const { reader, close } = await openLane(signal);
  try {
    if (first !== undefined) yield { asked: first.value, found: await lookUpObjects(reader, first.value) };
    yield* lane(reader, source);
  } finally {
    await close();
  }
}

function personOrGuid(entry: LdapEntry): LookedUpObject | ObjectGuid | undefined {
  return isPerson(entry) ? { type: 'PERSON', person: decodePerson(entry) } : guidOf(entry);
}

/** Undefined for what shows no objectGUID, by which it was asked for. */
function objectOf(entry: LdapEntry): LookedUpObject | undefined {
  const kind = kindOf(entry);
  if (kind === 'PERSON') return { type: 'PERSON', person: decodePerson(entry) };
  const objectGuid = guidOf(entry);
  return objectGuid && { type: 'OTHER', objectGuid, dn: dnOf(entry), kind };
}

function guidOf(entry: LdapEntry): ObjectGuid | undefined {
  return objectGuidFromBytes(firstValue(entry, 'objectGUID') ?? Buffer.alloc(0));
}
