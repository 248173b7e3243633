import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readAppLink } from '../../../domain/authenticator/app-links.js';
import { isSignedBy } from '../../../keys/ed25519.js';
import { authenticatorVectors } from './authenticator-vectors.js';

interface Vectors {
  readonly server: { readonly publicKey: string };
  readonly app: { readonly publicKey: string; readonly name: string; readonly platform: string };
  readonly secret: string;
  readonly authenticatorId: string;
  readonly nonce: string;
  readonly question: string;
  readonly pairingSecret: string;
  readonly workstationId: string;
  readonly credentialId: string;
  readonly unlockId: string;
  readonly unlockNonce: string;
  readonly number: number;
  readonly expiresAt: string;
  readonly codes: { readonly enrol: string; readonly signIn: string; readonly unlock: string };
  readonly messages: Readonly<
    Record<string, { signedBy: 'app' | 'server'; message: string; signature: string }>
  >;
}

const docs = new URL('../../../../docs/', import.meta.url);
const text = authenticatorVectors();
const vectors: Vectors = JSON.parse(text);

/** A second way to the same bytes, written from the page. */
function fields(...list: readonly (string | Buffer)[]): string {
  return Buffer.concat(
    list.flatMap((field) => {
      const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  ).toString('hex');
}

describe('the test vectors of the authenticator protocol', () => {
  test('are those that the code makes: `npm run fix:vectors` makes them anew', () => {
    expect(readFileSync(new URL('authenticator-protocol-vectors.json', docs), 'utf8') === text).toBe(true);
  });

  test('are the bytes that the page describes', () => {
    const { secret, authenticatorId: id, nonce, question, app, messages } = vectors;
    const serverKey = Buffer.from(vectors.server.publicKey, 'hex');
    const appKey = Buffer.from(app.publicKey, 'hex');
    const { workstationId, credentialId, unlockId, unlockNonce, number } = vectors;
    const unlock = [
      'latchkey/app-unlock/1',
      serverKey,
      id,
      credentialId,
      workstationId,
      unlockId,
      unlockNonce,
    ];
    expect(
      Object.fromEntries(Object.entries(messages).map(([name, { message }]) => [name, message])),
    ).toEqual({
      registration: fields('latchkey/app-registration/1', serverKey, secret, appKey, app.name, app.platform),
      registered: fields('latchkey/app-registered/1', serverKey, secret, appKey, id),
      session: fields('latchkey/app-session/1', serverKey, id, nonce),
      yes: fields('latchkey/app-sign-in/1', serverKey, id, question, 'yes'),
      no: fields('latchkey/app-sign-in/1', serverKey, id, question, 'no'),
      pair: fields('latchkey/app-pair/1', serverKey, id, workstationId, vectors.pairingSecret),
      unlock: fields(...unlock, String(number)),
      dontUnlock: fields(...unlock, 'no'),
      renew: fields('latchkey/app-renew/1', serverKey, id, credentialId, vectors.expiresAt),
    });
  });

  test('are signed by whom the page says, and by nobody else', () => {
    const keys = { app: vectors.app.publicKey, server: vectors.server.publicKey };
    for (const { signedBy, message, signature } of Object.values(vectors.messages)) {
      const bytes = Buffer.from(message, 'hex');
      const other = signedBy === 'app' ? keys.server : keys.app;
      expect(isSignedBy(Buffer.from(keys[signedBy], 'hex'), bytes, signature)).toBe(true);
      expect(isSignedBy(Buffer.from(other, 'hex'), bytes, signature)).toBe(false);
    }
  });

  test('have codes that are read as they were written', () => {
    const serverKey = Buffer.from(vectors.server.publicKey, 'hex').toString('base64url');
    const server = 'https://keys.example/latchkey';
    const { enrol, signIn, unlock } = vectors.codes;
    const token = vectors.pairingSecret;
    expect(readAppLink(unlock)).toEqual({ purpose: 'unlock', server, serverKey, token });
    expect(readAppLink(enrol)).toEqual({ purpose: 'enrol', server, serverKey, token: vectors.secret });
    expect(readAppLink(signIn)).toEqual({ purpose: 'sign-in', server, serverKey, token: vectors.question });
  });

  test.each([
    ['another version', (code: string) => code.replace('v=1', 'v=2')],
    ['another purpose', (code: string) => code.replace('enrol', 'open')],
    ['another order', (code: string) => code.replace(/(v=1)&(s=[^&]*)/, '$2&$1')],
    ['something more', (code: string) => `${code}&x=1`],
    ['a short key', (code: string) => code.replace(/k=./, 'k=')],
    ['an address of another kind', (code: string) => code.replace('https', 'javascript')],
    ['an address with a query', (code: string) => code.replace('latchkey&k', 'latchkey%3Fa&k')],
    ['an endless token', (code: string) => code + 'a'.repeat(2_000)],
    ['nothing', () => ''],
  ])('no code is read that has %s', (_what, change) => {
    expect(readAppLink(change(vectors.codes.enrol))).toBeUndefined();
  });
});
