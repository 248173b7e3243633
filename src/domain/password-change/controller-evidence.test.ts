import { describe, expect, test } from '@jest/globals';
import { findingOf, hasMoved, type ControllerEvidence, type Finding } from './controller-evidence.js';

const MOVED: ControllerEvidence = { before: 1n, now: 2n };
const UNMOVED: ControllerEvidence = { before: 1n, now: 1n };
const AWAY: ControllerEvidence = { before: 1n, now: 'OUT_OF_REACH' };

describe('pwdLastSet', () => {
  test.each<[string, bigint | null, bigint | null, boolean | undefined]>([
    ['has moved when it is another one', 1n, 2n, true],
    ['has moved when it became 0', 1n, 0n, true],
    ['has moved when it is 0 no more', 0n, 1n, true],
    ['has not moved when it is the same', 1n, 1n, false],
    ['shows nothing when it was 0 and is', 0n, 0n, undefined],
    ['shows nothing when it could not be read before', null, 1n, undefined],
    ['shows nothing when it cannot be read now', 1n, null, undefined],
  ])('%s', (_what, before, now, moved) => {
    expect(hasMoved(before, now)).toBe(moved);
  });
});

describe('what a reset without an answer has done', () => {
  test.each<[string, readonly ControllerEvidence[], boolean, Finding]>([
    ['is known when its controller has moved', [MOVED], false, 'WRITTEN'],
    ['is known when one of several has', [UNMOVED, AWAY, MOVED], true, 'WRITTEN'],
    ['is nothing when none has and none can', [UNMOVED, UNMOVED], true, 'NOTHING_WRITTEN'],
    ['is not known as long as it may be under way', [UNMOVED], false, 'UNKNOWN'],
    ['is not known as long as one cannot be asked', [UNMOVED, AWAY], true, 'UNKNOWN'],
    ['is not known when one shows nothing', [UNMOVED, { before: 0n, now: 0n }], true, 'UNKNOWN'],
    ['is not known when no controller is', [], true, 'UNKNOWN'],
    [
      'is nothing where it would have said when, and 0 is still 0',
      [{ before: 0n, now: 0n, saysWhen: true }],
      true,
      'NOTHING_WRITTEN',
    ],
    ['has happened where it says when', [{ before: 0n, now: 1n, saysWhen: true }], false, 'WRITTEN'],
  ])('%s', (_what, evidence, isOver, finding) => {
    expect(findingOf(evidence, isOver)).toBe(finding);
  });
});
