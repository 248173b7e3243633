import { attributeTypes } from '../schema/attribute-types.js';
import type { Entry } from '../store/entry.js';
import { textOfOctets } from '../values/octets.js';
import type { PasswordPolicy } from './password-policy.js';

const LEAST_KINDS = 3;
const SHORTEST_NAME_PART = 3;
const kinds: readonly RegExp[] = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u, /[\p{Lo}\p{Lm}\p{Lt}]/u];

/** Why the length or complexity rules refuse a password for an account; undefined when they accept it. */
export function passwordObjection(
  policy: PasswordPolicy,
  account: Entry,
  password: string,
): string | undefined {
  if (password.length < policy.minimumLength)
    return `the password is too short. It should be equal or longer than ${policy.minimumLength} characters!`;
  if (policy.mustBeComplex && !isComplex(account, password))
    return 'the password does not meet the complexity criteria!';
  return undefined;
}

/** Three of five kinds of characters, and neither the login nor a longer part of the display name. */
function isComplex(account: Entry, password: string): boolean {
  if (kinds.filter((kind) => kind.test(password)).length < LEAST_KINDS) return false;
  const lower = password.toLowerCase();
  return !forbiddenParts(account).some((part) => lower.includes(part));
}

function forbiddenParts(account: Entry): string[] {
  const text = (type: (typeof attributeTypes)['displayName']): string =>
    textOfOctets(account.attributes.first(type) ?? account.name.value)?.toLowerCase() ?? '';
  const displayName = account.attributes.has(attributeTypes.displayName)
    ? text(attributeTypes.displayName).split(/[,.\-_ #\t]+/)
    : [];
  return [text(attributeTypes.sAMAccountName), ...displayName].filter(
    (part) => part.length >= SHORTEST_NAME_PART,
  );
}
