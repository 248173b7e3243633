import { attributeTypes } from '../schema/attribute-types.js';
import type { Entry } from '../store/entry.js';
import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import {
  FULL_CONTROL,
  READ_ONLY,
  USER_CLASS,
  accessMask,
  attributeGuids,
  controlRight,
  wellKnownSid,
} from './access-rights.js';
import { aceFlag, decodeSecurityDescriptor } from './security-descriptor.js';
import type { AccessEntry, SecurityDescriptor } from './security-descriptor.js';

const PWD_LAST_SET = attributeGuids.get('pwdlastset') ?? ascii('');

/** Rights the reading account has beyond reading. */
export interface ReaderGrants {
  /** Reset-Password on every person whose `adminCount` is not 1. */
  readonly resetPassword: boolean;
  /** Unexpire-Password on the domain object: without it a reset leaves `pwdLastSet` at 0. */
  readonly unexpirePassword: boolean;
  /** Writing `pwdLastSet` of the same people: what demands that a password is changed at the next log-on. */
  readonly forceChange?: boolean;
}

/** Who the default access lists name. */
export interface DefaultTrustees {
  readonly domainAdmins: Octets;
  readonly reader: Octets;
  readonly grants: ReaderGrants;
}

function allow(trustee: Octets, mask: number, rest: Partial<AccessEntry> = {}): AccessEntry {
  return { effect: 'allow', flags: 0, mask, trustee, ...rest };
}

function grantRight(trustee: Octets, objectType: Octets, flags = 0): AccessEntry {
  return allow(trustee, accessMask.controlAccess, { objectType, flags });
}

const user = ascii('user');
const MOST_DESCRIPTORS_REMEMBERED = 1_000;

/**
 * The descriptor of every entry that has none of its own. A person with `adminCount` 1 loses what was delegated on
 * people, as the protection of privileged groups does in Active Directory.
 */
export class DefaultDescriptors {
  readonly #plain: SecurityDescriptor;
  readonly #person: SecurityDescriptor;
  readonly #protected: SecurityDescriptor;
  readonly #domain: SecurityDescriptor;
  readonly #written = new Map<Octets, SecurityDescriptor | undefined>();

  constructor(
    private readonly root: Entry,
    { domainAdmins, reader, grants }: DefaultTrustees,
  ) {
    const basic = [
      allow(domainAdmins, FULL_CONTROL),
      allow(wellKnownSid.system, FULL_CONTROL),
      allow(wellKnownSid.authenticatedUsers, READ_ONLY),
    ];
    const own = [
      grantRight(wellKnownSid.everyone, controlRight.changePassword),
      grantRight(wellKnownSid.self, controlRight.changePassword),
    ];
    const delegated = [
      ...(grants.resetPassword ? [grantRight(reader, controlRight.resetPassword)] : []),
      ...(grants.forceChange ? [allow(reader, accessMask.writeProperty, { objectType: PWD_LAST_SET })] : []),
    ];
    const owned = { owner: domainAdmins, group: domainAdmins, isProtected: false };
    this.#plain = { ...owned, accessList: basic };
    this.#protected = { ...owned, accessList: [...own, ...basic], isProtected: true };
    this.#person = {
      ...owned,
      accessList: [...own, ...basic, ...delegated.map((entry) => ({ ...entry, flags: aceFlag.inherited }))],
    };
    this.#domain = {
      ...owned,
      accessList: [
        ...(grants.unexpirePassword ? [grantRight(reader, controlRight.unexpirePassword)] : []),
        ...basic,
        ...delegated.map((entry) => ({
          ...entry,
          flags: aceFlag.containerInherit | aceFlag.inheritOnly,
          inheritedObjectType: USER_CLASS,
        })),
      ],
    };
  }

  /** The descriptor in force on an entry: its own when one was written, else the default. */
  of(entry: Entry): SecurityDescriptor {
    const own = entry.attributes.first(attributeTypes.nTSecurityDescriptor);
    const written = own === undefined ? undefined : this.#decode(own);
    if (written !== undefined) return written;
    if (entry === this.root) return this.#domain;
    if (entry.number(attributeTypes.adminCount) === 1) return this.#protected;
    return entry.isA(user) ? this.#person : this.#plain;
  }

  #decode(octets: Octets): SecurityDescriptor | undefined {
    const known = this.#written.get(octets);
    if (known !== undefined) return known;
    const descriptor = decodeSecurityDescriptor(octets);
    if (this.#written.size >= MOST_DESCRIPTORS_REMEMBERED) this.#written.clear();
    this.#written.set(octets, descriptor);
    return descriptor;
  }
}
