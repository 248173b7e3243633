import { appPairMessage, appRenewMessage, appUnlockMessage } from '../../domain/unlock/unlock-messages.js';
import {
  AnswerUnlockDocument,
  MyUnlockCredentialsDocument,
  PairWorkstationDocument,
  RenewUnlockCredentialDocument,
  RevokeUnlockCredentialDocument,
  UnlockChallengesDocument,
  WaitingUnlockPairingDocument,
  type UnlockChallengesSubscription,
  type UnlockCredentialFieldsFragment,
  type WaitingUnlockPairingQuery,
} from '../../generated/operations.js';
import type { ApiClient } from '../api-client.js';
import { done } from '../simulated-workstation/workstation-calls.js';
import { signed } from './app-keys.js';
import { tokenOf } from './scanned-code.js';
import type { KeptRegistration } from './simulated-app.js';

export type AppCredential = UnlockCredentialFieldsFragment;
export type Challenge = UnlockChallengesSubscription['unlockChallenges'];
export type ShownWorkstation = WaitingUnlockPairingQuery['waitingUnlockPairing'];

/** What an app does with workstations. docs/authenticator-protocol.md */
export class AppUnlocks {
  constructor(
    private readonly kept: KeptRegistration,
    readonly session: ApiClient,
  ) {}

  /** Which workstation shows this code. Throws NotTrusted for the code of another server. */
  async look(uri: string): Promise<ShownWorkstation> {
    const secret = tokenOf(this.kept, uri, 'unlock');
    const { waitingUnlockPairing } = await this.session.request(WaitingUnlockPairingDocument, { secret });
    return waitingUnlockPairing;
  }

  /** Takes the workstation that shows this code. Throws Refused; NotTrusted for the code of another server. */
  async pair(uri: string): Promise<AppCredential> {
    const { workstationId } = await this.look(uri);
    const { pairWorkstation } = await this.session.request(PairWorkstationDocument, {
      input: this.pairingOf(uri, workstationId),
    });
    return done(pairWorkstation).credential!;
  }

  /** What it sends to take this workstation. */
  pairingOf(uri: string, workstationId: string) {
    const secret = tokenOf(this.kept, uri, 'unlock');
    const { authenticatorId } = this.kept;
    const message = appPairMessage(this.serverKey, authenticatorId, workstationId, secret);
    return { secret, signature: this.sign(message) };
  }

  /** What workstations ask: what can still be answered, and what is to come; ends with `signal`. */
  async *challenges(signal?: AbortSignal): AsyncGenerator<Challenge, void> {
    const asked = this.session.subscribe(UnlockChallengesDocument, {}, signal);
    for await (const { unlockChallenges } of asked) yield unlockChallenges;
  }

  /** Says yes with the number that was picked, or no. Throws Refused. */
  async answer(challenge: Challenge, picked: number | 'no'): Promise<void> {
    const { answerUnlock } = await this.session.request(AnswerUnlockDocument, {
      input: this.answerTo(challenge, picked),
    });
    done(answerUnlock);
  }

  /** What it sends to answer so. */
  answerTo(challenge: Challenge, picked: number | 'no') {
    const number = picked === 'no' ? undefined : picked;
    const message = appUnlockMessage(this.serverKey, this.kept.authenticatorId, challenge, number);
    return {
      unlockId: challenge.unlockId,
      accept: number !== undefined,
      number: number ?? null,
      signature: this.sign(message),
    };
  }

  /** What it may unlock, the newest first. */
  async credentials(): Promise<readonly AppCredential[]> {
    const { myUnlockCredentials } = await this.session.request(MyUnlockCredentialsDocument, {});
    return myUnlockCredentials;
  }

  /** Renews one for a year from now. Throws Refused. */
  async renew(credential: Pick<AppCredential, 'id' | 'expiresAt'>): Promise<AppCredential> {
    const { renewUnlockCredential } = await this.session.request(RenewUnlockCredentialDocument, {
      input: this.renewalOf(credential),
    });
    return done(renewUnlockCredential).credential!;
  }

  /** What it sends to renew one. */
  renewalOf({ id, expiresAt }: Pick<AppCredential, 'id' | 'expiresAt'>) {
    const message = appRenewMessage(this.serverKey, this.kept.authenticatorId, id, String(expiresAt));
    return { credentialId: id, signature: this.sign(message) };
  }

  /** Gives one up. Throws Refused. */
  async revoke(credentialId: string): Promise<void> {
    const { revokeUnlockCredential } = await this.session.request(RevokeUnlockCredentialDocument, {
      input: { credentialId },
    });
    done(revokeUnlockCredential);
  }

  close(): Promise<void> {
    return this.session.close();
  }

  private get serverKey(): Buffer {
    return Buffer.from(this.kept.serverKey, 'base64url');
  }

  private sign(message: Uint8Array): string {
    return signed(this.kept.privateKey, message);
  }
}
