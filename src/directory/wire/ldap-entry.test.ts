import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeText, LONGEST_TEXT } from './ldap-entry.js';

describe('decodeText', () => {
  it.each([
    ['plain text', Buffer.from('Anna Müller 🦊'), 'Anna Müller 🦊'],
    ['a lone surrogate', Buffer.from([0x41, 0xed, 0xa0, 0x80, 0x42]), 'A\ufffd\ufffd\ufffdB'],
    ['a byte that is not UTF-8', Buffer.from([0x41, 0xff]), 'A\ufffd'],
    ['NULs', Buffer.from('\0A\0B\0'), 'AB'],
    ['nothing', Buffer.alloc(0), ''],
  ])('reads %s', (_what, bytes, text) => expect(decodeText(bytes)).toBe(text));

  it('never cuts a character in two', () => {
    const text = decodeText(Buffer.from(`${'a'.repeat(LONGEST_TEXT - 1)}🦊🦊`));
    expect(text).toBe('a'.repeat(LONGEST_TEXT - 1));
  });

  it('gives well-formed text of bounded length without NUL for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_000, size: 'max' }), (bytes) => {
        const text = decodeText(Buffer.from(bytes));
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\0');
        expect(text.length).toBeLessThanOrEqual(LONGEST_TEXT);
      }),
    );
  });
});
