import { randomBytes } from 'node:crypto';
import { appUnlockMessage } from '../../domain/unlock/unlock-messages.js';
import {
  AskUnlockDocument,
  MyUnlockCredentialsDocument,
  OfferUnlockPairingDocument,
  UnlockPairingProgressDocument,
  UnlockProgressDocument,
  type ErrorCode,
  type UnlockCredentialFieldsFragment,
  type UnlockState,
} from '../../generated/operations.js';
import { isSignedWith } from '../simulated-app/app-keys.js';
import { scanned } from '../simulated-app/scanned-code.js';
import { done } from './workstation-calls.js';
import type { WorkstationConnection } from './workstation-connection.js';

/** What a workstation keeps of an app that was paired with it. */
export interface PairedApp {
  readonly credentialId: string;
  readonly authenticatorId: string;
  /** Base64url of 32 bytes. */
  readonly appKey: string;
  /** Of the server whose code the app has scanned. */
  readonly serverKey: string;
  readonly ownerName: string;
}

export interface UnlockOutcome {
  /** Undefined when nobody has answered in time. */
  readonly state: Exclude<UnlockState, 'WAITING'> | undefined;
  readonly code: ErrorCode | null;
  /** Whether the workstation unlocks: the answer is yes, and signed by the app that it knows. */
  readonly unlocked: boolean;
}

/** How a workstation is paired with apps, and unlocked by them. It believes an app's signature, and no server. */
export class WorkstationUnlocks {
  private readonly paired = new Map<string, PairedApp>();

  constructor(private readonly connection: Pick<WorkstationConnection, 'id' | 'ask' | 'follow'>) {}

  /** The apps that were paired while it runs. */
  get apps(): readonly PairedApp[] {
    return [...this.paired.values()];
  }

  /** Shows a code; `paired` settles when an app has taken it. Throws Refused. */
  async offer(): Promise<{ readonly uri: string; readonly paired: Promise<PairedApp> }> {
    const { offerUnlockPairing } = await this.connection.ask(OfferUnlockPairingDocument, {});
    const { pairingId, uri } = done(offerUnlockPairing);
    return { uri: uri ?? '', paired: this.takePaired(pairingId ?? '', uri ?? '') };
  }

  /** Which apps may unlock it, by the server. */
  async credentials(): Promise<readonly UnlockCredentialFieldsFragment[]> {
    const { myUnlockCredentials } = await this.connection.ask(MyUnlockCredentialsDocument, {});
    return myUnlockCredentials;
  }

  /**
   * Asks an app; it shows `number`, and `outcome` settles with the answer. Throws Refused.
   *
   * @param app one that was paired while it runs
   */
  async ask(app: Pick<PairedApp, 'credentialId'>): Promise<{
    readonly number: number;
    readonly unlockId: string;
    readonly outcome: Promise<UnlockOutcome>;
  }> {
    const { credentialId } = app;
    const nonce = randomBytes(32).toString('base64url');
    const { askUnlock } = await this.connection.ask(AskUnlockDocument, { input: { credentialId, nonce } });
    const { number, unlockId } = done(askUnlock);
    const asked = { number: number ?? 0, unlockId: unlockId ?? '', nonce, credentialId };
    return { number: asked.number, unlockId: asked.unlockId, outcome: this.hear(asked) };
  }

  private async takePaired(pairingId: string, uri: string): Promise<PairedApp> {
    for await (const { unlockPairingProgress } of this.connection.follow(UnlockPairingProgressDocument, {
      pairingId,
    })) {
      const { state, credentialId, authenticatorId, ownerName, publicKey } = unlockPairingProgress;
      if (state !== 'PAIRED' || credentialId === null || authenticatorId === null) continue;
      const app: PairedApp = {
        credentialId,
        authenticatorId,
        appKey: Buffer.from(publicKey ?? '', 'base64').toString('base64url'),
        serverKey: scanned(uri, 'unlock').serverKey,
        ownerName: ownerName ?? '',
      };
      this.paired.set(credentialId, app);
      return app;
    }
    throw new Error('no app has scanned the code in time');
  }

  private async hear(asked: Asked): Promise<UnlockOutcome> {
    const { unlockId } = asked;
    for await (const { unlockProgress } of this.connection.follow(UnlockProgressDocument, { unlockId })) {
      const { state, code, signature } = unlockProgress;
      if (state === 'WAITING') continue;
      return { state, code, unlocked: state === 'ACCEPTED' && this.isGood(asked, signature ?? '') };
    }
    return { state: undefined, code: null, unlocked: false };
  }

  /** Whether the app that was paired has signed this very question and the number that is shown. */
  private isGood({ credentialId, number, ...asked }: Asked, signature: string): boolean {
    const app = this.paired.get(credentialId);
    if (app === undefined) return false;
    const question = { ...asked, credentialId, workstationId: this.connection.id };
    const serverKey = Buffer.from(app.serverKey, 'base64url');
    const message = appUnlockMessage(serverKey, app.authenticatorId, question, number);
    return isSignedWith(app.appKey, message, signature);
  }
}

interface Asked {
  readonly credentialId: string;
  readonly unlockId: string;
  readonly nonce: string;
  readonly number: number;
}
