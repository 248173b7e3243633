/** A passkey as it is kept. */
export interface KeptPasskey {
  readonly credentialId: Uint8Array;
  /** COSE. */
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  readonly transports: readonly string[];
}

/** One that somebody signs in with. */
export interface UsedPasskey extends Omit<KeptPasskey, 'transports'> {
  /** What it was told that its owner is known by. */
  readonly userHandle: Uint8Array;
}

/** Whom a new passkey is for. */
export interface PasskeyOwner {
  /** What the passkey knows its owner by; says nothing to others. */
  readonly handle: Uint8Array;
  readonly email: string;
  readonly displayName: string;
  /** What they have already: the same device makes no second one. */
  readonly existing: readonly Pick<KeptPasskey, 'credentialId' | 'transports'>[];
}

/** Whether this challenge is one that the caller gave out for this. */
export type ExpectedChallenge = (challenge: string) => boolean;

/**
 * The ceremonies of WebAuthn, for one relying party: the port. User verification is always required, and passkeys are
 * discoverable, so that nobody types a name. What browsers send is JSON text that anybody may have written: whatever does
 * not hold is undefined, and nothing throws.
 */
export interface Passkeys {
  /** What a browser needs to make a passkey, as JSON. */
  registrationOptions(challenge: string, owner: PasskeyOwner): Promise<string>;
  /** The new passkey in a browser's answer. */
  verifyRegistration(answer: string, isExpected: ExpectedChallenge): Promise<KeptPasskey | undefined>;
  /** What a browser needs to use one of its passkeys, as JSON. */
  signInOptions(challenge: string): Promise<string>;
  /** Which passkey an answer says it was made with: not believed yet. */
  credentialIn(answer: string): Buffer | undefined;
  /** How often the passkey says it was used, when the answer was made with it, for its owner, and it has not gone back. */
  verifySignIn(
    answer: string,
    passkey: UsedPasskey,
    isExpected: ExpectedChallenge,
  ): Promise<{ readonly signCount: number } | undefined>;
}
