import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  domainOfDn,
  fileTime,
  generalizedTime,
  hasAccountBit,
  largeInteger,
  policyDuration,
  sidRid,
  sidText,
  smallInteger,
} from './directory-values.js';

describe('fileTime', () => {
  it('reads ticks since 1601', () => {
    expect(fileTime('133770744000000000')).toEqual(new Date('2024-11-26T06:00:00Z'));
    expect(fileTime('116444736000000000')).toEqual(new Date(0));
  });

  it('takes both ways of writing never for none', () => {
    expect(fileTime('0')).toBeUndefined();
    expect(fileTime('9223372036854775807')).toBeUndefined();
  });

  it.each(['', 'soon', '-1', '1e17', undefined])('reads no date out of %p', (text) => {
    expect(fileTime(text)).toBeUndefined();
  });

  it('keeps every millisecond of every date', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1601-01-02'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const ticks = BigInt(date.getTime()) * 10_000n + 116_444_736_000_000_000n;
          expect(fileTime(String(ticks))).toEqual(date);
        },
      ),
    );
  });
});

describe('generalizedTime', () => {
  it('reads what AD writes', () => {
    expect(generalizedTime('20261122190507.0Z')).toEqual(new Date('2026-11-22T19:05:07Z'));
    expect(generalizedTime('20261122190507.25Z')).toEqual(new Date('2026-11-22T19:05:07.250Z'));
    expect(generalizedTime('16010101000000.0Z')).toEqual(new Date('1601-01-01T00:00:00Z'));
  });

  it.each(['', '20260230000000.0Z', '20261301000000.0Z', '20261122246000.0Z', '20261122190507', undefined])(
    'reads no date out of %p',
    (text) => expect(generalizedTime(text)).toBeUndefined(),
  );
});

describe('policyDuration', () => {
  it.each([
    ['-36288000000000', 42 * 86_400_000],
    ['-18000000000', 30 * 60_000],
    ['0', 'never'],
    ['-9223372036854775808', 'never'],
    ['864000000000', undefined],
    ['long', undefined],
    [undefined, undefined],
  ])('reads %p as %p', (text, duration) => expect(policyDuration(text)).toBe(duration));
});

describe('integers', () => {
  it('keeps 64 bits exactly', () =>
    expect(largeInteger('9223372036854775807')).toBe(9_223_372_036_854_775_807n));
  it('takes nothing that is not a 32-bit integer', () => {
    expect(smallInteger('544')).toBe(544);
    expect(smallInteger('-2147483646')).toBe(-2_147_483_646);
    for (const text of ['', '0x220', '1.5', '99999999999', undefined])
      expect(smallInteger(text)).toBeUndefined();
  });
});

describe('SIDs', () => {
  const bytes = Buffer.from('0105000000000005150000000900000008000000070000004f040000', 'hex');

  it('are read as text and for their last part', () => {
    expect(sidText(bytes)).toBe('S-1-5-21-9-8-7-1103');
    expect(sidRid(bytes)).toBe(1103);
    expect(sidText(Buffer.from('010100000000000100000000', 'hex'))).toBe('S-1-1-0');
    expect(sidText(Buffer.from('010000000000ffff', 'hex'))).toBe('S-1-65535');
  });

  it('are whole or none', () => {
    for (let length = 0; length < bytes.length; length += 1)
      expect(sidText(bytes.subarray(0, length))).toBeUndefined();
    expect(sidText(Buffer.concat([bytes, Buffer.of(0)]))).toBeUndefined();
    expect(sidRid(Buffer.from('010000000000ffff', 'hex'))).toBeUndefined();
  });

  it('have a last part only where they have a text, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (any) => {
        const rid = sidRid(any);
        const text = sidText(any) ?? 'S-1-1';
        // A SID of an authority alone has no last part.
        expect(text).toMatch(rid === undefined ? /^S-1-\d+$/ : new RegExp(`-${rid}$`));
      }),
    );
  });
});

describe('hasAccountBit', () => {
  it('tests bits, never whole numbers', () => {
    expect(hasAccountBit(0x10202, 'DISABLED')).toBe(true);
    expect(hasAccountBit(0x10200, 'DISABLED')).toBe(false);
    expect(hasAccountBit(0x50200, 'SMART_CARD_REQUIRED')).toBe(true);
  });
});

describe('domainOfDn', () => {
  it.each([
    ['CN=Anna,OU=People,DC=corp,DC=example', 'dc=corp,dc=example'],
    ['cn=Anna, dc = Corp , DC=Example', 'dc=corp,dc=example'],
    ['CN=Anna\\,DC=evil,DC=child,DC=corp,DC=example', 'dc=child,dc=corp,dc=example'],
    ['CN=Ends in a backslash\\\\,DC=corp,DC=example', 'dc=corp,dc=example'],
    ['DC=corp,DC=example', 'dc=corp,dc=example'],
    ['CN=DC=corp', ''],
    ['', ''],
  ])('%s lies in %s', (dn, domain) => expect(domainOfDn(dn)).toBe(domain));
});
