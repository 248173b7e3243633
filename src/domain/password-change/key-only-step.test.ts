import { describe, expect, test } from '@jest/globals';
import type { KeyFirstFacts, KeyFirstState } from './key-first-step.js';
import { keyOnlyStep, type KeyOnlyStep } from './key-only-step.js';

const FACTS: KeyFirstFacts = {
  key: 'ACTIVE',
  isAssigned: true,
  isConnected: true,
  isAtJoinedWorkstation: true,
  alarm: false,
  isPaused: false,
  isAccountOpen: true,
  mayClaim: true,
  hasCopy: true,
  hasOldPassword: false,
  writeIsOpen: false,
  commitIsOpen: false,
};
const NEW: KeyFirstState = {
  stage: 'QUEUED',
  intent: null,
  undo: 'NOTHING',
  holdsClaim: false,
  wasSent: false,
  isDue: true,
  isTyped: true,
  isOwners: false,
};
const ON_WAY: KeyFirstState = {
  ...NEW,
  stage: 'WAITING_FOR_KEY',
  intent: 'WRITE_TO_KEY',
  undo: 'DISCARD',
  holdsClaim: true,
};
const ON_KEY: KeyFirstState = { ...ON_WAY, stage: 'ON_KEY', intent: null };
const TRIED: KeyFirstState = { ...ON_KEY, intent: 'COMMIT', undo: 'FORWARD' };
const over = { step: 'GIVE_UP', why: 'COPY_OVER' };
const wait = (reason: string): object => ({ step: 'WAIT', reason });

describe('a password for the key alone', () => {
  test.each<[string, KeyFirstState, Partial<KeyFirstFacts>, KeyOnlyStep['step'] | object]>([
    ['goes to the key that is there', NEW, {}, 'PREPARE'],
    ['waits for the key', NEW, { isConnected: false }, wait('KEY_NOT_CONNECTED')],
    ['waits while the alarm stands', NEW, { alarm: true }, wait('ALARM_RAISED')],
    ['waits for a change that goes first', NEW, { mayClaim: false }, 'WAIT_FOR_CLAIM'],
    ['waits for its next attempt', { ...NEW, isDue: false }, {}, 'LATER'],
    ['is given up once it is not kept any more', NEW, { hasCopy: false }, over],
    ['waits for the key to take it', ON_WAY, { writeIsOpen: true }, 'AWAIT_KEY'],
    ['is written again where that was cancelled', ON_WAY, {}, 'WRITE_AGAIN'],
    ['is given up on its way as well', ON_WAY, { writeIsOpen: true, hasCopy: false }, over],
    ['is tried', ON_KEY, {}, 'TRY_PASSWORD'],
    ['is not tried before it is time', { ...ON_KEY, isDue: false }, {}, 'LATER'],
    ['is not tried when it is not kept any more', ON_KEY, { hasCopy: false }, over],
    ['is used by the key once it was tried', TRIED, { hasCopy: false }, 'COMMIT'],
    ['waits for the key to use it', TRIED, { commitIsOpen: true }, 'AWAIT_KEY'],
    ['is done when the key uses it', { ...TRIED, undo: 'NOTHING' }, { hasCopy: false }, 'COMPLETE'],
    ['is given up with the key', TRIED, { key: 'GONE' }, { step: 'GIVE_UP', why: 'KEY_GONE' }],
    ['is given up with the account', NEW, { isAccountOpen: false }, { step: 'GIVE_UP', why: 'ACCOUNT_GONE' }],
  ])('%s', (_what, state, facts, expected) => {
    const step = keyOnlyStep(state, { ...FACTS, ...facts });
    expect(step).toEqual(typeof expected === 'string' ? { step: expected } : expected);
  });
});
