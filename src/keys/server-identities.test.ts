import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createServerIdentities } from './server-identities.js';

const masterKey = randomBytes(32);
const identities = createServerIdentities(masterKey);

describe('a sealed server identity', () => {
  test('opens to the one that was made, with its version', () => {
    const sealed = identities.make(3);
    const opened = createServerIdentities(masterKey).open(sealed);
    expect(opened.version).toBe(3);
    expect(Buffer.from(opened.publicKey)).toEqual(sealed.publicKey);
  });

  test('opens under no other master key, as no other version, with no other public key, and not when it was changed', () => {
    const sealed = identities.make(1);
    const changed = Buffer.from(sealed.seedSealed);
    changed[changed.length - 1]! ^= 1;
    const attempts = [
      () => createServerIdentities(randomBytes(32)).open(sealed),
      () => identities.open({ ...sealed, version: 2 }),
      () => identities.open({ ...sealed, publicKey: identities.make(1).publicKey }),
      () => identities.open({ ...sealed, seedSealed: changed }),
    ];
    for (const attempt of attempts) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'SERVER_IDENTITY_UNREADABLE' }));
    }
  });
});
