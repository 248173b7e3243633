/** What is known when an app is to unlock a workstation. */
export interface UnlockFacts {
  /** The alarm stands. */
  readonly alarm: boolean;
  readonly workstationApproved: boolean;
  readonly revoked: boolean;
  readonly expired: boolean;
  /** The owner of the app is no user who was disabled and no employee who was deactivated. */
  readonly ownerMaySignIn: boolean;
  /** See `LINK_IS_CONFIRMED`. */
  readonly linkConfirmed: boolean;
}

export type UnlockRefusal =
  | 'ALARM_RAISED'
  | 'WORKSTATION_REFUSED'
  | 'UNLOCK_CREDENTIAL_REVOKED'
  | 'UNLOCK_CREDENTIAL_EXPIRED'
  | 'AUTHENTICATOR_REFUSED'
  | 'ACCOUNT_UNCONFIRMED';

/** Why an app must not unlock a workstation now; undefined: it may. The reason that is told is the one that weighs most. */
export function unlockRefusal(facts: UnlockFacts): UnlockRefusal | undefined {
  if (!facts.workstationApproved) return 'WORKSTATION_REFUSED';
  if (facts.revoked) return 'UNLOCK_CREDENTIAL_REVOKED';
  if (!facts.ownerMaySignIn) return 'AUTHENTICATOR_REFUSED';
  if (facts.expired) return 'UNLOCK_CREDENTIAL_EXPIRED';
  if (!facts.linkConfirmed) return 'ACCOUNT_UNCONFIRMED';
  return facts.alarm ? 'ALARM_RAISED' : undefined;
}
