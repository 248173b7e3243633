import type { EmailKey, ObjectGuid } from '../identifiers.js';

/** A person of the snapshot who claims an address that another employee holds now. */
export interface EmailClaim {
  readonly objectGuid: ObjectGuid;
  readonly email: EmailKey;
  /**
   * The person through whom the holder will give the address up in this very run: their own address changes too.
   * Null when the holder keeps it.
   */
  readonly releasedBy: ObjectGuid | null;
}

/**
 * Decides who gets an address that moves between people in one run. A claim is granted when the holder gives the
 * address up, which they only do when their own claim is granted; a ring of people who swap addresses is granted whole.
 *
 * @returns the people whose claim is granted
 */
export function grantEmailClaims(claims: readonly EmailClaim[]): Set<ObjectGuid> {
  const dependants = new Map<ObjectGuid, ObjectGuid[]>();
  for (const { objectGuid, releasedBy } of claims) {
    if (releasedBy !== null) dependants.set(releasedBy, [...(dependants.get(releasedBy) ?? []), objectGuid]);
  }
  const refused = claims.filter(({ releasedBy }) => releasedBy === null).map(({ objectGuid }) => objectGuid);
  const granted = new Set(
    claims.filter(({ releasedBy }) => releasedBy !== null).map((claim) => claim.objectGuid),
  );
  // Whoever is refused keeps their address, so whoever waited for it is refused as well.
  for (const keeper of refused) {
    for (const waiting of dependants.get(keeper) ?? []) {
      if (granted.delete(waiting)) refused.push(waiting);
    }
  }
  return granted;
}
