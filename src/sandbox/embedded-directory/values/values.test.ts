import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDistinguishedName, parseDistinguishedName, relativeNameKey } from './distinguished-name.js';
import { guidFromName, guidFromText, textOfGuid } from './guid.js';
import { bufferOfOctets, foldCase, octetsOfBuffer, octetsOfText, textOfOctets } from './octets.js';
import { ridOf, sidFromText, sidInDomain, textOfSid } from './sid.js';
import { fileTime, generalizedTime, millisecondsOfDuration, millisecondsOfFileTime } from './time.js';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => octetsOfBuffer(Buffer.from(array)));

describe('octets', () => {
  test('any bytes come back as they went in', () => {
    fc.assert(fc.property(bytes, (octets) => expect(octetsOfBuffer(bufferOfOctets(octets))).toBe(octets)));
  });

  test('well-formed text comes back as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        expect(textOfOctets(octetsOfText(text))).toBe(text),
      ),
    );
  });

  test('a lone surrogate becomes three bytes that are not valid UTF-8', () => {
    const octets = octetsOfText('a\ud83d');
    expect(bufferOfOctets(octets)).toEqual(Buffer.from([0x61, 0xed, 0xa0, 0xbd]));
    expect(textOfOctets(octets)).toBeUndefined();
  });

  test('case is folded beyond ASCII', () => {
    expect(foldCase(octetsOfText('ПЁТР Ä'))).toBe(foldCase(octetsOfText('пётр ä')));
  });

  test('bytes that are not valid UTF-8 do not fold into others', () => {
    expect(foldCase(octetsOfBuffer(Buffer.from([0xc3, 0x41])))).toBe('\xc3a');
  });
});

describe('distinguished names', () => {
  test('any value survives being written and read', () => {
    fc.assert(
      fc.property(
        fc.array(
          bytes.filter((value) => value.length > 0),
          { minLength: 1, maxLength: 4 },
        ),
        (values) => {
          const name = values.map((value) => ({ type: 'CN', value }));
          expect(parseDistinguishedName(formatDistinguishedName(name))).toEqual(name);
        },
      ),
    );
  });

  test.each([
    ['CN=a\\,b,DC=x', 'a,b'],
    ['CN=a\\2Cb,DC=x', 'a,b'],
    ['cn = a b , DC=x', 'a b'],
    ['CN=\\ a\\ ,DC=x', ' a '],
    ['CN=\\#1;DC=x', '#1'],
    ['CN=\\C3\\A9,DC=x', octetsOfText('é')],
    ['CN=a=b,DC=x', 'a=b'],
  ])('%s names %s', (text, value) => {
    expect(parseDistinguishedName(octetsOfText(text))).toEqual([
      { type: 'CN', value },
      { type: 'DC', value: 'x' },
    ]);
  });

  test.each(['CN', 'CN=', '=a', 'CN=a,', ',CN=a', 'CN=a+OU=b', 'CN="a"', 'CN=#04', 'C N=a', 'CN=a\\'])(
    '%s is no name',
    (text) => {
      expect(parseDistinguishedName(octetsOfText(text))).toBeUndefined();
    },
  );

  test('an endless name is no name, and takes no time to be found out', () => {
    expect(parseDistinguishedName(octetsOfText(`CN=a${' '.repeat(5_000_000)}b`))).toBeUndefined();
    expect(
      parseDistinguishedName(octetsOfText(`CN=a${' '.repeat(10_000)}b${' '.repeat(6_000)}`)),
    ).toHaveLength(1);
  });

  test('spellings of one name share a key', () => {
    const keyOf = (text: string) => parseDistinguishedName(octetsOfText(text))?.map(relativeNameKey);
    expect(keyOf('cn=ÉMILE\\2c a, dc=X')).toEqual(keyOf('CN=émile\\, A,DC=x'));
  });
});

describe('identifiers', () => {
  test('a GUID is stored with its first three groups little-endian', () => {
    const guid = guidFromText('00112233-4455-6677-8899-aabbccddeeff');
    expect(guid && bufferOfOctets(guid).toString('hex')).toBe('33221100554477668899aabbccddeeff');
    expect(guid && textOfGuid(guid)).toBe('00112233-4455-6677-8899-aabbccddeeff');
  });

  test('a GUID made from a name is always the same and marked as version 4', () => {
    expect(guidFromName('a')).toBe(guidFromName('a'));
    expect(guidFromName('a')).not.toBe(guidFromName('b'));
    expect(textOfGuid(guidFromName('a'))).toMatch(/^.{8}-.{4}-4.{3}-[89ab].{3}-.{12}$/);
  });

  test('a SID survives being written and read, and takes a last part', () => {
    const domain = sidFromText('S-1-5-21-4294967295-2-3');
    expect(domain).toBeDefined();
    if (domain === undefined) return;
    expect(textOfSid(sidInDomain(domain, 1105))).toBe('S-1-5-21-4294967295-2-3-1105');
    expect(ridOf(sidInDomain(domain, 1105))).toBe(1105);
    expect(sidFromText('S-1-5-21-4294967296-2-3')).toBeUndefined();
  });
});

describe('times', () => {
  test('moments are written as Windows writes them', () => {
    const moment = new Date('2026-11-22T10:11:12.999Z');
    expect(generalizedTime(moment)).toBe('20261122101112.0Z');
    expect(fileTime(new Date('1970-01-01T00:00:00Z'))).toBe('116444736000000000');
    expect(millisecondsOfFileTime(fileTime(moment))).toBe(moment.getTime());
  });

  test('durations are negative ticks, the least of them means for ever', () => {
    expect(millisecondsOfDuration(octetsOfText('-864000000000'))).toBe(86_400_000);
    expect(millisecondsOfDuration(octetsOfText('-9223372036854775808'))).toBe(Number.POSITIVE_INFINITY);
  });
});
