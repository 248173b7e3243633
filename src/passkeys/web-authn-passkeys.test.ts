import { describe, expect, test } from '@jest/globals';
import { rsaKey, SoftwarePasskey } from '../testing/people/software-passkey.js';
import { WebAuthnPasskeys } from './web-authn-passkeys.js';

const ORIGIN = 'https://keys.example';
const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');
const owner = { handle: Buffer.alloc(16, 1), email: 'ada@north.example', displayName: 'Ada', existing: [] };

async function made(passkey: SoftwarePasskey, told: unknown[] = []) {
  const passkeys = new WebAuthnPasskeys(new URL(ORIGIN), (cause) => told.push(cause));
  const options = await passkeys.registrationOptions(CHALLENGE, owner);
  return passkeys.verifyRegistration(passkey.create(options), (given) => given === CHALLENGE);
}

describe('a passkey that a browser made', () => {
  test('is kept with its key, as long as that is one that people have', async () => {
    expect(await made(new SoftwarePasskey(ORIGIN))).toMatchObject({ transports: ['internal'] });
    const longest = rsaKey(2_600);
    expect((await made(new SoftwarePasskey(ORIGIN, longest)))?.publicKey).toEqual(longest);
    expect(await made(new SoftwarePasskey(ORIGIN, rsaKey(2_700)))).toBeUndefined();
  });

  test('for another page is refused without a word to whoever sent it, and with one to us', async () => {
    const told: unknown[] = [];
    expect(await made(new SoftwarePasskey('https://keys.exemple'), told)).toBeUndefined();
    expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('keys.exemple') })]);
  });
});
