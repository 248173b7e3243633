import type { Filter } from 'ldapts';
import type { DirectoryGroup, DirectoryPerson, ExpectedPeople } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import type { LdapEntry } from '../wire/ldap-entry.js';
import type { OpenLane } from './lane.js';
import { laneConditions } from './lane-conditions.js';
import { searchPeople } from './people-search.js';
import { decodePerson, PERSON_ATTRIBUTES } from './person-decoder.js';
import { sideBySide } from './side-by-side.js';

export interface PeopleSource {
  readonly reader: DirectoryReader;
  readonly baseDn: string;
  readonly openLane: OpenLane;
  readonly mostLanes: number;
}

type Pages = AsyncGenerator<readonly LdapEntry[]>;

/** See `DirectorySession.people`. The first lane is the session's own connection; the others end with the reading. */
export async function* readPeople(
  source: PeopleSource,
  groups: readonly DirectoryGroup[],
  expected?: ExpectedPeople,
): AsyncGenerator<readonly DirectoryPerson[]> {
  const [first, ...others] = laneConditions(expected, source.mostLanes);
  const end = new AbortController();
  const search = (reader: DirectoryReader, condition: Filter | undefined): Pages =>
    searchPeople(reader, source.baseDn, groups, PERSON_ATTRIBUTES, condition);
  const lanes = others.map((condition) =>
    inLaneOfItsOwn(source, end.signal, (reader) => search(reader, condition)),
  );
  try {
    for await (const page of sideBySide([search(source.reader, first), ...lanes]))
      yield page.map(decodePerson);
  } finally {
    end.abort();
  }
}

async function* inLaneOfItsOwn(
  { openLane }: PeopleSource,
  signal: AbortSignal,
  search: (reader: DirectoryReader) => Pages,
): Pages {
  const lane = await openLane(signal);
  try {
    yield* search(lane.reader);
  } finally {
    await lane.close();
  }
}
