import { generateKeyPairSync } from 'node:crypto';
import {
  appRegisteredMessage,
  appRegistrationMessage,
  appSessionMessage,
  appSignInMessage,
} from '../../domain/authenticator/app-messages.js';
import {
  AnswerAppSignInDocument,
  AuthenticatorChallengeDocument,
  MyProfileDocument,
  OpenAuthenticatorSessionDocument,
  RegisterAuthenticatorAppDocument,
  WaitingSignInDocument,
  type MyProfileQuery,
  type WaitingSignInQuery,
} from '../../generated/operations.js';
import { ApiClient } from '../api-client.js';
import { done } from '../simulated-workstation/workstation-calls.js';
import { isSignedWith, publicKeyOf, signed } from './app-keys.js';
import { AppUnlocks } from './app-unlocks.js';
import { NotTrusted } from './not-trusted.js';
import { scanned, tokenOf } from './scanned-code.js';

/** What an app keeps of one server. */
export interface KeptRegistration {
  readonly server: string;
  /** Base64url of 32 bytes. */
  readonly serverKey: string;
  readonly authenticatorId: string;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

/** An authenticator app as one on a telephone would be, registered with one server. docs/authenticator-protocol.md */
export class SimulatedApp {
  private constructor(readonly kept: KeptRegistration) {}

  /**
   * Registers with the server of a QR code. Throws Refused, or NotTrusted when the one that answers is another.
   *
   * @param via how the server is reached, where that is not the address in the code
   */
  static async enrol(
    uri: string,
    facts: { readonly name: string; readonly platform: string },
    via?: string,
  ): Promise<SimulatedApp> {
    const { server, serverKey, token: secret } = scanned(uri, 'enrol');
    const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    const publicKey = publicKeyOf(String(privateKey));
    const known = Buffer.from(serverKey, 'base64url');
    const client = new ApiClient({ url: via ?? server });
    const message = appRegistrationMessage(known, secret, publicKey, facts);
    const { registerAuthenticatorApp } = await client.request(RegisterAuthenticatorAppDocument, {
      input: {
        secret,
        ...facts,
        publicKey: publicKey.toString('base64'),
        signature: signed(String(privateKey), message),
      },
    });
    const { authenticatorId, serverSignature } = done(registerAuthenticatorApp);
    if (!authenticatorId || !serverSignature) throw new NotTrusted('The server answered with nothing.');
    const answer = appRegisteredMessage(known, secret, publicKey, authenticatorId);
    if (!isSignedWith(serverKey, answer, serverSignature)) {
      throw new NotTrusted('The server that answered is not the one in the QR code. Nothing was kept.');
    }
    return new SimulatedApp({ server, serverKey, authenticatorId, privateKey: String(privateKey) });
  }

  static of(kept: KeptRegistration): SimulatedApp {
    return new SimulatedApp(kept);
  }

  /** Opens a session of the app itself; whoever gets the client closes it. */
  async open(via?: string): Promise<ApiClient> {
    const { server, serverKey, authenticatorId, privateKey } = this.kept;
    const url = via ?? server;
    const client = new ApiClient({ url });
    const { authenticatorChallenge } = await client.request(AuthenticatorChallengeDocument, {
      authenticatorId,
    });
    const { nonce } = authenticatorChallenge;
    const message = appSessionMessage(Buffer.from(serverKey, 'base64url'), authenticatorId, nonce);
    const { openAuthenticatorSession } = await client.request(OpenAuthenticatorSessionDocument, {
      input: { authenticatorId, nonce, signature: signed(privateKey, message) },
    });
    return new ApiClient({ url, token: done(openAuthenticatorSession).token ?? '' });
  }

  /** Whose app it is. */
  async owner(via?: string): Promise<MyProfileQuery> {
    const session = await this.open(via);
    return session.request(MyProfileDocument, {});
  }

  /** What a page asks whose QR code was scanned. Throws NotTrusted for the code of another server. */
  async look(uri: string, via?: string): Promise<WaitingSignInQuery['waitingSignIn']> {
    const session = await this.open(via);
    const { waitingSignIn } = await session.request(WaitingSignInDocument, {
      requestId: this.questionOf(uri),
    });
    return waitingSignIn;
  }

  /** Says yes or no to that page. Throws Refused; NotTrusted for the code of another server. */
  async answer(uri: string, accept: boolean, via?: string): Promise<void> {
    const { serverKey, authenticatorId, privateKey } = this.kept;
    const requestId = this.questionOf(uri);
    const session = await this.open(via);
    const message = appSignInMessage(Buffer.from(serverKey, 'base64url'), authenticatorId, requestId, accept);
    const { answerAppSignIn } = await session.request(AnswerAppSignInDocument, {
      input: { requestId, accept, signature: signed(privateKey, message) },
    });
    done(answerAppSignIn);
  }

  /** What it does with workstations, in one session; whoever gets it closes it. */
  async unlocks(via?: string): Promise<AppUnlocks> {
    return new AppUnlocks(this.kept, await this.open(via));
  }

  private questionOf(uri: string): string {
    return tokenOf(this.kept, uri, 'sign-in');
  }
}
