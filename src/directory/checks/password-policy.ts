import { policyDuration } from '../../domain/active-directory/directory-values.js';
import type { PolicyDuration, PolicyValues } from '../../domain/password/password-policy.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { textOf } from '../wire/ldap-entry.js';
import { failed, passed, unknown, warning, type Finding } from './check-outcome.js';
import type { SampledPerson } from './people-sample.js';

const DAY_MS = 86_400_000;

/** Maximum ages of the policies made for some people only. */
export interface FineGrainedAges {
  /** The shortest of those that could be read, in milliseconds. Undefined: none was seen. */
  readonly shortest: PolicyDuration | undefined;
  /** True: someone has such a policy and it could not be read. */
  readonly isUnreadable: boolean;
}

/** Reads the policies that apply to these people instead of the domain's. */
export async function readFineGrainedAges(
  reader: DirectoryReader,
  sample: readonly SampledPerson[],
): Promise<FineGrainedAges> {
  const policies = new Set(sample.flatMap((person) => person.passwordPolicyDn ?? []));
  const ages: (PolicyDuration | undefined)[] = [];
  for (const dn of policies) {
    const entry = await reader.object(
      dn,
      ['msDS-MaximumPasswordAge'],
      'reading a fine-grained password policy',
    );
    ages.push(entry && policyDuration(textOf(entry, 'msDS-MaximumPasswordAge')));
  }
  return { shortest: shortestOf(ages), isUnreadable: ages.includes(undefined) };
}

/** PASSWORD_POLICY. */
export function policyFinding(policy: PolicyValues | undefined): Finding {
  if (policy === undefined)
    return failed(
      'DIRECTORY_PERMISSION_DENIED',
      'The bind account cannot see the domain object, which holds the password policy. Give it read access.',
    );
  const { minLength, isComplex, history, minAge, maxAge, lockoutThreshold, lockoutDuration } = policy;
  if (minLength === undefined || isComplex === undefined || maxAge === undefined) {
    return unknown(
      "The domain's password policy cannot be read by the bind account. Passwords of 32 characters will be made.",
    );
  }
  const lockout =
    lockoutThreshold === 0
      ? 'no lock-out'
      : `lock-out after ${lockoutThreshold ?? 'an unknown number of'} wrong attempts for ${words(lockoutDuration)}`;
  return passed(
    `At least ${minLength} characters, ${isComplex ? 'complex' : 'not necessarily complex'}, history of ${history ?? 'unknown length'}, minimum age ${minAge === 'never' ? 'none' : words(minAge)}, maximum age ${maxAge === 'never' ? 'none' : words(maxAge)}, ${lockout}.`,
  );
}

/** ROTATION_PERIOD: warns when passwords would expire before they are rotated. */
export function rotationFinding(
  days: number,
  policy: PolicyValues | undefined,
  fine: FineGrainedAges,
): Finding {
  const age = shortestOf([policy?.maxAge, fine.shortest]);
  if (age !== undefined && age !== 'never' && days * DAY_MS > age) {
    return warning(
      `Passwords expire after ${words(age)}, but are rotated only every ${days} days. They will be rotated earlier than that; choose a period below ${words(age)} to have it your way.`,
    );
  }
  if (policy?.maxAge === undefined)
    return unknown(
      "The domain's maximum password age cannot be read, so that the rotation period cannot be compared with it.",
    );
  if (fine.isUnreadable)
    return unknown(
      'Some people have a password policy of their own that the bind account cannot read; passwords may expire before they are rotated. Give it read access to the password settings.',
    );
  const limit =
    age === 'never' || age === undefined ? 'passwords do not expire' : `passwords expire after ${words(age)}`;
  return passed(
    `Rotation every ${days} days fits: ${limit}. Policies made for some people only count as far as they can be seen.`,
  );
}

function shortestOf(ages: readonly (PolicyDuration | undefined)[]): PolicyDuration | undefined {
  const limits = ages.filter((age) => typeof age === 'number');
  if (limits.length > 0) return Math.min(...limits);
  return ages.includes('never') ? 'never' : undefined;
}

function words(duration: PolicyDuration | undefined): string {
  if (duration === undefined) return 'an unknown time';
  if (duration === 'never') return 'ever';
  const days = duration / DAY_MS;
  return days >= 1 ? `${Math.round(days * 10) / 10} days` : `${Math.round(duration / 60_000)} minutes`;
}
