import type { AccountMoment, AccountValues } from '../domain/employee/account-values.js';
import type { ObjectGuid } from '../domain/identifiers.js';

/** How to reach one domain and as whom. The secret is in clear text here and lives only as long as the connection. */
export interface DirectoryTarget {
  readonly dnsName: string;
  /** `ldaps://` addresses, tried in order. None: found by DNS, which takes CA certificates to check them with. */
  readonly controllers: readonly string[];
  /** Undefined: the root DSE's defaultNamingContext. */
  readonly baseDn?: string | undefined;
  /** DN, user principal name or `DOMAIN\login`. */
  readonly bindAccount: string;
  readonly bindSecret: string;
  /** PEM certificates of the authorities to trust, and no others. Empty: those the operating system trusts. */
  readonly caCertificates: readonly string[];
}

/** A group is found by its pinned objectGUID when there is one, else by name (sAMAccountName or cn). */
export interface GroupReference {
  readonly name: string;
  readonly objectGuid?: ObjectGuid | undefined;
}

export interface DirectoryGroup {
  readonly objectGuid: ObjectGuid;
  readonly dn: string;
  readonly name: string;
  /** Last part of the group's SID: what a person's primaryGroupID names. */
  readonly rid: number;
  /** Local to one controller: only compared with values read from the same controller. */
  readonly usnChanged: bigint;
}

/** One value of a group's `member`, with the objectGUID that the extended-DN control gives. */
export interface GroupMember {
  readonly objectGuid: ObjectGuid;
  readonly dn: string;
}

/**
 * A person (`sAMAccountType=805306368`) as the directory has them: the values their account keeps, and what a
 * synchronisation needs besides. Absent attributes are null.
 */
export interface DirectoryPerson
  extends Omit<AccountValues, AccountMoment>, Readonly<Record<AccountMoment, Date | null>> {
  readonly objectGuid: ObjectGuid;
  /** Null: never (0 and 0x7FFFFFFFFFFFFFFF on the wire). */
  readonly accountExpires: Date | null;
  readonly whenChanged: Date | null;
  readonly usnChanged: bigint | null;
  readonly primaryGroupId: number | null;
}

/** What a group may hold besides people and groups. */
export type MemberKind =
  | 'COMPUTER'
  | 'MANAGED_SERVICE_ACCOUNT'
  | 'CONTACT'
  | 'FOREIGN_SECURITY_PRINCIPAL'
  | 'OTHER_NAMING_CONTEXT'
  | 'GROUP'
  | 'OTHER';

export type LookedUpObject =
  | { readonly type: 'PERSON'; readonly person: DirectoryPerson }
  | {
      readonly type: 'OTHER';
      readonly objectGuid: ObjectGuid;
      readonly dn: string;
      readonly kind: MemberKind;
    };

/** One set of objects that were looked up. What was asked for and not found is not there, or not readable. */
export interface LookedUpSet {
  readonly asked: readonly ObjectGuid[];
  readonly found: readonly LookedUpObject[];
}

/** Which controller answered. A snapshot is only complete when all of it came from one. */
export interface ControllerIdentity {
  readonly address: string;
  readonly dnsHostName: string;
  /** Changes when a controller's database was restored: then its USNs mean nothing any more. */
  readonly invocationId: ObjectGuid;
  readonly highestCommittedUsn: bigint;
  readonly namingContext: string;
  /**
   * A read-only domain controller. A forest may keep a set of attributes from these: what such a controller does not
   * show may have a value all the same.
   */
  readonly readOnly: boolean;
}

/**
 * An authenticated conversation with one controller. Every method fails with an AppError whose code says what is
 * wrong; none ever returns a part of an answer as if it were the whole: time and size limits, referrals as a
 * result, a missing page or range are errors.
 */
