import { describe, expect, test } from '@jest/globals';
import { bindAccount, bindSecret } from './bind-account.js';

describe('bindAccount', () => {
  test.each([
    'reader@north.example',
    'svc reader@north.example',
    'NORTH\\reader',
    'north.example\\svc.reader',
    'CN=Reader,OU=Service,DC=north,DC=example',
  ])('takes %s', (text) => {
    expect(bindAccount(` ${text} `)).toEqual({ value: text });
  });

  test.each([
    'reader',
    '@north.example',
    'reader@',
    'NORTH\\',
    '\\reader',
    'a\\b\\c',
    'a@b@',
    '',
    'x\ny@z',
    17,
  ])('refuses %j', (value) => {
    expect(bindAccount(value).faults).toHaveLength(1);
  });
});

describe('bindSecret', () => {
  test('is taken as it is, blanks included', () => {
    expect(bindSecret('  p w ')).toEqual({ value: '  p w ' });
    expect(bindSecret('a'.repeat(1_024)).faults).toBeUndefined();
  });

  test.each(['', 'a'.repeat(1_025), 5])('is refused without being repeated (%#)', (value) => {
    const { faults } = bindSecret(value);
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toContain('aaa');
  });
});
