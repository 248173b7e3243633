import type { ObjectGuid } from '../identifiers.js';
import type { AccessEntry, SecurityDescriptor } from './security-descriptor.js';

/** UNKNOWN: it depends on a condition that only the controller can judge, or on types that are not known. */
export type AccessDecision = 'GRANTED' | 'DENIED' | 'UNKNOWN';

/** Who asks for what on which object. */
export interface AccessQuestion {
  /** One of `ACCESS_RIGHTS`. */
  readonly right: number;
  /**
   * The extended right, or the attribute together with the property set it is in. An entry for any of them is
   * an answer, and so is one without an object type. Undefined: it is not known which they are, so that any entry
   * with an object type may be one or not.
   */
  readonly objectTypes: readonly ObjectGuid[] | undefined;
  /** Everything the account is: its own SID, its groups and the well-known ones (its token). */
  readonly sids: ReadonlySet<string>;
  /** True when the object is the account itself: then entries for "self" are meant too. */
  readonly isSelf: boolean;
}

/** Bits of an access mask on a directory object (MS-ADTS 5.1.3.2). */
export const ACCESS_RIGHTS = {
  READ_PROPERTY: 0x10,
  CONTROL_ACCESS: 0x100,
} as const;

const SELF = 'S-1-5-10';

// What a directory maps the generic rights to (MS-ADTS 5.1.3.2). Full control holds every specific right.
const GENERIC_RIGHTS: readonly (readonly [generic: number, specific: number])[] = [
  [0x1000_0000, 0x000f_01ff],
  [0x2000_0000, 0x0002_0004],
  [0x4000_0000, 0x0002_0028],
  [0x8000_0000, 0x0002_0094],
];

/**
 * Decides as a controller would (MS-ADTS 5.1.3.3): entry by entry in the order they stand in, the first that is
 * about this account and this right settles it, and what no entry allows is denied. Being the owner, or allowed
 * to change the list, is not the right itself and does not count.
 */
export function decideAccess(descriptor: SecurityDescriptor, question: AccessQuestion): AccessDecision {
  if (descriptor.entries === undefined) return 'GRANTED';
  const outcomes = new Set<AccessDecision>();
  for (const entry of descriptor.entries) {
    if (!isAbout(entry, question)) continue;
    outcomes.add(entry.effect === 'ALLOW' ? 'GRANTED' : 'DENIED');
    // The entries behind one that may not count have a say as well.
    if (!isOpen(entry, question)) return settled(outcomes);
  }
  return settled(outcomes.add('DENIED'));
}

function settled(outcomes: ReadonlySet<AccessDecision>): AccessDecision {
  const [only] = outcomes;
  return outcomes.size === 1 && only !== undefined ? only : 'UNKNOWN';
}

function isAbout(entry: AccessEntry, question: AccessQuestion): boolean {
  const isMeant = question.sids.has(entry.sid) || (question.isSelf && entry.sid === SELF);
  const { objectTypes } = question;
  const concernsType = entry.objectType === undefined || objectTypes?.includes(entry.objectType) !== false;
  return isMeant && concernsType && (specificRights(entry.mask) & question.right) !== 0;
}

/** Whether the entry counts is not known: a condition stands behind it, or it is about one of the unknown types. */
function isOpen(entry: AccessEntry, question: AccessQuestion): boolean {
  return entry.conditional || (question.objectTypes === undefined && entry.objectType !== undefined);
}

function specificRights(mask: number): number {
  let rights = mask;
  for (const [generic, specific] of GENERIC_RIGHTS) if ((mask & generic) !== 0) rights |= specific;
  return rights;
}
