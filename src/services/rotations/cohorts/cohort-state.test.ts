import { describe, expect, it } from '@jest/globals';
import { hasAnswered, mayWrite, whileKeyIsSilent, type CohortMember } from './cohort-state.js';

const WAITS: CohortMember = {
  id: 'one',
  stage: 'WAITING_FOR_KEY',
  hasEnded: false,
  holdsClaim: true,
  wasSent: false,
  keyInReach: true,
  changeOrder: 'KEY_FIRST',
  intent: null,
  undo: 'DISCARD',
  isDue: true,
  hasCopy: true,
  keyOwesAnswer: true,
  quietMs: 100,
};

describe('a change that waits for its key', () => {
  it.each<[ReturnType<typeof whileKeyIsSilent>, string, Partial<CohortMember>]>([
    ['WAIT', 'is about to answer', {}],
    ['GO_ON', 'has just answered', { keyOwesAnswer: false }],
    ['GO_BACK', 'is gone', { keyInReach: false }],
    ['GO_BACK', 'says nothing for long', { quietMs: 31_000 }],
    ['GO_BACK', 'answers when the password is not kept any more', { hasCopy: false }],
    ['GO_BACK', 'is not what it waits for', { keyOwesAnswer: false, quietMs: 3_000 }],
    ['LEAVE', 'is gone, and the directory has the password', { keyInReach: false, wasSent: true }],
    ['LEAVE', 'says nothing, and the directory has the password', { quietMs: 31_000, wasSent: true }],
  ])('%s when that %s', (verdict, _claim, member) => {
    expect(whileKeyIsSilent({ ...WAITS, ...member })).toBe(verdict);
  });
});

describe('a change whose key has answered', () => {
  it.each<[string, boolean, Partial<CohortMember>]>([
    ['with the password in the pending slot', true, { stage: 'ON_KEY' }],
    ['with the password in use', true, { stage: 'VERIFIED', undo: 'NOTHING', wasSent: true }],
    ['not before it does', false, { stage: 'ON_KEY', keyOwesAnswer: true }],
    ['not where something else keeps it', false, {}],
    ['not where it went back', false, { stage: 'ON_KEY', holdsClaim: false }],
  ])('%s: %s', (_claim, answered, member) => {
    expect(hasAnswered({ ...WAITS, keyOwesAnswer: false, quietMs: 60_000, ...member })).toBe(answered);
  });
});

describe('a turn that may write to the directory', () => {
  it.each<[string, boolean, Partial<CohortMember>]>([
    ['with the password on the key', true, { stage: 'ON_KEY' }],
    ['with a reset in doubt', true, { stage: 'IN_DIRECTORY', intent: 'RESET', wasSent: true }],
    ['not before the key has it', false, { stage: 'QUEUED', holdsClaim: false }],
    ['not once the directory has it', false, { stage: 'VERIFIED', wasSent: true }],
    [
      'where the directory comes first',
      true,
      { changeOrder: 'DIRECTORY_FIRST', stage: 'QUEUED', holdsClaim: false },
    ],
    ['not where it came first', false, { changeOrder: 'DIRECTORY_FIRST', wasSent: true, holdsClaim: false }],
  ])('%s: %s', (_claim, writes, member) => {
    expect(mayWrite({ ...WAITS, ...member })).toBe(writes);
  });
});
