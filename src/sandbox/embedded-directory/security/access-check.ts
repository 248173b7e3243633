import { attributeTypes } from '../schema/attribute-types.js';
import type { AttributeType } from '../schema/attribute-type.js';
import type { Entry } from '../store/entry.js';
import type { Octets } from '../values/octets.js';
import { FULL_CONTROL, accessMask, attributeGuids, wellKnownSid } from './access-rights.js';
import type { AccessToken } from './access-token.js';
import type { DefaultDescriptors } from './default-descriptors.js';
import { aceFlag } from './security-descriptor.js';
import type { AccessEntry, SecurityDescriptor } from './security-descriptor.js';

/** Answers whether the bound account may do something, from the access list in force on the entry. */
export class AccessCheck {
  readonly #readable = new WeakMap<SecurityDescriptor, boolean>();

  constructor(
    private readonly descriptors: DefaultDescriptors,
    private readonly token: AccessToken,
  ) {}

  /** What the account may not read does not exist for it. */
  mayRead(entry: Entry): boolean {
    const descriptor = this.descriptors.of(entry);
    const known = this.#readable.get(descriptor);
    if (known !== undefined && entry !== this.token.account) return known;
    const answer = this.#isAllowed(entry, descriptor, accessMask.readProperty);
    if (entry !== this.token.account) this.#readable.set(descriptor, answer);
    return answer;
  }

  /**
   * True when a refusal names this attribute: for the account it has no value then, and a filter about it says neither
   * yes nor no. Refusals come before grants in every list.
   */
  hides(entry: Entry, type: AttributeType): boolean {
    // Only a list that somebody wrote names attributes.
    if (!entry.attributes.has(attributeTypes.nTSecurityDescriptor)) return false;
    const guid = attributeGuids.get(type.name.toLowerCase());
    if (guid === undefined) return false;
    return (this.descriptors.of(entry).accessList ?? []).some(
      (ace) =>
        ace.effect === 'deny' &&
        ace.objectType === guid &&
        (ace.mask & accessMask.readProperty) !== 0 &&
        this.#concerns(ace, entry, guid),
    );
  }

  /** True when every bit of the mask is granted. */
  may(entry: Entry, mask: number): boolean {
    return this.#isAllowed(entry, this.descriptors.of(entry), mask);
  }

  /** True when this attribute may be written: the list may grant or refuse all of them, or this one by its name. */
  mayWrite(entry: Entry, type: AttributeType): boolean {
    const named = attributeGuids.get(type.name.toLowerCase());
    return this.#isAllowed(entry, this.descriptors.of(entry), accessMask.writeProperty, named);
  }

  /** True when the control access right of this GUID is granted. */
  hasRight(entry: Entry, right: Octets): boolean {
    return this.#isAllowed(entry, this.descriptors.of(entry), accessMask.controlAccess, right);
  }

  /** Entries count in their order; the first that speaks about a bit decides it. A missing list allows everything. */
  #isAllowed(entry: Entry, descriptor: SecurityDescriptor, mask: number, right?: Octets): boolean {
    if (descriptor.accessList === undefined) return (mask & ~FULL_CONTROL) === 0;
    let missing = mask;
    for (const ace of descriptor.accessList) {
      if (!this.#concerns(ace, entry, right)) continue;
      if (ace.effect === 'deny' && (ace.mask & missing) !== 0) return false;
      if (ace.effect === 'allow') missing &= ~ace.mask;
      if (missing === 0) return true;
    }
    return false;
  }

  #concerns(ace: AccessEntry, entry: Entry, right: Octets | undefined): boolean {
    if ((ace.flags & aceFlag.inheritOnly) !== 0) return false;
    if (ace.objectType !== undefined && ace.objectType !== right) return false;
    const isSelf = ace.trustee === wellKnownSid.self && entry === this.token.account;
    return isSelf || this.token.sids.has(ace.trustee);
  }
}
