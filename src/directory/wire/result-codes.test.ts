import { describe, expect, it } from '@jest/globals';
import { bindFault } from './bind-faults.js';
import { searchFault } from './result-codes.js';

const ADDRESS = 'ldaps://dc1.corp.example:636';

function result(code: number, diagnostic = ''): { code: number; diagnostic: string; cookie: undefined } {
  return { code, diagnostic, cookie: undefined };
}

describe('searchFault', () => {
  it.each([
    [3, 'DIRECTORY_INCOMPLETE'],
    [4, 'DIRECTORY_INCOMPLETE'],
    [10, 'DIRECTORY_INCOMPLETE'],
    [11, 'DIRECTORY_INCOMPLETE'],
    [51, 'DIRECTORY_INCOMPLETE'],
    [52, 'DIRECTORY_INCOMPLETE'],
    [8, 'DIRECTORY_PROTOCOL_ERROR'],
    [12, 'DIRECTORY_UNSUPPORTED'],
    [50, 'DIRECTORY_PERMISSION_DENIED'],
    [1, 'DIRECTORY_PROTOCOL_ERROR'],
    [80, 'DIRECTORY_PROTOCOL_ERROR'],
  ])('makes result %d into %s, and says what to do', (code, expected) => {
    const fault = searchFault(result(code, 'internal words'), ADDRESS, 'reading people');
    expect(fault.code).toBe(expected);
    expect(fault.message).toContain(ADDRESS);
    expect(fault.message).toContain('reading people');
    expect(fault.message).not.toContain('internal words');
    expect(fault.message).toMatch(/\b(Try|Check|Give)\b/);
    expect(String(fault.cause)).toContain('internal words');
  });
});

describe('bindFault', () => {
  it.each([
    ['52e', 'BIND_REFUSED'],
    ['525', 'BIND_REFUSED'],
    ['530', 'BIND_REFUSED'],
    ['531', 'BIND_REFUSED'],
    ['533', 'BIND_ACCOUNT_DISABLED'],
    ['775', 'BIND_ACCOUNT_LOCKED'],
    ['532', 'BIND_PASSWORD_EXPIRED'],
    ['773', 'BIND_PASSWORD_EXPIRED'],
    ['701', 'BIND_PASSWORD_EXPIRED'],
    ['fff', 'BIND_REFUSED'],
  ])('makes result 49 with data %s into %s', (data, expected) => {
    const words = `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data ${data}, v1db1`;
    const fault = bindFault(result(49, words), ADDRESS, 'reader@corp.example');
    expect(fault.code).toBe(expected);
    expect(fault.message).toContain('reader@corp.example');
    expect(fault.message).toContain(ADDRESS);
  });

  it.each([
    [34, 'BIND_REFUSED'],
    [8, 'BIND_REFUSED'],
    [51, 'DIRECTORY_INCOMPLETE'],
    [2, 'DIRECTORY_PROTOCOL_ERROR'],
  ])('makes result %d without such words into %s', (code, expected) => {
    expect(bindFault(result(code), ADDRESS, 'reader').code).toBe(expected);
  });
});
