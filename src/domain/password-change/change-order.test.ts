import { describe, expect, test } from '@jest/globals';
import { PasswordChangeKind, PasswordChangeStage } from '../states.js';
import {
  decideClaim,
  goesBefore,
  isFinalStage,
  isPausedWithDomain,
  usualOrderOf,
  type ClaimDecision,
} from './change-order.js';

const kinds = Object.values(PasswordChangeKind);

/** The most urgent first; those of one line are equally urgent. */
const LINES: readonly (readonly PasswordChangeKind[])[] = [
  ['COMPROMISE'],
  ['HAND_BACK'],
  ['ADMIN_SET', 'ADMIN_GENERATE'],
  ['USER_CHANGE'],
  ['USER_KEY_ONLY'],
  ['ACTIVATION'],
  ['ROTATION'],
];
const lineOf = (kind: PasswordChangeKind): number => LINES.findIndex((line) => line.includes(kind));
const pairs = kinds.flatMap((one) => kinds.map((other) => [one, other] as const));

describe('which of two changes goes first', () => {
  test.each(pairs)('%s and %s', (one, other) => {
    expect(goesBefore(one, other)).toBe(lineOf(one) < lineOf(other));
  });

  test('every kind has its place', () => {
    expect(LINES.flat().toSorted()).toEqual(kinds.toSorted());
  });
});

test('the order in which key and directory get a password is that of its kind unless another one is chosen', () => {
  expect(Object.fromEntries(kinds.map((kind) => [kind, usualOrderOf(kind)]))).toEqual({
    ACTIVATION: 'KEY_FIRST',
    ROTATION: 'KEY_FIRST',
    USER_CHANGE: 'KEY_FIRST',
    ADMIN_SET: 'KEY_FIRST',
    ADMIN_GENERATE: 'KEY_FIRST',
    USER_KEY_ONLY: 'KEY_ONLY',
    HAND_BACK: 'DIRECTORY_ONLY',
    COMPROMISE: 'DIRECTORY_ONLY',
  });
});

test('what nobody asked for at that moment is paused with its domain, and nothing else is', () => {
  expect(kinds.filter(isPausedWithDomain)).toEqual(['ACTIVATION', 'ROTATION']);
});

describe('who gets the claim of an account', () => {
  test('whoever asks first', () => {
    expect(kinds.map((kind) => decideClaim(kind, undefined))).toEqual(kinds.map(() => 'TAKE'));
  });

  /** What is to come of it, worked out from the lines alone. */
  const expected = (
    kind: PasswordChangeKind,
    holder: PasswordChangeKind,
    wasSent: boolean,
  ): ClaimDecision => {
    if (lineOf(kind) >= lineOf(holder)) return 'WAIT';
    if (kind === 'COMPROMISE') return 'TAKE_OVER';
    return wasSent ? 'WAIT' : 'CANCEL_AND_TAKE';
  };

  test.each(pairs.flatMap(([kind, holder]) => [true, false].map((sent) => [kind, holder, sent] as const)))(
    '%s, where %s has it (sent: %s)',
    (kind, holder, wasSent) => {
      expect(decideClaim(kind, { kind: holder, wasSent })).toBe(expected(kind, holder, wasSent));
    },
  );

  test.each<[PasswordChangeKind, PasswordChangeKind, boolean, ClaimDecision]>([
    ['COMPROMISE', 'HAND_BACK', true, 'TAKE_OVER'],
    ['HAND_BACK', 'ADMIN_SET', false, 'CANCEL_AND_TAKE'],
    ['ADMIN_SET', 'ADMIN_GENERATE', false, 'WAIT'],
    ['ADMIN_GENERATE', 'USER_CHANGE', true, 'WAIT'],
    ['USER_CHANGE', 'ROTATION', false, 'CANCEL_AND_TAKE'],
    ['USER_KEY_ONLY', 'USER_CHANGE', false, 'WAIT'],
    ['ACTIVATION', 'ROTATION', false, 'CANCEL_AND_TAKE'],
    ['ROTATION', 'ACTIVATION', false, 'WAIT'],
  ])('%s, where %s has it (sent: %s): %s', (kind, holder, wasSent, decision) => {
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
