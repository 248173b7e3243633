import { describe, expect, test } from '@jest/globals';
import { keyFirstStep, type KeyFirstFacts, type KeyFirstState, type KeyFirstStep } from './key-first-step.js';

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
  isTyped: false,
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
const IN_DOUBT: KeyFirstState = { ...ON_KEY, intent: 'RESET', undo: 'FORWARD', wasSent: true };
const IN_DIRECTORY: KeyFirstState = { ...IN_DOUBT, stage: 'IN_DIRECTORY', intent: 'VERIFY' };
const VERIFIED: KeyFirstState = { ...IN_DIRECTORY, stage: 'VERIFIED', intent: 'COMMIT' };
const IN_USE: KeyFirstState = { ...VERIFIED, intent: null, undo: 'NOTHING' };

const wait = (reason: string): object => ({ step: 'WAIT', reason });
type Row = [string, KeyFirstState, Partial<KeyFirstFacts>, KeyFirstStep['step'] | object];

describe('a change that the key gets first', () => {
  test.each<Row>([
    ['begins when the key is there', NEW, {}, 'PREPARE'],
    ['waits for its next attempt', { ...NEW, isDue: false }, {}, 'LATER'],
    ['waits for a key that is not connected', NEW, { isConnected: false }, wait('KEY_NOT_CONNECTED')],
    ['waits for a key that is suspended', NEW, { key: 'NOT_NOW' }, wait('KEY_NOT_ACTIVE')],
    ['waits while the alarm stands', NEW, { alarm: true, isConnected: false }, wait('ALARM_RAISED')],
    ['waits while the domain is paused', NEW, { isPaused: true }, wait('PASSWORDS_PAUSED')],
    [
      'waits for a workstation of the domain',
      NEW,
      { isAtJoinedWorkstation: false },
      wait('WORKSTATION_NOT_JOINED'),
    ],
    ['waits for a change that goes first', NEW, { mayClaim: false }, 'WAIT_FOR_CLAIM'],
    ['is given up when the key is gone', NEW, { key: 'GONE' }, { step: 'GIVE_UP', why: 'KEY_GONE' }],
    [
      'is given up when what somebody typed is not kept any more',
      { ...NEW, isTyped: true },
      { hasCopy: false, isConnected: false },
      { step: 'GIVE_UP', why: 'COPY_OVER' },
    ],
    ['needs no copy of what nobody typed', NEW, { hasCopy: false }, 'PREPARE'],
    [
      'is given up when the account is not synchronised any more',
      NEW,
      { isAccountOpen: false },
      { step: 'GIVE_UP', why: 'ACCOUNT_GONE' },
    ],
  ])('and that has claimed nothing %s', check);

  test.each<Row>([
    ['waits for the key', ON_WAY, { writeIsOpen: true }, 'AWAIT_KEY'],
    ['waits whatever the alarm', ON_WAY, { writeIsOpen: true, alarm: true, isConnected: false }, 'AWAIT_KEY'],
    ['is written again when the task was cancelled', ON_WAY, {}, 'WRITE_AGAIN'],
    ['is not written again before it is time', { ...ON_WAY, isDue: false }, {}, 'LATER'],
    ['is not written to a key that is locked', ON_WAY, { key: 'NOT_NOW' }, 'AWAIT_KEY'],
    ['begins anew without its copy', ON_WAY, { writeIsOpen: true, hasCopy: false }, 'BEGIN_ANEW'],
    ['is given up with the key', ON_WAY, { key: 'GONE' }, { step: 'GIVE_UP', why: 'KEY_GONE' }],
  ])('and that is on its way to it %s', check);

  const owners = (state: KeyFirstState): KeyFirstState => ({ ...state, isOwners: true });
  const OLD = { hasOldPassword: true };

  test.each<Row>([
    ['begins with the old password', owners(NEW), OLD, 'PREPARE'],
    ['is given up without it', owners(NEW), {}, { step: 'GIVE_UP', why: 'COPY_OVER' }],
    ['is a change, not a reset', owners(ON_KEY), OLD, 'CHANGE'],
    ['is not sent without the old password', owners(ON_KEY), {}, 'BEGIN_ANEW'],
    ['is never sent twice', owners(IN_DOUBT), {}, 'SETTLE_CHANGE'],
    ['is not settled before it is time', owners({ ...IN_DOUBT, isDue: false }), {}, 'LATER'],
    ['is found out without its copy', owners(IN_DOUBT), { hasCopy: false }, 'FIND_OUT'],
    ['is verified as any other', owners(IN_DIRECTORY), {}, 'VERIFY'],
  ])('and that its owner wants %s', check);

  test.each<Row>([
    ['goes into the directory', ON_KEY, {}, 'RESET'],
    ['does though the key was taken out meanwhile', ON_KEY, { isConnected: false }, 'RESET'],
    ['does though the alarm was raised meanwhile', ON_KEY, { alarm: true, isConnected: false }, 'RESET'],
    ['does not while the key is locked', ON_KEY, { key: 'NOT_NOW' }, 'AWAIT_KEY'],
    ['does not while the domain is paused', ON_KEY, { isPaused: true }, 'AWAIT_KEY'],
    ['does not before it is time', { ...ON_KEY, isDue: false }, {}, 'LATER'],
    ['begins anew without its copy', ON_KEY, { hasCopy: false }, 'BEGIN_ANEW'],
    ['is given up with the key', ON_KEY, { key: 'GONE' }, { step: 'GIVE_UP', why: 'KEY_GONE' }],
  ])('and that is on it %s', check);

  test.each<Row>([
    ['is sent again', IN_DOUBT, {}, 'RESET'],
    ['is sent again though the domain is paused', IN_DOUBT, { isPaused: true }, 'RESET'],
    ['is sent again though the key is locked', IN_DOUBT, { key: 'NOT_NOW' }, 'RESET'],
    ['is sent again though the account has left', IN_DOUBT, { isAccountOpen: false }, 'RESET'],
    ['is found out about without its copy', IN_DOUBT, { hasCopy: false }, 'FIND_OUT'],
    ['waits for its time', { ...IN_DOUBT, isDue: false }, { hasCopy: false }, 'LATER'],
    ['is settled without the key', IN_DOUBT, { key: 'GONE' }, 'SETTLE'],
    ['is settled in its time', { ...IN_DOUBT, isDue: false }, { key: 'GONE' }, 'LATER'],
  ])('and of which a controller has not said whether it took it %s', check);

  test.each<Row>([
    ['is tried', IN_DIRECTORY, {}, 'VERIFY'],
    ['is tried in its time', { ...IN_DIRECTORY, isDue: false }, {}, 'LATER'],
    ['is tried after a crash', { ...IN_DIRECTORY, intent: 'SET_PASSWORD_TIME' }, {}, 'VERIFY'],
    ['is set again where it was not proved', { ...IN_DIRECTORY, intent: 'RESET' }, {}, 'RESET'],
    ['is found out about without its copy', IN_DIRECTORY, { hasCopy: false }, 'FIND_OUT'],
    ['is settled without the key', IN_DIRECTORY, { key: 'GONE' }, 'SETTLE'],
  ])('and that is in the directory %s', check);

  test.each<Row>([
    ['waits for the key to use it', VERIFIED, { commitIsOpen: true, hasCopy: false }, 'AWAIT_KEY'],
    ['tells the key again to use it', VERIFIED, { hasCopy: false }, 'COMMIT'],
    ['is over when the key does', IN_USE, { hasCopy: false }, 'COMPLETE'],
    ['is settled without the key', IN_USE, { key: 'GONE' }, 'SETTLE'],
  ])('and that was proved %s', check);
});

