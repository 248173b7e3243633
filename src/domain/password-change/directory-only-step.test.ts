import { describe, expect, test } from '@jest/globals';
import {
  directoryOnlyStep,
  type DirectoryOnlyFacts,
  type DirectoryOnlyState,
} from './directory-only-step.js';

const CLAIMED: DirectoryOnlyState = {
  isTyped: false,
  stage: 'QUEUED',
  holdsClaim: true,
  wasSent: false,
  isDue: true,
};
const FREE: DirectoryOnlyFacts = { mayClaim: true, hasCopy: false };

describe('a password that no key is to have', () => {
  const table: readonly [string, Partial<DirectoryOnlyState>, Partial<DirectoryOnlyFacts>, string][] = [
    ['is claimed first', { holdsClaim: false }, {}, 'CLAIM'],
    ['waits for one that goes first', { holdsClaim: false }, { mayClaim: false }, 'WAIT_FOR_CLAIM'],
    ['is claimed whatever the time of the next attempt', { holdsClaim: false, isDue: false }, {}, 'CLAIM'],
    ['is then reset twice', {}, {}, 'RESET_TWICE'],
    ['is tried again when it is time', { isDue: false }, {}, 'LATER'],
    ['starts over where it was interrupted', { stage: 'IN_DIRECTORY', wasSent: true }, {}, 'RESET_TWICE'],
    ['waits out what may be under way', { stage: 'VERIFIED', wasSent: true, isDue: false }, {}, 'LATER'],
    ['is looked at once more after that', { stage: 'VERIFIED', wasSent: true }, {}, 'LOOK_AGAIN'],
  ];
  test.each(table)('%s', (_name, state, facts, step) => {
    expect(directoryOnlyStep({ ...CLAIMED, ...state }, { ...FREE, ...facts })).toEqual({ step });
  });
});

describe('one that somebody has typed', () => {
  const typed = { ...CLAIMED, isTyped: true } as const;

  test('goes on as long as it is kept', () => {
    expect(directoryOnlyStep(typed, { ...FREE, hasCopy: true })).toEqual({ step: 'RESET_TWICE' });
  });

  test.each(['QUEUED', 'IN_DIRECTORY'] as const)('is given up in %s once it is not', (stage) => {
    for (const holdsClaim of [true, false])
      expect(directoryOnlyStep({ ...typed, stage, holdsClaim }, FREE)).toEqual({ step: 'GIVE_UP' });
  });

  test('needs it no more once the directory has it', () => {
    const verified = { ...typed, stage: 'VERIFIED', wasSent: true } as const;
    expect(directoryOnlyStep(verified, FREE)).toEqual({ step: 'LOOK_AGAIN' });
  });
});
