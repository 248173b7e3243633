import { withHeldChanges } from './held-changes.js';
import { planAbsence } from './plan-absence.js';
import { planKnownPerson } from './plan-known-person.js';
import { planUnknownPerson } from './plan-unknown-person.js';
import type { PlannedDecision } from './planned-decision.js';
import type { PlanDomain, SyncCandidate } from './sync-candidate.js';

/** The one decision about one objectGUID of a snapshot. Planning again on the result yields nothing new. */
export function decide(candidate: SyncCandidate, domain: PlanDomain): PlannedDecision {
  if (candidate.standing !== 'PERSON') return planAbsence(candidate, domain);
  const { account, person, held } = candidate;
  if (account === null) return planUnknownPerson(candidate, domain);
  return withHeldChanges(planKnownPerson({ ...candidate, account }, domain), account, person, held);
}
