import { passwordHolderAfter } from '../employee/password-holder.js';
import { personName } from '../employee/person-name.js';
import type { KnownAccount, PlanDomain, SyncCandidate } from './sync-candidate.js';
import { NO_ACTION, type PlannedDecision, type ReasonCode } from './planned-decision.js';

type Absence = Exclude<SyncCandidate, { standing: 'PERSON' }>;

/** Whoever the snapshot does not show as a person of the sync group: gone, not readable, or no person at all. */
export function planAbsence(candidate: Absence, domain: PlanDomain): PlannedDecision {
  const { account } = candidate;
  const isOpen = account?.isOpen === true;
  if (candidate.standing === 'LEFT')
    return isOpen ? remove(candidate, account, domain) : goneAlready(candidate);
  if (candidate.standing === 'HELD') return isOpen ? hold(candidate, account) : goneAlready(candidate);
  if (candidate.standing === 'OTHER') {
    const kind = candidate.memberKind ?? 'OTHER';
    return {
      ...nothingFor(candidate),
      decision: 'SKIP',
      reasonCode: 'NOT_A_PERSON',
      reason: `A member of the sync group that is not a person of this domain: ${kind}.`,
    };
  }
  return unreadable(candidate, isOpen ? account : null);
}

/** The link that was open while the directory was read has been closed or deleted since. */
function goneAlready(candidate: Absence): PlannedDecision {
  return {
    ...nothingFor(candidate),
    reasonCode: 'NOT_LINKED',
    reason: 'Is no member of the sync group, and no employee is linked to them any more.',
  };
}

const NAMED_BUT_HIDDEN =
  'Named by the sync group, but the bind account may not read the person. Nobody is removed for that; give the account the right to read.';
const MAYBE_IN_HIDDEN_GROUP =
  'Not found in the groups that could be read, but something nested in them cannot be read and may hold them. Nobody is removed for that; give the account the right to read every nested group.';

function unreadable(candidate: Absence, account: KnownAccount | null): PlannedDecision {
  return {
    ...nothingFor(candidate),
    decision: 'UNREADABLE',
    reasonCode: 'NOT_READABLE',
    reason: candidate.evidence === 'SOMETHING_NESTED_IS_HIDDEN' ? MAYBE_IN_HIDDEN_GROUP : NAMED_BUT_HIDDEN,
    employeeId: account?.employee.id ?? null,
    instruction:
      account === null
        ? NO_ACTION
        : {
            ...NO_ACTION,
            action: 'MARK_UNREADABLE',
            employee: 'EXISTING',
            passwordHolder: account.passwordHolder,
          },
  };
}

function remove(candidate: Absence, account: KnownAccount, domain: PlanDomain): PlannedDecision {
  const { employee } = account;
  const isLast = employee.otherLinks.every((link) => link.leaves);
  const { reasonCode, evidence } = evidenceOf(candidate);
  return {
    ...nothingFor(candidate),
    decision: 'REMOVE',
    reasonCode,
    reason: `${evidence} ${candidate.isReplaced ? 'Another account of theirs in this domain takes its place.' : consequence(isLast, employee.privileged, domain)}`,
    employeeId: employee.id,
    instruction: {
      ...NO_ACTION,
      action: 'CLOSE',
      employee: 'EXISTING',
      confirmed: account.confirmed,
      passwordHolder: passwordHolderAfter(account.passwordHolder, {
        inSyncGroup: false,
        inPasswordGroup: false,
        confirmed: account.confirmed,
        eligible: false,
      }),
      removal: isLast ? domain.removedUserPolicy : null,
    },
  };
}

/** Gone on the same evidence; only too many are at once. */
function hold(candidate: Absence, account: KnownAccount): PlannedDecision {
  const { reasonCode, evidence } = evidenceOf(candidate);
  return {
    ...nothingFor(candidate),
    decision: 'REMOVE',
    reasonCode,
    reason: `${evidence} Held back until somebody approves it; they stay as they are.`,
    employeeId: account.employee.id,
    isHeld: true,
  };
}

function evidenceOf(candidate: Absence): { reasonCode: ReasonCode; evidence: string } {
  return candidate.evidence === 'OBJECT_READ_NOT_IN_GROUP'
    ? { reasonCode: 'LEFT_GROUP', evidence: 'Was read, and is no member of the sync group any more.' }
    : {
        reasonCode: 'NO_LONGER_NAMED',
        evidence: 'The sync group, read to its end, does not name them any more.',
      };
}

function consequence(isLast: boolean, privileged: boolean, domain: PlanDomain): string {
  if (!isLast) return 'Other domains still know them.';
  if (privileged) return 'They may sign in to Latchkey with a role, so they are kept as a manual employee.';
  const effects = {
    KEEP: 'They are kept as a manual employee.',
    DEACTIVATE: 'They are deactivated.',
    DELETE: 'They are deactivated, and deleted when the grace time is over.',
  };
  return effects[domain.removedUserPolicy];
}

function nothingFor({ account, dn }: Absence): PlannedDecision {
  return {
    decision: 'SKIP',
    reasonCode: 'NOT_A_PERSON',
    reason: '',
    personName: account === null ? dn : personName(account.values),
    employeeId: account?.employee.id ?? null,
    changes: null,
    instruction: NO_ACTION,
  };
}