function check(_what: string, state: KeyFirstState, facts: Partial<KeyFirstFacts>, wanted: Row[3]): void {
  const step = keyFirstStep(state, { ...FACTS, ...facts });
  expect(step).toEqual(typeof wanted === 'string' ? { step: wanted } : wanted);
}

const STATES = { NEW, ON_WAY, ON_KEY, IN_DOUBT, IN_DIRECTORY, VERIFIED, IN_USE };

/** Every combination of what may be true. */
function* allFacts(): Generator<KeyFirstFacts> {
  const names = Object.keys(FACTS).filter((name) => name !== 'key');
  for (const key of ['ACTIVE', 'NOT_NOW', 'GONE'] as const)
    for (let bits = 0; bits < 2 ** names.length; bits += 1) {
      const flags = Object.fromEntries(names.map((name, at) => [name, ((bits >> at) & 1) === 1]));
      yield { ...FACTS, ...flags, key };
    }
}

/** What a step must never follow from, in words. */
function broken(
  step: KeyFirstStep['step'],
  name: string,
  state: KeyFirstState,
  facts: KeyFirstFacts,
): string[] {
  const backwards = ['BEGIN_ANEW', 'GIVE_UP', 'PREPARE', 'WRITE_AGAIN'].includes(step);
  const rules = {
    'given back once it was sent': state.wasSent && backwards,
    'used before it was proved': step === 'COMMIT' && name !== 'VERIFIED',
    'over before the key uses it': step === 'COMPLETE' && name !== 'IN_USE',
    'generated without the key': step === 'PREPARE' && !facts.isConnected,
    'begun during the alarm': step === 'PREPARE' && facts.alarm,
    'begun while paused': step === 'PREPARE' && facts.isPaused,
    'gone on with without a key': facts.key === 'GONE' && !['SETTLE', 'GIVE_UP', 'LATER'].includes(step),
    'set or tried without a password': !facts.hasCopy && ['RESET', 'VERIFY', 'WRITE_AGAIN'].includes(step),
  };
  return Object.entries(rules).flatMap(([rule, isBroken]) => (isBroken ? [`${name}: ${rule}`] : []));
}

test('whatever is true, nothing is given back once it was sent, used before it was proved, or generated for nobody', () => {
  const found = new Set<string>();
  for (const facts of allFacts())
    for (const isDue of [true, false])
      for (const [name, state] of Object.entries(STATES)) {
        const { step } = keyFirstStep({ ...state, isDue }, facts);
        for (const rule of broken(step, name, state, facts)) found.add(rule);
      }
  expect([...found]).toEqual([]);
});