export interface DirectorySession {
  readonly controller: ControllerIdentity;
  /** What an administrator should know about how this controller was come by: which others did not answer, for example. */
  readonly remarks: readonly string[];
  /** The base people and groups are searched under. */
  readonly baseDn: string;
  /** objectGUID of the account we are bound as, so that it is never given a managed password. */
  bindAccountGuid(): Promise<ObjectGuid | undefined>;
  /** Fails with GROUP_NOT_FOUND, GROUP_AMBIGUOUS or GROUP_RECREATED (a pinned GUID is gone, the name exists). */
  findGroup(reference: GroupReference): Promise<DirectoryGroup>;
  /** The groups nested in `group`, at any depth, each once, without itself. Loops end. */
  nestedGroups(group: DirectoryGroup): Promise<DirectoryGroup[]>;
  /** The same groups read again: their DN and usnChanged now. Fails with GROUP_UNREADABLE when one is gone. */
  refreshGroups(groups: readonly DirectoryGroup[]): Promise<DirectoryGroup[]>;
  /** All values of `member`, range by range, to their end. */
  members(group: DirectoryGroup): AsyncIterable<readonly GroupMember[]>;
  /**
   * People whom one of the groups holds, in pages of at most 1,000, over one connection. A person may come more than
   * once. `PRIMARY_GROUP`: only those who have one as their primary group, whom no `member` value names.
   */
  people(
    groups: readonly DirectoryGroup[],
    membership?: 'ANY' | 'PRIMARY_GROUP',
  ): AsyncIterable<readonly DirectoryPerson[]>;
  /** Looks up at most 200 objects by objectGUID. What is not in the answer is not there, or not readable. */
  lookUp(guids: readonly ObjectGuid[]): Promise<LookedUpObject[]>;
  /**
   * Looks up many objects, in sets of at most 200. The sets are shared out among lanes, each a connection of its own to
   * the same controller, and come back in any order; fails with DIRECTORY_CONTROLLER_CHANGED when only another
   * controller answers to a lane.
   *
   * @param besidePrimaryOf whoever has one of these as their primary group comes as well, in sets that nobody asked for;
   * the lanes are opened at once then, since their first names may take a while
   */
  lookUpAll(
    sets: AsyncIterable<readonly ObjectGuid[]>,
    besidePrimaryOf?: readonly DirectoryGroup[],
  ): AsyncIterable<LookedUpSet>;
  /**
   * Those of at most 200 objects that say themselves that one of the groups holds them. Whoever does although no
   * `member` value names them shows that the values are not all there.
   */
  claimants(guids: readonly ObjectGuid[], groups: readonly DirectoryGroup[]): Promise<ObjectGuid[]>;
  close(): Promise<void>;
}

/** Outcome of one check of `testDomain`. UNKNOWN is never a guess at either. */
export type CheckOutcome = 'PASSED' | 'FAILED' | 'WARNING' | 'UNKNOWN' | 'SKIPPED';

export type DirectoryCheckName =
  | 'CONNECT'
  | 'CERTIFICATE'
  | 'BIND'
  | 'BASE_DN'
  | 'SYNC_GROUP'
  | 'PASSWORD_GROUP'
  | 'PEOPLE'
  | 'PASSWORD_POLICY'
  | 'READ_RIGHT'
  | 'RESET_PASSWORD_RIGHT'
  | 'UNEXPIRE_PASSWORD_RIGHT'
  | 'PROTECTED_PEOPLE'
  | 'ROTATION_PERIOD';

export interface DirectoryCheck {
  readonly name: DirectoryCheckName;
  readonly outcome: CheckOutcome;
  /** An error code when the outcome is FAILED. */
  readonly code: string | null;
  /** What was found, why, and what to do about it. Fit for an administrator's eyes. */
  readonly message: string;
  /** People or objects concerned, by name; at most 20, `count` says how many there are. */
  readonly names: readonly string[];
  readonly count: number | null;
}

export interface CheckRequest {
  readonly syncGroup: GroupReference;
  readonly passwordGroup: GroupReference | null;
  readonly nestedGroups: boolean;
  readonly rotationPeriodDays: number;
}

/** The directory as the product needs it: the port. `ActiveDirectory` is the adapter. */
export interface Directory {
  /**
   * Connects to a controller and binds: to the first one that answers, writable ones before read-only ones, those that
   * failed lately last. The signal ends it at once, whatever it is doing.
   */
  open(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectorySession>;
  /** Only the first checks: address, certificate, bind. Each ends in seconds. Never throws for a directory's fault. */
  checkSignIn(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectoryCheck[]>;
  /** All checks, each by itself; writes nothing. Never throws for a directory's fault. */
  check(target: DirectoryTarget, request: CheckRequest, signal?: AbortSignal): Promise<DirectoryCheck[]>;
}
