import type { ObjectGuid } from '../domain/identifiers.js';
import { findBindAccount } from './bind-account.js';
import type { SignedIn } from './controllers/signed-in.js';
import type {
  ControllerIdentity,
  DirectoryGroup,
  DirectoryPerson,
  DirectorySession,
  GroupMember,
  GroupReference,
  LookedUpObject,
  LookedUpSet,
} from './directory.js';
import { findGroup, refreshGroups } from './groups/group-lookup.js';
import { readMembers } from './groups/member-reader.js';
import { readNestedGroups } from './groups/nested-groups.js';
import { findClaimants, lookUpInLanes, lookUpObjects } from './people/object-lookup.js';
import type { OpenLane } from './people/lane.js';
import { readPeople } from './people/people-reader.js';
import type { Membership } from './people/people-search.js';
import type { DirectoryReader } from './wire/directory-reader.js';

export interface SessionParts {
  readonly remarks: readonly string[];
  readonly baseDn: string;
  /** As it was written to sign in. */
  readonly bindAccount: string;
  readonly openLane: OpenLane;
  readonly mostLanes: number;
}

/** One signed-in connection to one controller. When it is lost the session is over; there is never another in its place. */
export class ActiveDirectorySession implements DirectorySession {
  readonly controller: ControllerIdentity;
  private readonly reader: DirectoryReader;

  constructor(
    private readonly signedIn: SignedIn,
    private readonly parts: SessionParts,
  ) {
    this.controller = signedIn.controller;
    this.reader = signedIn.reader;
  }

  get remarks(): readonly string[] {
    return this.parts.remarks;
  }

  get baseDn(): string {
    return this.parts.baseDn;
  }

  async bindAccountGuid(): Promise<ObjectGuid | undefined> {
    return (await findBindAccount(this.reader, this.parts.bindAccount))?.objectGuid;
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

  people(
    groups: readonly DirectoryGroup[],
    membership: Membership = 'ANY',
  ): AsyncIterable<readonly DirectoryPerson[]> {
    return readPeople(this.reader, this.baseDn, groups, membership);
  }

  lookUp(guids: readonly ObjectGuid[]): Promise<LookedUpObject[]> {
    return lookUpObjects(this.reader, guids);
  }

  lookUpAll(
    sets: AsyncIterable<readonly ObjectGuid[]>,
    besidePrimaryOf?: readonly DirectoryGroup[],
  ): AsyncIterable<LookedUpSet> {
    const beside = besidePrimaryOf && this.people(besidePrimaryOf, 'PRIMARY_GROUP');
    return lookUpInLanes({ reader: this.reader, beside, ...this.parts }, sets);
  }

  claimants(guids: readonly ObjectGuid[], groups: readonly DirectoryGroup[]): Promise<ObjectGuid[]> {
    return findClaimants(this.reader, guids, groups);
  }

  close(): Promise<void> {
    return this.signedIn.connection.close();
  }
}
