import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../errors.js';
import { checkNewPassword, hashPassword, LONGEST_PASSWORD, verifyPassword } from './password-hash.js';

const password = 'correct horse battery staple';

describe('a password hash', () => {
  test('is Argon2id in PHC form with the costs OWASP asks for, and salted', async () => {
    const [first, second] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
  });

  test('fits its password and no other', async () => {
    const hash = await hashPassword(password);
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword(`${password} `, hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  test('fits the same letters however they were composed', async () => {
    const hash = await hashPassword('Größe \u00e9t\u00e9 12345');
    expect(await verifyPassword('Gro\u0308ße e\u0301te\u0301 12345', hash)).toBe(true);
  });

  test('is computed with the costs it was made with', async () => {
    // The test vector of RFC 9106 needs a key and associated data; this one is of the reference implementation.
    const phc = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await verifyPassword('password', phc)).toBe(true);
    expect(await verifyPassword('Password', phc)).toBe(false);
  });

  test('of nobody fits nothing', async () => {
    expect(await verifyPassword(password, null)).toBe(false);
    expect(await verifyPassword('\0', null)).toBe(false);
  });

  test('that is not one is an error and not a refusal', async () => {
    await expect(verifyPassword(password, 'plain')).rejects.toThrow('not Argon2id');
  });

  test('is refused for a moment when too many are wanted at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => verifyPassword(password, null)));
    const refused = all.filter((each) => each.status === 'rejected').map((each): unknown => each.reason);
    expect(refused).toHaveLength(6);
    expect(refused.map((reason) => (reason instanceof AppError ? reason.code : reason))).toEqual(
      Array.from({ length: 6 }, () => 'TOO_MANY_REQUESTS'),
    );
    expect(await verifyPassword(password, null)).toBe(false);
  });
});

test('of whoever comes with a known device is looked at while strangers take all they may at once', async () => {
  const strangers = Array.from({ length: 12 }, () => verifyPassword(password, null));
  const owners = Array.from({ length: 3 }, () => verifyPassword(password, null, 'known device'));
  const states = (await Promise.allSettled([...strangers, ...owners])).map(({ status }) => status);
  expect(states.slice(0, 12).filter((status) => status === 'fulfilled')).toHaveLength(6);
  expect(states.slice(12)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
});

describe('a new password', () => {
  test.each(['', 'short', 'elevenchars', 'x'.repeat(LONGEST_PASSWORD + 1), '€'.repeat(342)])(
    'of a wrong length is refused (%#)',
    (text) => {
      expect(() => checkNewPassword(text)).toThrow(AppError);
    },
  );

  test.each(['twelve chars', '😀😀😀😀😀😀😀😀😀😀😀😀', 'x'.repeat(LONGEST_PASSWORD)])(
    'of a right length is accepted (%#)',
    (text) => {
      expect(() => checkNewPassword(text)).not.toThrow();
    },
  );
});
