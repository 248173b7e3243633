import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { ExpectedChallenge, KeptPasskey, PasskeyOwner, Passkeys, UsedPasskey } from './passkeys.js';

const NAME = 'Latchkey';
/** How long a browser leaves its user to it. */
const TIMEOUT_MILLISECONDS = 240_000;

/** As WebAuthn has it. */
const LONGEST_ID = 1_023;
/** More than any key there is (ML-DSA-87 has 2,592 bytes), and what an index of the database takes. */
const LONGEST_KEY = 2_650;

/** Passkeys by the library, for the site at an address. */
export class WebAuthnPasskeys implements Passkeys {
  private readonly rpID: string;
  private readonly origin: string;

  /** @param onRefused told why, which whoever sent it is not */
  constructor(
    publicUrl: URL,
    private readonly onRefused: (cause: unknown) => void = () => {},
  ) {
    this.rpID = publicUrl.hostname;
    this.origin = publicUrl.origin;
  }

  async registrationOptions(challenge: string, owner: PasskeyOwner): Promise<string> {
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID: this.rpID,
      userName: owner.email,
      userDisplayName: owner.displayName,
      userID: new Uint8Array(owner.handle),
      challenge: bytesOf(challenge),
      timeout: TIMEOUT_MILLISECONDS,
      attestationType: 'none',
      excludeCredentials: owner.existing.map(({ credentialId, transports }) => ({
        id: Buffer.from(credentialId).toString('base64url'),
        transports: [...transports],
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return JSON.stringify(options);
  }

  async verifyRegistration(answer: string, isExpected: ExpectedChallenge): Promise<KeptPasskey | undefined> {
    return this.unlessWrong(async () => {
      const response = JSON.parse(answer) as RegistrationResponseJSON;
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: isExpected,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
      });
      if (!verified) return undefined;
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      const credentialId = Buffer.from(id, 'base64url');
      if (credentialId.length > LONGEST_ID || publicKey.length > LONGEST_KEY) return undefined;
      return {
        credentialId,
        publicKey: Buffer.from(publicKey),
        signCount: counter,
        // Whatever the browser's JSON had: texts only by what the library declares.
        transports: transports.filter((name: unknown) => isTransport(name)).slice(0, 10),
      };
    });
  }

  async signInOptions(challenge: string): Promise<string> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpID,
      challenge: bytesOf(challenge),
      timeout: TIMEOUT_MILLISECONDS,
      userVerification: 'required',
    });
    return JSON.stringify(options);
  }

  /** The library throws for whatever does not hold; which it was is no business of whoever sent it. */
  private async unlessWrong<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.onRefused(error);
      return undefined;
    }
  }

  credentialIn(answer: string): Buffer | undefined {
    try {
      const { id } = JSON.parse(answer) as { id?: unknown };
      return typeof id === 'string' && /^[A-Za-z0-9_-]{1,1400}$/.test(id)
        ? Buffer.from(id, 'base64url')
        : undefined;
    } catch {
      return undefined;
    }
  }

  async verifySignIn(
    answer: string,
    passkey: UsedPasskey,
    isExpected: ExpectedChallenge,
  ): Promise<{ readonly signCount: number } | undefined> {
    return this.unlessWrong(async () => {
      const response = JSON.parse(answer) as AuthenticationResponseJSON;
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: isExpected,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        credential: {
          id: Buffer.from(passkey.credentialId).toString('base64url'),
          publicKey: new Uint8Array(passkey.publicKey),
          counter: passkey.signCount,
        },
        requireUserVerification: true,
      });
      if (!isForOwner(response, passkey)) throw new Error('the passkey says that it is of somebody else');
      return verified ? { signCount: authenticationInfo.newCounter } : undefined;
    });
  }
}

/** An authenticator need not say whose a passkey is; one that does has to say it right (WebAuthn §7.2, step 6). */
function isForOwner({ response: { userHandle } }: AuthenticationResponseJSON, passkey: UsedPasskey): boolean {
  return typeof userHandle !== 'string' || Buffer.from(userHandle, 'base64url').equals(passkey.userHandle);
}

function isTransport(name: unknown): boolean {
  return typeof name === 'string' && /^[a-z-]{1,20}$/.test(name);
}

/** A nonce is base64url already, and the library would encode its text once more. */
function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'));
}
