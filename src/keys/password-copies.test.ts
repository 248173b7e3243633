import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPasswordCopies } from './password-copies.js';

const masterKey = randomBytes(32);
const copies = createPasswordCopies(masterKey);

describe('a copy of a password', () => {
  test('opens for its change under the master key', () => {
    const id = randomUUID();
    expect(copies.open(copies.seal('Ümläut 1!', id), id)).toBe('Ümläut 1!');
  });

  test('opens for no other change, and under no other master key', () => {
    const id = randomUUID();
    const copy = copies.seal('Secret 12', id);
    expect(copies.open(copy, randomUUID())).toBeUndefined();
    expect(createPasswordCopies(randomBytes(32)).open(copy, id)).toBeUndefined();
  });

  test('opens with no other data key, nor when a byte has changed', () => {
    const id = randomUUID();
    const [one, other] = [copies.seal('Secret 12', id), copies.seal('Secret 12', id)];
    expect(copies.open({ ...one, dataKeySealed: other.dataKeySealed }, id)).toBeUndefined();
    const changed = Buffer.from(one.sealed);
    changed[changed.length - 1]! ^= 1;
    expect(copies.open({ ...one, sealed: changed }, id)).toBeUndefined();
  });

  test('shows the password in none of its bytes, and is another each time', () => {
    const id = randomUUID();
    const [one, other] = [copies.seal('Secret 12', id), copies.seal('Secret 12', id)];
    expect(one.sealed.includes('Secret 12')).toBe(false);
    expect(one.sealed.equals(other.sealed)).toBe(false);
    expect(one.dataKeySealed.equals(other.dataKeySealed)).toBe(false);
  });
});
