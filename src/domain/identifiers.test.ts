import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  dnsName,
  emailKey,
  emailSuffix,
  objectGuid,
  objectGuidFromBytes,
  objectGuidToBytes,
} from './identifiers.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('an objectGUID', () => {
  it('has its first three groups little-endian on the wire', () => {
    expect(objectGuidFromBytes(bytes('00112233445566778899aabbccddeeff'))).toBe(
      '33221100-5544-7766-8899-aabbccddeeff',
    );
  });

  it('comes back from text and from bytes as it went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (raw) => {
        const guid = objectGuidFromBytes(raw)!;
        expect([...objectGuidToBytes(guid)]).toEqual([...raw]);
        expect(objectGuid(guid)).toBe(guid);
        expect(objectGuid(` {${guid.toUpperCase()}} `)).toBe(guid);
      }),
    );
  });

  it.each([0, 15, 17])('is never read out of %d bytes', (length) => {
    expect(objectGuidFromBytes(new Uint8Array(length))).toBeUndefined();
  });

  it.each(['', '33221100-5544-7766-8899-aabbccddeef', '33221100554477668899aabbccddeeff', 'CN=Ada'])(
    'is not what %p says',
    (text) => {
      expect(objectGuid(text)).toBeUndefined();
    },
  );
});

describe('the key people are matched by', () => {
  it.each([
    [' Ada@North.Example ', 'ada@north.example'],
    ['ADA.LOVELACE+x@north.example', 'ada.lovelace+x@north.example'],
    ["o'hara@north.example", "o'hara@north.example"],
    ['ада@пример.рф', 'ада@пример.рф'],
    ['root@localhost', 'root@localhost'],
  ])('of %p is %p: trimmed and without case', (text, key) => {
    expect(emailKey(text)).toBe(key);
  });

  it.each([
    null,
    undefined,
    '',
    '   ',
    'ada',
    '@north.example',
    'ada@',
    'ada@north..example',
    'ada@.example',
    'ada@north.example.',
    'a@x.example, b@x.example',
    'a@x.example;b@x.example',
    'a@x.example b@x.example',
    'a@b@x.example',
    'Ada <ada@x.example>',
    '"ada"@x.example',
    'ada\u0000@x.example',
    `${'a'.repeat(250)}@x.example`,
  ])('does not exist for %p, which is not exactly one address', (text) => {
    expect(emailKey(text)).toBeUndefined();
  });

  it('is the key of itself, has one @, and its suffix is what is behind it', () => {
    const text = fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' }), fc.string());
    fc.assert(
      fc.property(text, (value) => {
        const key = emailKey(value);
        fc.pre(key !== undefined);
        expect(emailKey(key)).toBe(key);
        expect(key.split('@')).toEqual([key.slice(0, key.indexOf('@')), emailSuffix(key)]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a DNS name', () => {
  it.each([
    ['North.Example.', 'north.example'],
    [' north.example ', 'north.example'],
    ['_ldap.north.example', '_ldap.north.example'],
  ])('%p is %p', (text, name) => {
    expect(dnsName(text)).toBe(name);
  });

  it.each([
    '',
    '.',
    'north..example',
    '-north.example',
    'north-.example',
    'nor th.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}a`,
  ])('is not %p', (text) => {
    expect(dnsName(text)).toBeUndefined();
  });
});
