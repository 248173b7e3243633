import { differences, profileOfAccount } from '../employee/account-values.js';
import type { FieldChange } from '../employee/field-change.js';
import { emailKey } from '../identifiers.js';
import { isCoveredBy } from '../mail-suffixes.js';
import { isEligibleForManagedPassword, passwordHolderAfter } from '../employee/password-holder.js';
import { personName } from '../employee/person-name.js';
import { mergeProfile, PROFILE_FIELDS, type LinkValues, type Profile } from '../employee/profile.js';
import type { PasswordHolder } from '../states.js';
import type {
  KnownEmployee,
  KnownLink,
  PlanDomain,
  SnapshotPerson,
  SyncCandidate,
} from './sync-candidate.js';
import {
  NO_ACTION,
  type PlannedDecision,
  type ReasonCode,
  type SyncInstruction,
} from './planned-decision.js';

type UnknownPerson = Extract<SyncCandidate, { standing: 'PERSON' }>;

/** Somebody whose objectGUID we have never linked: created, attached to an employee with the same e-mail, or a conflict. */
export function planUnknownPerson(candidate: UnknownPerson, domain: PlanDomain): PlannedDecision {
  const { person, holder } = candidate;
  if (person.sharesEmailWith.length > 0) {
    return conflict(
      person,
      'EMAIL_TWICE_IN_DOMAIN',
      `The e-mail is also that of ${listed(person.sharesEmailWith)} in the same domain, so it says nothing about who this is. Nothing was created; give each of them an address of their own.`,
    );
  }
  if (holder === null || holder.givesUp) return create(person, holder !== null);
  return attach(candidate, holder.employee, domain);
}

function create(person: SnapshotPerson, together: boolean): PlannedDecision {
  return {
    decision: 'CREATE',
    reasonCode: 'NEW_PERSON',
    reason: 'A member of the sync group whom no employee stands for yet.',
    personName: personName(person.values),
    employeeId: null,
    changes: null,
    instruction: linkInstruction(person, { employee: 'NEW', confirmed: true, together }),
  };
}

function attach({ person }: UnknownPerson, employee: KnownEmployee, domain: PlanDomain): PlannedDecision {
  if (employee.privileged) {
    return conflict(
      person,
      'EMAIL_OF_PRIVILEGED_USER',
      `The e-mail is that of ${employee.name}, who may sign in to Latchkey with a role. Such an employee is never attached by e-mail. Nothing was created.`,
    );
  }
  const rival = employee.otherLinks.find((link) => link.inThisDomain && !link.leaves);
  if (rival !== undefined) {
    return conflict(
      person,
      'EMAIL_TWICE_IN_DOMAIN',
      `The e-mail is that of ${employee.name}, who already has an account in this domain. Nothing was created; give each of them an address of their own.`,
    );
  }
  const manual = employee.source === 'MANUAL';
  return {
    decision: manual ? 'ADOPT' : 'MERGE',
    reasonCode: manual ? 'SAME_EMAIL_AS_MANUAL_EMPLOYEE' : 'SAME_EMAIL_AS_EMPLOYEE',
    reason: manual
      ? `Has the e-mail of ${employee.name}, who was entered by hand and is synchronised from now on.`
      : `Has the e-mail of ${employee.name}, whom another account stands for already.`,
    personName: personName(person.values),
    employeeId: employee.id,
    changes: profileChanges(person, employee, domain),
    instruction: linkInstruction(person, {
      employee: 'EXISTING',
      confirmed: isConfirmed(person, employee, domain),
      together: employee.otherLinks.some((link) => link.leaves),
    }),
  };
}

/**
 * A link gained by e-mail is only as good as the word of both domains: this one must be declared to speak for the
 * address, and so must one that brought this very address to the employee, unless an administrator typed it. Otherwise
 * anybody who may write an e-mail attribute in some domain could take over the account of a stranger in another.
 */
function isConfirmed({ emailKey: claimed }: SnapshotPerson, employee: KnownEmployee, domain: PlanDomain) {
  if (claimed === null || !isCoveredBy(domain.mailSuffixes, claimed)) return false;
  const vouches = (link: KnownLink) => link.suffixCovers && emailKey(link.values.email) === claimed;
  return employee.enteredByHand || employee.otherLinks.some(vouches);
}

function profileChanges(person: SnapshotPerson, employee: KnownEmployee, domain: PlanDomain): FieldChange[] {
  const { profile: before } = employee;
  return differences(PROFILE_FIELDS, before, profileWith(person, employee, domain));
}

/** The employee's profile when this person's link has the snapshot's values. */
export function profileWith(person: SnapshotPerson, employee: KnownEmployee, domain: PlanDomain): Profile {
  const own: LinkValues = {
    accountId: '',
    priority: domain.priority,
    seniority: domain.seniority,
    values: profileOfAccount(person.values),
  };
  return mergeProfile([...employee.otherLinks.filter((link) => !link.leaves), own]).profile;
}

/** How the snapshot's values become a link of this person. */
export function linkInstruction(
  person: SnapshotPerson,
  link: {
    employee: 'NEW' | 'EXISTING';
    confirmed: boolean;
    together: boolean;
    withholdMail?: boolean;
    holder?: PasswordHolder;
  },
): SyncInstruction {
  const eligible = isEligibleForManagedPassword({
    rid: person.values.rid,
    userAccountControl: person.values.userAccountControl,
    isBindAccount: person.isBindAccount,
  });
  const facts = {
    inSyncGroup: true,
    inPasswordGroup: person.inPasswordGroup,
    confirmed: link.confirmed,
    eligible,
  };
  return {
    action: 'LINK',
    employee: link.employee,
    confirmed: link.confirmed,
    withholdMail: link.withholdMail ?? false,
    passwordHolder: passwordHolderAfter(link.holder ?? 'UNMANAGED', facts),
    removal: null,
    together: link.together,
  };
}

function conflict(person: SnapshotPerson, reasonCode: ReasonCode, reason: string): PlannedDecision {
  return {
    decision: 'CONFLICT',
    reasonCode,
    reason,
    personName: personName(person.values),
    employeeId: null,
    changes: null,
    instruction: NO_ACTION,
  };
}

/** At most three names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
