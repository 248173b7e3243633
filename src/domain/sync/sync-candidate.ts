import type { AccountValues } from '../employee/account-values.js';
import type { EmailKey, ObjectGuid } from '../identifiers.js';
import type { LinkValues, Profile } from '../employee/profile.js';
import type { HeldChange } from './removal-guard.js';
import type { DeactivationCause, EmployeeSource, PasswordHolder, RemovedUserPolicy } from '../states.js';

/** What the plan needs to know of the domain it is made for. */
export interface PlanDomain {
  readonly priority: number;
  readonly seniority: string;
  readonly mailSuffixes: readonly string[];
  readonly removedUserPolicy: RemovedUserPolicy;
}

/** A person as the snapshot has them. */
export interface SnapshotPerson {
  readonly values: AccountValues;
  readonly inPasswordGroup: boolean;
  readonly byPrimaryGroup: boolean;
  readonly isBindAccount: boolean;
  /** Null when the e-mail is not exactly one address. */
  readonly emailKey: EmailKey | null;
  /** Names of the other people of this snapshot who have the same e-mail. */
  readonly sharesEmailWith: readonly string[];
}

/** The link we have to this objectGUID already, open or closed, with the employee behind it. */
export interface KnownAccount {
  readonly id: string;
  readonly isOpen: boolean;
  readonly values: AccountValues;
  readonly inPasswordGroup: boolean;
  readonly confirmed: boolean;
  readonly passwordHolder: PasswordHolder;
  readonly employee: KnownEmployee;
  /** Nothing has happened to it here since it was last applied that asks for another look. */
  readonly isSettled: boolean;
}

/** An employee a candidate belongs to, or would be attached to. */
export interface KnownEmployee {
  readonly id: string;
  readonly name: string;
  readonly source: EmployeeSource;
  /** No directory has ever known them: the e-mail is what an administrator typed. */
  readonly enteredByHand: boolean;
  readonly causes: readonly DeactivationCause[];
  /** Linked to a user whose role is above their own profile. */
  readonly privileged: boolean;
  /** As it is today. */
  readonly profile: Profile;
  /** Open links other than the candidate's own. */
  readonly otherLinks: readonly KnownLink[];
}

export interface KnownLink extends LinkValues {
  readonly enabled: boolean | null;
  /** The link belongs to the domain being planned. */
  readonly inThisDomain: boolean;
  /** The snapshot shows that this link (of this domain) is closed by this run. */
  readonly leaves: boolean;
  /** A domain with declared suffixes that cover the link's own address. */
  readonly suffixCovers: boolean;
}

/** The employee who holds, today, the address the candidate claims; never the candidate's own employee. */
export interface EmailHolder {
  readonly employee: KnownEmployee;
  /** This run takes the address from the holder (see `grantEmailClaims`). */
  readonly givesUp: boolean;
}

/** One objectGUID to decide about. */
export type SyncCandidate =
  | {
      readonly standing: 'PERSON';
      readonly objectGuid: ObjectGuid;
      readonly person: SnapshotPerson;
      readonly account: KnownAccount | null;
      readonly holder: EmailHolder | null;
      /** What the guard holds back; the person's values are those that go on instead. */
      readonly held: readonly HeldChange[];
    }
  | {
      readonly standing: 'LEFT' | 'HELD' | 'UNREADABLE' | 'OTHER';
      readonly objectGuid: ObjectGuid;
      readonly dn: string;
      readonly memberKind: string | null;
      readonly evidence: string | null;
      /** A new account of this domain with the same address is attached to the same employee in this run. */
      readonly isReplaced: boolean;
      readonly account: KnownAccount | null;
    };
