import type { Octets } from '../values/octets.js';
import type { ResultCode } from './result-code.js';

/** Ends a request with a result other than success. The message is the diagnostic text the client reads. */
export class LdapFailure extends Error {
  constructor(
    readonly code: ResultCode,
    diagnostic: string,
    readonly details: { readonly matched?: Octets; readonly referrals?: readonly string[] } = {},
  ) {
    super(diagnostic);
    this.name = 'LdapFailure';
  }
}

/** The bytes are no LDAP message. The connection ends, as RFC 4511 4.1.1 asks. */
export class MalformedMessage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MalformedMessage';
  }
}
