import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createBindSecrets } from './bind-secrets.js';
import { createSecretBox } from './secret-box.js';

const NORTH = '7f1d7f0e-0a4e-4b7e-8d1a-1f0c6a2f0001';
const SOUTH = '7f1d7f0e-0a4e-4b7e-8d1a-1f0c6a2f0002';
const masterKey = randomBytes(32);
const secrets = createBindSecrets(masterKey);
const SECRET = 'pässwörd 🔑 with spaces';

describe('a stored bind secret', () => {
  it('opens for the domain it was stored for', () => {
    expect(secrets.open(secrets.seal(SECRET, NORTH), NORTH)).toBe(SECRET);
  });

  it.each([
    ['for another domain', () => secrets.open(secrets.seal(SECRET, NORTH), SOUTH)],
    [
      'with another master key',
      () => createBindSecrets(randomBytes(32)).open(secrets.seal(SECRET, NORTH), NORTH),
    ],
    [
      'when it was sealed for another purpose',
      () => secrets.open(createSecretBox(masterKey, 'other').seal(Buffer.from(SECRET), NORTH), NORTH),
    ],
    ['when it is none', () => secrets.open(Buffer.from(SECRET), NORTH)],
  ])('does not open %s, and says what to do without the secret', (_when, open) => {
    const error = refusal(open);
    expect(error).toMatchObject({
      code: 'BIND_SECRET_UNREADABLE',
      message: expect.stringContaining('Set the bind secret'),
    });
    expect(JSON.stringify([error, String(error)])).not.toContain(SECRET);
  });
});

function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
