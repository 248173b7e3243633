import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { appLinkText } from '../../domain/authenticator/app-links.js';
import { appUnlockMessage } from '../../domain/unlock/unlock-messages.js';
import {
  AskUnlockDocument,
  OfferUnlockPairingDocument,
  UnlockPairingProgressDocument,
} from '../../generated/operations.js';
import { publicKeyOf, signed } from '../simulated-app/app-keys.js';
import type { WorkstationConnection } from './workstation-connection.js';
import { WorkstationUnlocks } from './workstation-unlocks.js';

const newKey = (): string =>
  String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));

const app = newKey();
const serverKey = Buffer.alloc(32, 7);
const uri = appLinkText({
  purpose: 'unlock',
  server: 'https://keys.example',
  serverKey: serverKey.toString('base64url'),
  token: 'secret',
});

interface Lie {
  readonly signer?: string;
  readonly number?: number;
  readonly nonce?: string;
  readonly workstationId?: string;
}

/** A server that says yes to whatever is asked, with a signature of its choice. */
function yesServer({ signer = app, ...lie }: Lie): WorkstationUnlocks {
  let nonce = '';
  const connection = {
    id: 'workstation',
    async ask(document: unknown, variables: { input?: { nonce: string } }) {
      if (document === OfferUnlockPairingDocument) {
        return { offerUnlockPairing: { pairingId: 'pairing', uri, userErrors: [] } };
      }
      if (document !== AskUnlockDocument) throw new Error('it asks something else');
      nonce = variables.input?.nonce ?? '';
      return { askUnlock: { unlockId: 'question', number: 42, userErrors: [] } };
    },
    async *follow(document: unknown) {
      if (document === UnlockPairingProgressDocument) {
        const publicKey = publicKeyOf(app).toString('base64');
        const paired = { state: 'PAIRED', credentialId: 'credential', authenticatorId: 'app' };
        yield { unlockPairingProgress: { ...paired, ownerName: 'Ada', publicKey } };
        return;
      }
      const question = {
        credentialId: 'credential',
        workstationId: 'workstation',
        unlockId: 'question',
        nonce,
        ...lie,
      };
      const message = appUnlockMessage(serverKey, 'app', question, lie.number ?? 42);
      yield { unlockProgress: { state: 'ACCEPTED', code: null, signature: signed(signer, message) } };
    },
  };
  return new WorkstationUnlocks(connection as unknown as WorkstationConnection);
}

async function unlocked(lie: Lie): Promise<boolean> {
  const unlocks = yesServer(lie);
  const { paired } = await unlocks.offer();
  const { outcome } = await unlocks.ask(await paired);
  return (await outcome).unlocked;
}

describe('a workstation believes the app and no server', () => {
  test('and unlocks for what the app has signed', async () => {
    expect(await unlocked({})).toBe(true);
  });

  test.each<[string, Lie]>([
    ['by another key', { signer: newKey() }],
    ['for another number', { number: 43 }],
    ['for an earlier question', { nonce: 'A'.repeat(43) }],
    ['for another workstation', { workstationId: 'other' }],
  ])('and does not unlock for a yes that is signed %s', async (_how, lie) => {
    expect(await unlocked(lie)).toBe(false);
  });
});
