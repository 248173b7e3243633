import { describe, expect, test } from '@jest/globals';
import { WorkstationState } from '../states.js';
import { mayConnect, WORKSTATION_DECISIONS, workstationAfter } from './workstation-transitions.js';

const NEXT: Readonly<Record<string, string | undefined>> = {
  'PENDING APPROVE': 'APPROVED',
  'PENDING REJECT': 'REJECTED',
  'PENDING REVOKE': undefined,
  'APPROVED APPROVE': 'APPROVED',
  'APPROVED REJECT': undefined,
  'APPROVED REVOKE': 'REVOKED',
  'REJECTED APPROVE': 'APPROVED',
  'REJECTED REJECT': 'REJECTED',
  'REJECTED REVOKE': undefined,
  'REVOKED APPROVE': undefined,
  'REVOKED REJECT': undefined,
  'REVOKED REVOKE': 'REVOKED',
};

const pairs = Object.values(WorkstationState).flatMap((state) =>
  WORKSTATION_DECISIONS.map((decision) => ({ state, decision, next: NEXT[`${state} ${decision}`] })),
);

describe('what becomes of a workstation', () => {
  test('is told for every pair of state and decision', () => {
    expect(pairs.map(({ state, decision }) => `${state} ${decision}`).toSorted()).toEqual(
      Object.keys(NEXT).toSorted(),
    );
  });

  test.each(pairs)('that is $state by $decision is: $next', ({ state, decision, next }) => {
    const { state: after, refusal } = workstationAfter(state, decision);
    expect(after).toBe(next);
    expect(refusal === undefined).toBe(next !== undefined);
  });

  test('that was rejected or revoked is no connection', () => {
    expect(Object.values(WorkstationState).filter(mayConnect)).toEqual(['PENDING', 'APPROVED']);
  });
});
