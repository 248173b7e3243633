import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KEY, NORTH, OTHER_KEY, SERVER } from '../../testing/keys/key-stand.js';
import { CREDENTIAL_BYTES, SEALED_CREDENTIAL_BYTES, SEALED_LINK_BYTES } from './protocol-limits.js';
import {
  decodeCredential,
  decodeLink,
  encodeCredential,
  encodeLink,
  sealCredential,
  sealLink,
} from './sealed-content.js';

const ada = { accountId: NORTH, logOnName: 'NORTH\\ada', password: 'Pässwörd-🔑-1' };
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((value) => !value.includes('\0') && Buffer.byteLength(value) <= 256 && value.isWellFormed());

describe('a password sealed to a key', () => {
  it('is read by the key as it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.uuid(), text, text, (accountId, logOnName, password) => {
        const opened = KEY.openSealed(sealCredential(KEY, { accountId, logOnName, password }));
        expect(decodeCredential(opened ?? new Uint8Array())).toEqual({ accountId, logOnName, password });
      }),
    );
  });

  it.each([
    ['one character', 'a'],
    ['256 ones of three bytes', '€'.repeat(256)],
    ['128 ones of four bytes', '🔑'.repeat(128)],
  ])('has one length, be it %s', (_what, password) => {
    const sealed = sealCredential(KEY, {
      ...ada,
      password,
      logOnName: 'a'.repeat(password.length % 256 || 256),
    });
    expect(sealed.length).toBe(SEALED_CREDENTIAL_BYTES);
  });

  it('opens for no other key', () => {
    expect(OTHER_KEY.openSealed(sealCredential(KEY, ada))).toBeUndefined();
  });

  it.each([
    ['an empty password', { password: '' }],
    ['a password of 257 characters', { password: 'a'.repeat(257) }],
    ['a password with a NUL', { password: 'secret\0' }],
    ['half a surrogate pair', { password: 'secret\ud83d' }],
    ['an empty log-on name', { logOnName: '' }],
    ['a log-on name of 257 bytes', { logOnName: 'a'.repeat(257) }],
    ['no account', { accountId: '' }],
    ['the account of zeros', { accountId: '00000000-0000-0000-0000-000000000000' }],
  ])('is refused for %s, without a word of it in the message', (_what, change) => {
    const seal = (): unknown => sealCredential(KEY, { ...ada, ...change });
    expect(seal).toThrow(RangeError);
    expect(seal).not.toThrow('secret');
  });

  it('is not read when any byte of its plain form is missing or too many', () => {
    const plain = encodeCredential(ada);
    for (let length = 0; length < plain.length; length++)
      expect(decodeCredential(plain.subarray(0, length))).toBeUndefined();
    expect(decodeCredential(Uint8Array.of(...plain, 0))).toBeUndefined();
  });

  it('is not read when its padding holds anything', () => {
    const plain = encodeCredential(ada);
    plain[CREDENTIAL_BYTES - 1] = 1;
    expect(decodeCredential(plain)).toBeUndefined();
  });

  it('is not read when its text is no UTF-8', () => {
    const plain = encodeCredential({ ...ada, password: 'abc' });
    const at = Buffer.from(plain).indexOf('abc');
    plain[at] = 0xff;
    expect(decodeCredential(plain)).toBeUndefined();
  });
});

describe('the identity in a link', () => {
  it('is read by the key as it was', () => {
    const { version, publicKey } = SERVER;
    const sealed = sealLink(KEY, SERVER);
    expect(sealed.length).toBe(SEALED_LINK_BYTES);
    expect(decodeLink(KEY.openSealed(sealed) ?? new Uint8Array())).toEqual({ version, publicKey });
  });

  it('is not read when its version is 0 or a byte is missing', () => {
    expect(decodeLink(encodeLink({ ...SERVER, version: 0 }))).toBeUndefined();
    expect(decodeLink(encodeLink(SERVER).subarray(1))).toBeUndefined();
    expect(decodeLink(encodeLink(SERVER).subarray(0, -1))).toBeUndefined();
  });

  it('cannot be taken for a password, nor a password for it', () => {
    expect(decodeCredential(encodeLink(SERVER))).toBeUndefined();
    expect(decodeLink(encodeCredential(ada))).toBeUndefined();
  });
});
