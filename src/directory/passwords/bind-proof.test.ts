import { describe, expect, it } from '@jest/globals';
import type { BindProof } from '../password-directory.js';
import { bindProof } from './bind-proof.js';

const ADDRESS = 'ldaps://dc1.corp.example:636';
const windows = (data: string): string =>
  `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${data}, v4563`;
const proof = (code: number, diagnostic = ''): BindProof =>
  bindProof({ code, diagnostic, cookie: undefined }, ADDRESS);

describe('a bind that is answered', () => {
  it.each([
    ['530', 'LOG_ON_HOURS'],
    ['531', 'WORKSTATION'],
    ['532', 'PASSWORD_EXPIRED'],
    ['533', 'DISABLED'],
    ['701', 'ACCOUNT_EXPIRED'],
    ['773', 'MUST_CHANGE'],
  ])('with %s proves the password, and says %s', (data, restriction) => {
    expect(proof(49, windows(data))).toEqual({ outcome: 'PROVED_BUT_RESTRICTED', restriction });
  });

  it.each([
    ['52e', 'WRONG'],
    ['52E', 'WRONG'],
    ['775', 'LOCKED'],
    ['52f', 'LOG_ON_TYPE_REFUSED'],
    ['568', 'LOG_ON_TYPE_REFUSED'],
    ['569', 'LOG_ON_TYPE_REFUSED'],
  ])('with %s is %s', (data, outcome) => {
    expect(proof(49, windows(data))).toEqual({ outcome });
  });

  it('with success proves the password', () => {
    expect(proof(0)).toEqual({ outcome: 'PROVED' });
  });

  it.each<[string, number, string]>([
    ['no reason', 49, ''],
    ['a reason nobody knows', 49, windows('57')],
    ['a name that is nobody’s', 49, windows('525')],
    ['the words of a wrong password and another result', 53, windows('52e')],
    ['a restriction and another result', 1, windows('533')],
    ['busy', 51, ''],
    ['a demand for a signed connection', 8, ''],
    ['a result that is none of LDAP’s', 4_711, ''],
  ])('with %s shows nothing', (_what, code, diagnostic) => {
    expect(proof(code, diagnostic)).toMatchObject({
      outcome: 'UNANSWERED',
      failure: { code: 'DIRECTORY_PROTOCOL_ERROR' },
    });
  });
});
