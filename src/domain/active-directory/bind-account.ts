import { DN_LIMIT, isDistinguishedName } from './distinguished-name.js';
import { dnsName } from '../identifiers.js';
import { line, refined, type Reading, type Rule } from '../settings/input-fault.js';

/** Longest bind secret accepted, in characters. AD takes 256 from people and more from programs. */
export const BIND_SECRET_LIMIT = 1_024;

const DOWN_LEVEL = /^[^\s\\/"[\]:;|=,+*?<>]+\\[^\\/"[\]:;|=,+*?<>]+$/;

/** The account a domain is read with: a DN, a user principal name or `DOMAIN\login`. */
export const bindAccount: Rule<string> = refined(
  line(DN_LIMIT),
  (text) =>
    DOWN_LEVEL.test(text) || isUserPrincipalName(text) || isDistinguishedName(text) ? text : undefined,
  'Must be a user principal name (reader@north.example), DOMAIN\\login (NORTH\\reader) or a distinguished name (CN=Reader,OU=Service,DC=north,DC=example).',
);

/** The bind account's password, taken as it is: blanks at its ends belong to it. The fault never repeats it. */
export function bindSecret(value: unknown): Reading<string> {
  return typeof value === 'string' && value.length >= 1 && value.length <= BIND_SECRET_LIMIT
    ? { value }
    : {
        faults: [
          { path: [], message: 'Must have from 1 to 1,024 characters. Give null to remove a stored secret.' },
        ],
      };
}

/** An account by everything it could be called. */
export interface CalledAccount {
  readonly dn: string;
  readonly samAccountName: string | null;
  readonly userPrincipalName: string | null;
  /** DNS name of its domain. */
  readonly dnsName: string;
}

/** Whether a bind account, as somebody wrote it for any domain, is this account. The NetBIOS name is taken to be the usual one. */
export function isCalled(written: string, account: CalledAccount): boolean {
  const { dn, samAccountName, userPrincipalName, dnsName: domain } = account;
  const netBios = domain.split('.', 1)[0];
  const logins =
    samAccountName === null
      ? []
      : [`${samAccountName}@${domain}`, `${domain}\\${samAccountName}`, `${netBios}\\${samAccountName}`];
  const wanted = written.trim().toLowerCase();
  return [dn, userPrincipalName, ...logins].some((name) => name?.toLowerCase() === wanted);
}

function isUserPrincipalName(text: string): boolean {
  const at = text.lastIndexOf('@');
  return (
    at > 0 && !/["\\/[\]:;|=,+*?<>]/.test(text.slice(0, at)) && dnsName(text.slice(at + 1)) !== undefined
  );
}
