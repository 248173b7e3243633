import type { DirectoryGroup, DirectoryPerson } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { searchPeople, type Membership } from './people-search.js';
import { decodePerson, PERSON_ATTRIBUTES } from './person-decoder.js';

/** See `DirectorySession.people`. */
export async function* readPeople(
  reader: DirectoryReader,
  baseDn: string,
  groups: readonly DirectoryGroup[],
  membership: Membership,
): AsyncGenerator<readonly DirectoryPerson[]> {
  for await (const page of searchPeople(reader, baseDn, groups, PERSON_ATTRIBUTES, { membership }))
    yield page.map(decodePerson);
}
