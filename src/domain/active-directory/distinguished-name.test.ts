import { describe, expect, test } from '@jest/globals';
import { isDistinguishedName } from './distinguished-name.js';

describe('isDistinguishedName', () => {
  test.each([
    'DC=north,DC=example',
    'dc=north, dc=example',
    'OU=Staff + L=Bergen,DC=north,DC=example',
    'CN=Berg\\, Anna,OU=Staff,DC=north,DC=example',
    'CN=\\#1 \\"quoted\\" \\+ more,DC=example',
    'CN=Lu\\C4\\8Di\\C4\\87,DC=example',
    'CN=Анна 🦊,DC=example',
    '2.5.4.3=Anna,DC=example',
    '2.5.4.3=#0403414243,DC=example',
    'CN=a=b,DC=example',
  ])('takes %s', (text) => {
    expect(isDistinguishedName(text)).toBe(true);
  });

  test.each([
    '',
    ' ',
    'north.example',
    'DC=',
    'DC=north,',
    ',DC=north',
    '=north',
    'DC=north;DC=example',
    'CN=Berg, Anna,DC=example',
    'CN="Anna",DC=example',
    'CN=#zz,DC=example',
    'CN=broken\\',
    'CN=broken\\q,DC=example',
    'CN=two\nlines,DC=example',
    'C_N=Anna',
    '2..5=Anna',
    'CN=\ud800',
    `CN=${'a'.repeat(1_100)}`,
  ])('refuses %j', (text) => {
    expect(isDistinguishedName(text)).toBe(false);
  });

  test('answers at once for a text made to be slow', () => {
    // A pattern that tries every way to read it would not be done within minutes.
    const started = performance.now();
    isDistinguishedName(`CN=${' '.repeat(1_000)}"`);
    isDistinguishedName(`${'CN=a,'.repeat(200)}"`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
