import { describe, expect, test } from '@jest/globals';
import { directoryFirstStep, type DirectoryFirstStep } from './directory-first-step.js';
import type { KeyFirstFacts, KeyFirstState } from './key-first-step.js';

/** A key that is in a drawer. */
const AWAY: KeyFirstFacts = {
  key: 'ACTIVE',
  isAssigned: true,
  isConnected: false,
  isAtJoinedWorkstation: false,
  alarm: false,
  isPaused: false,
  isAccountOpen: true,
  mayClaim: true,
  hasCopy: true,
  hasOldPassword: false,
  writeIsOpen: true,
  commitIsOpen: false,
};
const NEW: KeyFirstState = {
  stage: 'QUEUED',
  intent: null,
  undo: 'NOTHING',
  holdsClaim: false,
  wasSent: false,
  isDue: true,
  isTyped: false,
  isOwners: false,
};
const CLAIMED: KeyFirstState = { ...NEW, undo: 'DISCARD', holdsClaim: true };
const IN_DOUBT: KeyFirstState = { ...CLAIMED, intent: 'RESET', undo: 'FORWARD', wasSent: true };
const IN_DIRECTORY: KeyFirstState = { ...IN_DOUBT, stage: 'IN_DIRECTORY', intent: 'VERIFY' };
const AHEAD: KeyFirstState = { ...IN_DIRECTORY, stage: 'WAITING_FOR_KEY', intent: null, holdsClaim: false };
const ON_KEY: KeyFirstState = { ...AHEAD, stage: 'ON_KEY' };
const wait = (reason: string): object => ({ step: 'WAIT', reason });

type Row = [string, KeyFirstState, Partial<KeyFirstFacts>, DirectoryFirstStep['step'] | object];

function check(_what: string, state: KeyFirstState, facts: Partial<KeyFirstFacts>, expected: Row[3]): void {
  const step = directoryFirstStep(state, { ...AWAY, ...facts });
  expect(step).toEqual(typeof expected === 'string' ? { step: expected } : expected);
}

describe('a change that the directory gets first', () => {
  test.each<Row>([
    ['begins though the key is away', NEW, {}, 'PREPARE'],
    ['begins for a key that is yet to be activated', NEW, { key: 'NOT_NOW' }, 'PREPARE'],
    ['waits for a key that is locked', NEW, { key: 'NOT_NOW', isAssigned: false }, wait('KEY_NOT_ACTIVE')],
    ['waits while the alarm stands', NEW, { alarm: true }, wait('ALARM_RAISED')],
    ['waits while its domain is paused', NEW, { isPaused: true }, wait('PASSWORDS_PAUSED')],
    ['waits for a change that goes first', NEW, { mayClaim: false }, 'WAIT_FOR_CLAIM'],
    ['waits for its next attempt', { ...NEW, isDue: false }, {}, 'LATER'],
    ['is given up with the key', NEW, { key: 'GONE' }, { step: 'GIVE_UP', why: 'KEY_GONE' }],
    ['is given up with the account', NEW, { isAccountOpen: false }, { step: 'GIVE_UP', why: 'ACCOUNT_GONE' }],
    [
      'is given up once what was typed is not kept any more',
      { ...NEW, isTyped: true },
      { hasCopy: false },
      { step: 'GIVE_UP', why: 'COPY_OVER' },
    ],
  ])('and that has claimed nothing %s', check);

  test.each<Row>([
    ['asks the directory', CLAIMED, {}, 'RESET'],
    ['asks it whatever the alarm', CLAIMED, { alarm: true }, 'RESET'],
    ['does not before it is time', { ...CLAIMED, isDue: false }, {}, 'LATER'],
    ['begins anew without its copy', CLAIMED, { hasCopy: false }, 'BEGIN_ANEW'],
    ['is given up with the key', CLAIMED, { key: 'GONE' }, { step: 'GIVE_UP', why: 'KEY_GONE' }],
    ['sets the same once more in doubt', IN_DOUBT, {}, 'RESET'],
    ['finds out what became of it without its copy', IN_DOUBT, { hasCopy: false }, 'FIND_OUT'],
    ['looks whether the directory has it', IN_DIRECTORY, {}, 'VERIFY'],
    ['settles the directory’s side without the key', IN_DIRECTORY, { key: 'GONE' }, 'SETTLE'],
    ['goes on though the account has left', IN_DIRECTORY, { isAccountOpen: false }, 'VERIFY'],
  ])('and that has the claim %s', check);

  test.each<Row>([
    ['waits for its key', AHEAD, { hasCopy: false }, 'AWAIT_KEY'],
    ['waits for a key that is locked', AHEAD, { key: 'NOT_NOW', isAssigned: false }, 'AWAIT_KEY'],
    ['is lost with its key', AHEAD, { key: 'GONE' }, 'LOSE'],
    ['is lost with what was sealed to the key', AHEAD, { writeIsOpen: false }, 'LOSE'],
    ['has the key use it once it is there', ON_KEY, { writeIsOpen: false }, 'COMMIT'],
    ['waits for the key to use it', ON_KEY, { writeIsOpen: false, commitIsOpen: true }, 'AWAIT_KEY'],
    ['is done when the key uses it', { ...ON_KEY, undo: 'NOTHING' }, { writeIsOpen: false }, 'COMPLETE'],
    ['is lost with a key that has not put it to use', ON_KEY, { key: 'GONE' }, 'LOSE'],
  ])('and that is ahead of its key %s', check);
});
