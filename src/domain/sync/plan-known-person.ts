import { ACCOUNT_VALUE_NAMES, differences, isEnabled } from '../employee/account-values.js';
import type { FieldChange } from '../employee/field-change.js';
import { emailKey } from '../identifiers.js';
import { standingAfter, stateOf } from '../employee/employee-standing.js';
import { personName } from '../employee/person-name.js';
import { linkInstruction, listed, profileWith } from './plan-unknown-person.js';
import type { SyncDecision } from '../states.js';
import type { KnownAccount, PlanDomain, SnapshotPerson, SyncCandidate } from './sync-candidate.js';
import { NO_ACTION, type PlannedDecision, type ReasonCode } from './planned-decision.js';

type KnownPerson = Extract<SyncCandidate, { standing: 'PERSON' }> & { readonly account: KnownAccount };

interface Verdict {
  readonly decision: SyncDecision;
  readonly reasonCode: ReasonCode;
  readonly reason: string;
}

/** Somebody whose objectGUID is linked to an employee, by a link that is open or was closed. */
export function planKnownPerson(candidate: KnownPerson, domain: PlanDomain): PlannedDecision {
  const { account, person } = candidate;
  const rival = account.isOpen
    ? undefined
    : account.employee.otherLinks.find((link) => link.inThisDomain && !link.leaves);
  if (rival !== undefined) return cannotReturn(candidate);
  const objection = emailObjection(candidate);
  const after = objection === undefined ? person.values : { ...person.values, mail: account.values.mail };
  const changes = [
    ...differences(ACCOUNT_VALUE_NAMES, account.values, after),
    ...differences(['inPasswordGroup'], account, person),
  ];
  const instruction = linkInstruction(person, {
    employee: 'EXISTING',
    confirmed: account.confirmed,
    withholdMail: objection !== undefined,
    holder: account.passwordHolder,
    together: candidate.holder !== null || account.employee.otherLinks.some((link) => link.leaves),
  });
  return {
    ...(objection ?? verdict(candidate, changes, domain)),
    personName: personName(person.values),
    employeeId: account.employee.id,
    changes: [...changes, ...differences(['passwordHolder'], account, instruction)],
    instruction,
  };
}

/** Why a changed e-mail is withheld; undefined when it is not. The rest of the person is applied all the same. */
function emailObjection({ account, person, holder }: KnownPerson): Verdict | undefined {
  if (!changesAddress(account, person)) return undefined;
  if (account.employee.privileged) {
    return objectTo(
      'PRIVILEGED_USER',
      'belongs to somebody who may sign in to Latchkey with a role, whom no synchronisation re-addresses',
    );
  }
  if (person.sharesEmailWith.length > 0) {
    return objectTo(
      'EMAIL_TWICE_IN_DOMAIN',
      `is also that of ${listed(person.sharesEmailWith)} in the same domain`,
    );
  }
  if (holder !== null && !holder.givesUp) {
    return objectTo('EMAIL_OF_OTHER_EMPLOYEE', `is that of ${holder.employee.name}`);
  }
  return undefined;
}

/** A value that is no address takes one away, which matters only to those whom a synchronisation never re-addresses. */
function changesAddress(account: KnownAccount, person: SnapshotPerson): boolean {
  if (person.emailKey !== null) return person.emailKey !== emailKey(account.values.mail);
  return (
    account.employee.privileged && (person.values.mail ?? '').trim() !== (account.values.mail ?? '').trim()
  );
}

function objectTo(reasonCode: ReasonCode, why: string): Verdict {
  const reason = `The change of e-mail was withheld: the address ${why}. Everything else was applied.`;
  return { decision: 'CONFLICT', reasonCode, reason };
}

function verdict(candidate: KnownPerson, changes: readonly FieldChange[], domain: PlanDomain): Verdict {
  const { account } = candidate;
  if (!account.isOpen) {
    return { decision: 'RESTORE', reasonCode: 'RETURNED', reason: 'Is a member of the sync group again.' };
  }
  const [before, after] = activity(candidate);
  if (before && !after) {
    return {
      decision: 'DISABLE',
      reasonCode: 'DISABLED_IN_DIRECTORY',
      reason: 'Disabled in every domain that knows them.',
    };
  }
  if (!before && after) {
    return { decision: 'RESTORE', reasonCode: 'ENABLED_AGAIN', reason: 'Enabled in the directory again.' };
  }
  return contested(candidate, domain) ?? update(changes);
}

/**
 * Another employee came to hold an address that was this person's all along, so that it matches only the other one.
 * Named in every run until one of the two gets an address of their own.
 */
function contested({ account, person, holder }: KnownPerson, domain: PlanDomain): Verdict | undefined {
  if (person.emailKey === null || holder === null || holder.givesUp) return undefined;
  const address = emailKey(profileWith(person, account.employee, domain).email);
  if (address !== person.emailKey) return undefined;
  return {
    decision: 'CONFLICT',
    reasonCode: 'EMAIL_OF_OTHER_EMPLOYEE',
    reason: `The e-mail is also that of ${holder.employee.name}, who had it first, so it matches nobody here. Everything else was applied; give each of them an address of their own.`,
  };
}

function update(changes: readonly FieldChange[]): Verdict {
  const reason = `Changed in the directory: ${changes.map(({ field }) => field).join(', ')}.`;
  return changes.length > 0
    ? { decision: 'UPDATE', reasonCode: 'VALUES_CHANGED', reason }
    : {
        decision: 'UPDATE',
        reasonCode: 'LOOKED_AT_AGAIN',
        reason: 'Looked at again: the list or the priorities of domains had changed.',
      };
}

/** Whether the employee is active before and after this person's link has the snapshot's values. */
function activity({ account, person }: KnownPerson): [boolean, boolean] {
  const { employee } = account;
  const after = standingAfter({
    before: { source: employee.source, causes: employee.causes, deleteAfter: null },
    linksEnabled: [
      ...employee.otherLinks.filter((link) => !link.leaves).map((link) => link.enabled),
      isEnabled(person.values.userAccountControl),
    ],
    privileged: employee.privileged,
  });
  return [employee.causes.length === 0, stateOf(after.causes) === 'ACTIVE'];
}

function cannotReturn({ account, person }: KnownPerson): PlannedDecision {
  return {
    decision: 'CONFLICT',
    reasonCode: 'EMPLOYEE_HAS_ACCOUNT_IN_DOMAIN',
    reason: `Came back, but ${account.employee.name} has another account in this domain by now. Take one of the two out of the sync group.`,
    personName: personName(person.values),
    employeeId: account.employee.id,
    changes: null,
    instruction: NO_ACTION,
  };
}
