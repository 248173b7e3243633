import type { ObjectGuid } from '../domain/identifiers.js';
import { findBindAccount } from './bind-account.js';
import type {
  ControllerIdentity,
  DirectoryGroup,
  DirectoryPerson,
  DirectorySession,
  GroupMember,
  GroupReference,
  LookedUpObject,
} from './directory.js';
import { findGroup, refreshGroups } from './groups/group-lookup.js';
import { readMembers } from './groups/member-reader.js';
import { readNestedGroups } from './groups/nested-groups.js';
import { lookUpObjects } from './people/object-lookup.js';
import { searchPeople } from './people/people-search.js';
import { decodePerson, PERSON_ATTRIBUTES } from './people/person-decoder.js';
import type { DirectoryReader } from './wire/directory-reader.js';

/** One signed-in connection to one controller. When it is lost the session is over; there is never another in its place. */
export class ActiveDirectorySession implements DirectorySession {
  constructor(
    private readonly reader: DirectoryReader,
    readonly controller: ControllerIdentity,
    readonly baseDn: string,
    private readonly bindAccount: string,
    private readonly disconnect: () => Promise<void>,
  ) {}

  async bindAccountGuid(): Promise<ObjectGuid | undefined> {
    return (await findBindAccount(this.reader, this.bindAccount))?.objectGuid;
  }

  findGroup(reference: GroupReference): Promise<DirectoryGroup> {
    return findGroup(this.reader, reference);
  }

  nestedGroups(group: DirectoryGroup): Promise<DirectoryGroup[]> {
    return readNestedGroups(this.reader, group);
  }

  refreshGroups(groups: readonly DirectoryGroup[]): Promise<DirectoryGroup[]> {
    return refreshGroups(this.reader, groups);
  }

  members(group: DirectoryGroup): AsyncIterable<readonly GroupMember[]> {
    return readMembers(this.reader, group);
  }

  async *people(groups: readonly DirectoryGroup[]): AsyncGenerator<readonly DirectoryPerson[]> {
    for await (const page of searchPeople(this.reader, this.baseDn, groups, PERSON_ATTRIBUTES)) {
      yield page.map(decodePerson);
    }
  }

  lookUp(guids: readonly ObjectGuid[]): Promise<LookedUpObject[]> {
    return lookUpObjects(this.reader, guids);
  }

  close(): Promise<void> {
    return this.disconnect();
  }
}
