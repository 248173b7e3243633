import { describe, expect, test } from '@jest/globals';
import { PasswordChangeKind, PasswordChangeStage } from '../states.js';
import { decideClaim, goesBefore, isFinalStage, type ClaimDecision } from './change-order.js';

const kinds = Object.values(PasswordChangeKind);

describe('which of two changes goes first', () => {
  test.each([
    ['COMPROMISE', 'HAND_BACK'],
    ['COMPROMISE', 'ACTIVATION'],
    ['HAND_BACK', 'ACTIVATION'],
  ] as const)('%s goes before %s, and never the other way round', (one, other) => {
    expect([goesBefore(one, other), goesBefore(other, one)]).toEqual([true, false]);
  });

  test('none goes before one of its own kind', () => {
    expect(kinds.filter((kind) => goesBefore(kind, kind))).toEqual([]);
  });
});

describe('who gets the claim of an account', () => {
  test('whoever asks first', () => {
    expect(kinds.map((kind) => decideClaim(kind, undefined))).toEqual(kinds.map(() => 'TAKE'));
  });

  const table: readonly [PasswordChangeKind, PasswordChangeKind, boolean, ClaimDecision][] = [
    ['COMPROMISE', 'COMPROMISE', false, 'WAIT'],
    ['COMPROMISE', 'HAND_BACK', false, 'TAKE_OVER'],
    ['COMPROMISE', 'HAND_BACK', true, 'TAKE_OVER'],
    ['COMPROMISE', 'ACTIVATION', false, 'TAKE_OVER'],
    ['COMPROMISE', 'ACTIVATION', true, 'TAKE_OVER'],
    ['HAND_BACK', 'COMPROMISE', false, 'WAIT'],
    ['HAND_BACK', 'HAND_BACK', false, 'WAIT'],
    ['HAND_BACK', 'ACTIVATION', false, 'CANCEL_AND_TAKE'],
    ['HAND_BACK', 'ACTIVATION', true, 'WAIT'],
    ['ACTIVATION', 'COMPROMISE', true, 'WAIT'],
    ['ACTIVATION', 'HAND_BACK', false, 'WAIT'],
    ['ACTIVATION', 'ACTIVATION', false, 'WAIT'],
  ];
  test.each(table)('%s, where %s has it (sent: %s): %s', (kind, holder, wasSent, decision) => {
    expect(decideClaim(kind, { kind: holder, wasSent })).toBe(decision);
  });
});

test('a change is over exactly in the stages from which none leads on', () => {
  expect(Object.values(PasswordChangeStage).filter(isFinalStage)).toEqual([
    'COMPLETED',
    'FAILED',
    'NEEDS_ATTENTION',
    'CANCELLED',
  ]);
});
