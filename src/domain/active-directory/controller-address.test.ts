import { describe, expect, it } from '@jest/globals';
import { parseControllerAddress } from './controller-address.js';

describe('parseControllerAddress', () => {
  it.each([
    ['ldaps://dc1.corp.example', 'ldaps://dc1.corp.example:636', 'dc1.corp.example', 636],
    ['LDAPS://DC1.Corp.Example.:1636/', 'ldaps://dc1.corp.example:1636', 'dc1.corp.example', 1636],
    ['  ldaps://10.0.0.1:636 ', 'ldaps://10.0.0.1:636', '10.0.0.1', 636],
    ['ldaps://[2001:db8::1]', 'ldaps://[2001:db8::1]:636', '2001:db8::1', 636],
  ])('reads %s', (text, url, host, port) => {
    expect(parseControllerAddress(text)).toEqual({ address: { url, host, port } });
  });

  it.each([
    ['ldap://dc1.corp.example', 'NOT_LDAPS'],
    ['https://dc1.corp.example', 'NOT_LDAPS'],
    ['ldaps://dc1.corp.example:3269', 'GLOBAL_CATALOGUE'],
    ['ldaps://dc1.corp.example:3268', 'GLOBAL_CATALOGUE'],
    ['dc1.corp.example', 'MALFORMED'],
    ['ldaps://', 'MALFORMED'],
    ['ldaps://dc1:0', 'MALFORMED'],
    ['ldaps://dc1:70000', 'MALFORMED'],
    ['ldaps://user:secret@dc1', 'MALFORMED'],
    ['ldaps://dc1/dc=corp', 'MALFORMED'],
    ['ldaps://dc1?x', 'MALFORMED'],
    ['ldaps://dc 1', 'MALFORMED'],
    ['ldaps://-dc1', 'MALFORMED'],
    ['ldaps://[dc1]', 'MALFORMED'],
    [`ldaps://${'a'.repeat(400)}`, 'MALFORMED'],
  ])('refuses %s as %s, with a message', (text, fault) => {
    expect(parseControllerAddress(text)).toEqual({ fault, message: expect.stringMatching(/\S{3}/) });
  });
});
