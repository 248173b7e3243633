import { describe, expect, test } from '@jest/globals';
import type { AdvanceOutcome } from '../advance-parts.js';
import { paceOf, type ChangePace, type ChangeSituation } from './change-pace.js';

const situation = (differences: Partial<ChangeSituation> = {}): ChangeSituation => ({
  kind: 'ACTIVATION',
  stage: 'WAITING_FOR_KEY',
  hasEnded: false,
  copyMilliseconds: null,
  mailWaits: false,
  ...differences,
});

const outcome = (state: 'ENDED' | 'WAITING_FOR_KEY' | 'WAITING_FOR_CLAIM'): AdvanceOutcome => ({
  state,
  wake: [],
});
const again = (afterMilliseconds: number): AdvanceOutcome => ({
  state: 'AGAIN',
  afterMilliseconds,
  wake: [],
});

describe('whoever drives a change asks it again', () => {
  const withCopy = { copyMilliseconds: 899_999.2 };
  test.each<[string, AdvanceOutcome, ChangeSituation | undefined, ChangePace]>([
    ['never, once it has ended', outcome('ENDED'), situation({ hasEnded: true }), { next: 'ENDED' }],
    ['never, when it is gone with its account', again(5), undefined, { next: 'ENDED' }],
    [
      'never, when another has ended it meanwhile',
      again(5),
      situation({ hasEnded: true }),
      { next: 'ENDED' },
    ],
    [
      'after the time it names',
      again(1_500.4),
      situation(),
      { next: 'DIRECTORY', withinMilliseconds: 1_501 },
    ],
    ['not at once, again and again', again(0), situation(), { next: 'DIRECTORY', withinMilliseconds: 10 }],
    ['when told, where its key is not there', outcome('WAITING_FOR_KEY'), situation(), { next: 'UNKNOWN' }],
    ['when told, where another goes first', outcome('WAITING_FOR_CLAIM'), situation(), { next: 'UNKNOWN' }],
    [
      'when its key answers, or its copy is over',
      outcome('WAITING_FOR_KEY'),
      situation(withCopy),
      { next: 'DIRECTORY', withinMilliseconds: 900_000 },
    ],
    [
      'in our own database, where all that is left is that the key says it is done',
      outcome('WAITING_FOR_KEY'),
      situation({ ...withCopy, stage: 'VERIFIED' }),
      { next: 'DATABASE', withinMilliseconds: 900_000 },
    ],
    [
      'soon, where its copy is over and not erased yet',
      outcome('WAITING_FOR_KEY'),
      situation({ copyMilliseconds: -3 }),
      { next: 'DIRECTORY', withinMilliseconds: 10 },
    ],
  ])('%s', (_when, advanced, now, pace) => {
    expect(paceOf(advanced, now)).toEqual(pace);
  });
});
