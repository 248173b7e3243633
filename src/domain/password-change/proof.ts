/** Why somebody with the right password does not get in. */
export type Restriction =
  'LOG_ON_HOURS' | 'WORKSTATION' | 'PASSWORD_EXPIRED' | 'DISABLED' | 'ACCOUNT_EXPIRED' | 'MUST_CHANGE';

/** What one bind with the new password showed. */
export type Proof =
  | { readonly outcome: 'PROVED' | 'WRONG' | 'LOCKED' | 'LOG_ON_TYPE_REFUSED' | 'UNANSWERED' }
  | { readonly outcome: 'PROVED_BUT_RESTRICTED'; readonly restriction: Restriction };

/** What the controller that was written to has shown besides. */
export interface WriteEvidence {
  /** It said that it has taken the password. */
  readonly wasAccepted: boolean;
  /** `pwdLastSet` is another one there than before. */
  readonly hasMoved: boolean;
}

/**
 * `PROVED`: the directory has the password. `PROVED_BUT`: it has, and somebody has to look at the account. `DISPROVED`: it
 * has another one. `UNKNOWN`: nothing was shown, ask again later.
 */
export type ProofMeaning =
  | { readonly meaning: 'PROVED' | 'DISPROVED' | 'UNKNOWN' }
  | { readonly meaning: 'PROVED_BUT'; readonly attention: string };

const RESTRICTIONS: { readonly [Each in Restriction]: string } = {
  LOG_ON_HOURS: 'The account may not log on at this hour (530).',
  WORKSTATION: 'The account may log on at some workstations only (531).',
  PASSWORD_EXPIRED: 'The directory counts the new password as expired (532).',
  DISABLED: 'The account was disabled in the directory meanwhile (533).',
  ACCOUNT_EXPIRED: 'The account has expired in the directory (701).',
  MUST_CHANGE:
    'The directory asks the person to change the password at the next log-on, which nobody can who never sees it (773).',
};

/**
 * A restriction is told only to who knows the password. An account that is locked, or may not log on in this way, shows
 * nothing about it: then what the controller said to the write counts, together with its time of the last change.
 */
export function meaningOf(proof: Proof, { wasAccepted, hasMoved }: WriteEvidence): ProofMeaning {
  switch (proof.outcome) {
    case 'PROVED':
      return { meaning: 'PROVED' };
    case 'PROVED_BUT_RESTRICTED':
      return { meaning: 'PROVED_BUT', attention: RESTRICTIONS[proof.restriction] };
    case 'WRONG':
      return { meaning: 'DISPROVED' };
    case 'LOCKED':
    case 'LOG_ON_TYPE_REFUSED':
      return { meaning: wasAccepted && hasMoved ? 'PROVED' : 'UNKNOWN' };
    case 'UNANSWERED':
      return { meaning: 'UNKNOWN' };
  }
}
