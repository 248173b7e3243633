import { describe, expect, test } from '@jest/globals';
import { bindAccount, bindSecret, isCalled } from './bind-account.js';

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

describe('an account is taken for a bind account', () => {
  const reader = {
    dn: 'CN=Reader,OU=Service,DC=north,DC=example',
    samAccountName: 'reader',
    userPrincipalName: 'svc.reader@corp.example',
    dnsName: 'north.example',
  };

  test.each([
    'cn=reader,ou=service,dc=north,dc=example',
    'SVC.reader@corp.example',
    'reader@north.example',
    'NORTH\\Reader',
    ' north.example\\reader',
  ])('that is written %s', (written) => {
    expect(isCalled(written, reader)).toBe(true);
  });

  test.each(['reader2@north.example', 'SOUTH\\reader', 'reader@south.example', 'null@north.example'])(
    'but not for %s',
    (written) => {
      expect(isCalled(written, reader)).toBe(false);
      expect(isCalled(written, { ...reader, samAccountName: null, userPrincipalName: null })).toBe(false);
    },
  );
});
