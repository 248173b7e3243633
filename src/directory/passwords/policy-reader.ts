import { policyDuration, smallInteger } from '../../domain/active-directory/directory-values.js';
import {
  effectivePolicy,
  type PasswordPolicy,
  type PolicyValues,
} from '../../domain/password/password-policy.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { textOf, type LdapEntry } from '../wire/ldap-entry.js';

const DOMAIN_ATTRIBUTES = [
  'minPwdLength',
  'pwdProperties',
  'pwdHistoryLength',
  'minPwdAge',
  'maxPwdAge',
  'lockoutThreshold',
  'lockoutDuration',
];
const FINE_GRAINED_ATTRIBUTES = [
  'msDS-MinimumPasswordLength',
  'msDS-PasswordComplexityEnabled',
  'msDS-PasswordHistoryLength',
  'msDS-MinimumPasswordAge',
  'msDS-MaximumPasswordAge',
  'msDS-LockoutThreshold',
  'msDS-LockoutDuration',
];
/** pwdProperties: passwords have to be complex (MS-SAMR 2.2.1.3). */
const COMPLEXITY = 0x1;

/** The domain's own policy. Undefined when the account may not see the domain object. */
export async function readDomainPolicy(reader: DirectoryReader): Promise<PolicyValues | undefined> {
  const entry = await reader.object(
    reader.rootDse.defaultNamingContext,
    DOMAIN_ATTRIBUTES,
    'reading the password policy',
  );
  return entry && domainPolicyOf(entry);
}

/**
 * The policy in force for an account whose own policy has this DN, or that has none. One that is named and cannot be read
 * leaves everything unknown: a controller hides the object, or shows it without its values.
 */
export async function readEffectivePolicy(
  reader: DirectoryReader,
  dn: string | undefined,
): Promise<PasswordPolicy> {
  if (dn === undefined)
    return effectivePolicy({ fineGrained: 'NONE_NAMED', domain: await readDomainPolicy(reader) });
  const entry = await reader.object(dn, FINE_GRAINED_ATTRIBUTES, 'reading a fine-grained password policy');
  const isReadable = entry !== undefined && FINE_GRAINED_ATTRIBUTES.some((name) => textOf(entry, name));
  return effectivePolicy({
    fineGrained: isReadable ? fineGrainedPolicyOf(entry) : 'UNREADABLE',
    domain: undefined,
  });
}

function domainPolicyOf(entry: LdapEntry): PolicyValues {
  const properties = smallInteger(textOf(entry, 'pwdProperties'));
  return {
    minLength: smallInteger(textOf(entry, 'minPwdLength')),
    isComplex: properties === undefined ? undefined : (properties & COMPLEXITY) !== 0,
    history: smallInteger(textOf(entry, 'pwdHistoryLength')),
    minAge: policyDuration(textOf(entry, 'minPwdAge')),
    maxAge: policyDuration(textOf(entry, 'maxPwdAge')),
    lockoutThreshold: smallInteger(textOf(entry, 'lockoutThreshold')),
    lockoutDuration: policyDuration(textOf(entry, 'lockoutDuration')),
  };
}

function fineGrainedPolicyOf(entry: LdapEntry): PolicyValues {
  return {
    minLength: smallInteger(textOf(entry, 'msDS-MinimumPasswordLength')),
    isComplex: truth(textOf(entry, 'msDS-PasswordComplexityEnabled')),
    history: smallInteger(textOf(entry, 'msDS-PasswordHistoryLength')),
    minAge: policyDuration(textOf(entry, 'msDS-MinimumPasswordAge')),
    maxAge: policyDuration(textOf(entry, 'msDS-MaximumPasswordAge')),
    lockoutThreshold: smallInteger(textOf(entry, 'msDS-LockoutThreshold')),
    lockoutDuration: policyDuration(textOf(entry, 'msDS-LockoutDuration')),
  };
}

function truth(text: string | undefined): boolean | undefined {
  if (text === 'TRUE') return true;
  return text === 'FALSE' ? false : undefined;
}
