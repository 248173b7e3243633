import { describe, expect, it, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { checkPassword } from './check-password.js';
import {
  generatePassword,
  longer,
  LONGEST_PASSWORD,
  PASSWORD_ALPHABET,
  passwordLength,
  type RandomBytes,
} from './generate-password.js';
import type { PasswordNames } from './name-parts.js';
import type { PolicyValues } from './password-policy.js';

const NOBODY: PasswordNames = {
  samAccountName: null,
  userPrincipalName: null,
  displayName: null,
  commonName: null,
  givenName: null,
  surname: null,
};
const POLICY: PolicyValues = {
  minLength: 7,
  isComplex: true,
  history: 24,
  minAge: 86_400_000,
  maxAge: 'never',
  lockoutThreshold: 0,
  lockoutDuration: 1_800_000,
};
const NO_POLICY = { ...POLICY, minLength: undefined, isComplex: undefined };

/** The same bytes for the same seed, and each as likely as any other. */
function seeded(seed: number): RandomBytes {
  let block = 0;
  return (count) => {
    const bytes = Buffer.alloc(count);
    for (let at = 0; at < count; at += 32)
      createHash('sha256')
        .update(`${seed}/${(block += 1)}`)
        .digest()
        .copy(bytes, at);
    return bytes;
  };
}

const names: fc.Arbitrary<PasswordNames> = fc.record({
  samAccountName: fc.option(fc.string({ maxLength: 20 })),
  userPrincipalName: fc.option(fc.emailAddress()),
  displayName: fc.option(fc.stringMatching(/^[A-Za-z]{1,8}[ ,.-][A-Za-z]{1,8}$/)),
  commonName: fc.option(fc.string({ unit: 'grapheme', maxLength: 30 })),
  givenName: fc.option(fc.stringMatching(/^[A-Za-z]{1,12}$/)),
  surname: fc.option(fc.stringMatching(/^[A-Za-z]{1,12}$/)),
});

describe('a generated password', () => {
  test('keeps every promise, whatever the policy, the names and the bytes', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        names,
        fc.option(fc.integer({ min: 0, max: 255 }), { nil: undefined }),
        fc.option(fc.boolean(), { nil: undefined }),
        (seed, person, minLength, isComplex) => {
          const policy = { ...POLICY, minLength, isComplex };
          const password = generatePassword(policy, person, seeded(seed));
          expect(password).toHaveLength(passwordLength(policy));
          expect(password.length).toBeGreaterThanOrEqual(minLength === undefined ? 32 : 16);
          expect(password).toMatch(/^[!#-~]+$/);
          expect(password).not.toMatch(/["\\'`^~ 0O1lI]/);
          for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
          const domains = { ...POLICY, minLength: Math.min(minLength ?? 0, LONGEST_PASSWORD) };
          expect(checkPassword(domains, person, password)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('shares no three characters in a row with any name', () => {
    // A single letter less in the alphabet of names would be found by chance only: here each piece is likely.
    const person = {
      ...NOBODY,
      surname: 'ABCDEFGHJKMNPQRSTUVWXYZ',
      samAccountName: 'zyxwvutsrqponmkjihgfedcba',
    };
    for (let seed = 0; seed < 300; seed += 1) {
      const password = generatePassword(POLICY, person, seeded(seed), 64).toLowerCase();
      for (const name of [person.surname.toLowerCase(), person.samAccountName])
        for (let at = 0; at + 3 <= name.length; at += 1)
          expect(password).not.toContain(name.slice(at, at + 3));
    }
  });

  test('holds each character equally often', () => {
    const counts = new Map<string, number>();
    const rounds = 4_000;
    for (let seed = 0; seed < rounds; seed += 1)
      for (const character of generatePassword(POLICY, NOBODY, seeded(seed), 64))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    const expected = (rounds * 64) / PASSWORD_ALPHABET.length;
    expect(counts.size).toBe(PASSWORD_ALPHABET.length);
    // Five standard deviations. Without throwing bytes away, the first 34 characters would stand out by a third.
    for (const count of counts.values())
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  test('is another one each time', () => {
    const made = Array.from({ length: 500 }, (_, seed) => generatePassword(POLICY, NOBODY, seeded(seed)));
    expect(new Set(made).size).toBe(500);
  });

  it.each<[string, RandomBytes]>([
    ['only zeros', (count) => new Uint8Array(count)],
    ['only bytes that would favour some', (count) => new Uint8Array(count).fill(255)],
    ['nothing', () => new Uint8Array()],
  ])('is never made of a source that yields %s', (_what, random) => {
    expect(() => generatePassword(POLICY, NOBODY, random)).toThrow(RangeError);
  });
});

describe('the length of a password', () => {
  it.each<[string, number | undefined, number]>([
    ['16 where the policy asks for less', 7, 16],
    ['what the policy asks for where that is more', 20, 20],
    ['32 where the policy is not known', undefined, 32],
    ['never beyond what a log-on takes', 255, 127],
  ])('is %s', (_what, minLength, length) => {
    expect(passwordLength({ ...NO_POLICY, minLength })).toBe(length);
  });

  it('grows after each refusal, a few times', () => {
    const lengths: number[] = [];
    for (let next = longer(16); next !== undefined; next = longer(next)) lengths.push(next);
    expect(lengths).toEqual([24, 40, 64, 127]);
    expect(longer(32)).toBe(40);
  });
});
