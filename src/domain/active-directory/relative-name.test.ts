import { describe, expect, it } from '@jest/globals';
import { relativeNameValue } from './relative-name.js';

describe('the value of the first part of a DN', () => {
  it.each([
    ['CN=Ada Lovelace,OU=Staff,DC=corp,DC=example', 'Ada Lovelace'],
    ['CN=Doe\\, Jane,OU=Staff,DC=corp,DC=example', 'Doe, Jane'],
    ['CN=\\ \\#1 \\"odd\\" \\\\ \\+ \\<\\>\\;\\=,DC=example', ' #1 "odd" \\ + <>;='],
    ['CN=M\\C3\\BCller,DC=example', 'Müller'],
    ['CN=Line\\0Abreak,DC=example', 'Line\nbreak'],
    ['CN=Анна,DC=example', 'Анна'],
    ['CN=One+UID=2,DC=example', 'One'],
    ['CN=Alone', 'Alone'],
    ['CN=not UTF-8 \\FF,DC=example', 'not UTF-8 \u{FFFD}'],
  ])('of %s is %p', (dn, value) => {
    expect(relativeNameValue(dn)).toBe(value);
  });

  it.each(['', 'no DN', ',DC=example', 'CN=', '=x', 'CN=#0403414243,DC=example'])('is none in %p', (dn) => {
    expect(relativeNameValue(dn)).toBeUndefined();
  });

  it('is found in a text of any length without going through it twice', () => {
    const long = `CN=${'\\,'.repeat(100_000)}`;
    expect(relativeNameValue(long)).toHaveLength(100_000);
  });
});
