import { describe, expect, test } from '@jest/globals';
import { KeyStatus, type KeyReason } from '../states.js';
import {
  countsAsOwned,
  keyTransition,
  KeyTrigger,
  type KeyEffect,
  type KeyFacts,
  type KeyMove,
  type KeyRefusal,
} from './key-transitions.js';

type From = KeyStatus | 'NONE';
type Expected = KeyRefusal | readonly [KeyStatus, KeyReason | null, ...KeyEffect[]];

const STATUSES: readonly From[] = ['NONE', ...Object.values(KeyStatus)];
const TRIGGERS = Object.values(KeyTrigger);
/** What a key has before, so that keeping a reason shows. */
const BEFORE: KeyReason = 'BROKEN';

const LINKED: KeyFacts = { mayBeLinked: true, isConfirmed: true, ownerIsActive: true, ownerHasKey: false };
const NEW: KeyFacts = { ...LINKED, mayBeLinked: false };
const OWNER_AWAY: KeyFacts = { ...LINKED, ownerIsActive: false };
const OWNER_HAS_KEY: KeyFacts = { ...NEW, ownerHasKey: true };

const GONE = ['CANCEL_CODE', 'CANCEL_TASKS', 'WIPE', 'LOSE_PASSWORDS'] as const;
const LOST = ['COMPROMISED', 'LOST_OR_STOLEN', 'CANCEL_CODE', 'CANCEL_TASKS', 'LOSE_PASSWORDS'] as const;
const UNUSED = ['READY', null, 'CANCEL_CODE', 'CANCEL_TASKS', 'RELEASE'] as const;
const ACTIVATED = ['ACTIVE', null, 'CONSUME_CODE', 'CANCEL_LOCK', 'LINK'] as const;

/** The table of the product, for a linked key of an active owner. Every pair that is not here is refused. */
const table: { readonly [F in From]?: { readonly [T in KeyTrigger]?: Expected } } = {
  NONE: { IMPORT: ['READY', null] },
  READY: { ASSIGN: ['RESERVED', null, 'ISSUE_CODE'] },
  RESERVED: {
    REISSUE_CODE: ['RESERVED', null, 'ISSUE_CODE'],
    RIGHT_CODE: ACTIVATED,
    THREE_WRONG_CODES: ['LOCKED', 'INVALID_ACTIVATION_CODE', 'LOCK_OUT_CODE', 'LOCK'],
    WITHDRAW: ['DEACTIVATED', 'WITHDRAWN', ...GONE],
    REPORT_BROKEN: ['DEACTIVATED', 'BROKEN', ...GONE],
    MARK_COMPROMISED: LOST,
    OWNER_DEACTIVATED: ['SUSPENDED', 'OWNER_DEACTIVATED', 'CANCEL_CODE', 'LOCK'],
    OWNER_DELETED: ['DEACTIVATED', 'OWNER_DELETED', ...GONE],
  },
  ACTIVE: {
    PIN_ATTEMPTS_GONE: ['LOCKED', 'INVALID_PIN', 'CANCEL_LINK'],
    SUSPEND: ['SUSPENDED', 'ADMINISTRATOR', 'CANCEL_LINK', 'ISSUE_CODE', 'LOCK'],
    WITHDRAW: ['DEACTIVATED', 'WITHDRAWN', ...GONE],
    REPORT_BROKEN: ['DEACTIVATED', 'BROKEN', ...GONE],
    MARK_COMPROMISED: LOST,
    OWNER_DEACTIVATED: ['SUSPENDED', 'OWNER_DEACTIVATED', 'CANCEL_LINK', 'LOCK'],
    OWNER_DELETED: ['DEACTIVATED', 'OWNER_DELETED', ...GONE],
  },
  LOCKED: {
    UNLOCK: ['SUSPENDED', 'UNLOCKED', 'ISSUE_CODE'],
    WITHDRAW: ['DEACTIVATED', 'WITHDRAWN', ...GONE],
    REPORT_BROKEN: ['DEACTIVATED', 'BROKEN', ...GONE],
    MARK_COMPROMISED: LOST,
    OWNER_DELETED: ['DEACTIVATED', 'OWNER_DELETED', ...GONE],
  },
  SUSPENDED: {
    REISSUE_CODE: ['SUSPENDED', BEFORE, 'ISSUE_CODE'],
    RIGHT_CODE: ACTIVATED,
    THREE_WRONG_CODES: ['LOCKED', 'INVALID_ACTIVATION_CODE', 'LOCK_OUT_CODE'],
    WITHDRAW: ['DEACTIVATED', 'WITHDRAWN', ...GONE],
    REPORT_BROKEN: ['DEACTIVATED', 'BROKEN', ...GONE],
    MARK_COMPROMISED: LOST,
    OWNER_DEACTIVATED: ['SUSPENDED', BEFORE, 'CANCEL_CODE'],
    OWNER_RESTORED: ['SUSPENDED', BEFORE, 'ISSUE_CODE'],
    OWNER_DELETED: ['DEACTIVATED', 'OWNER_DELETED', ...GONE],
  },
  DEACTIVATED: { PROVED_WIPED: ['READY', null, 'CANCEL_TASKS', 'RELEASE'] },
};

/** Where other facts change the answer; the rest is as for a linked key of an active owner. */
const exceptions: readonly (readonly [string, KeyFacts, typeof table])[] = [
  [
    'a key that was never linked',
    NEW,
    {
      RESERVED: {
        THREE_WRONG_CODES: ['LOCKED', 'INVALID_ACTIVATION_CODE', 'LOCK_OUT_CODE'],
        WITHDRAW: UNUSED,
        REPORT_BROKEN: 'NOT_IN_THIS_STATUS',
        OWNER_DEACTIVATED: ['SUSPENDED', 'OWNER_DEACTIVATED', 'CANCEL_CODE'],
        OWNER_DELETED: UNUSED,
      },
      ACTIVE: {
        SUSPEND: ['SUSPENDED', 'ADMINISTRATOR', 'CANCEL_LINK', 'ISSUE_CODE'],
        OWNER_DEACTIVATED: ['SUSPENDED', 'OWNER_DEACTIVATED', 'CANCEL_LINK'],
      },
    },
  ],
  [
    'a key whose owner is deactivated',
    OWNER_AWAY,
    {
      READY: { ASSIGN: 'OWNER_DEACTIVATED' },
      RESERVED: { REISSUE_CODE: 'OWNER_DEACTIVATED' },
      ACTIVE: { SUSPEND: ['SUSPENDED', 'ADMINISTRATOR', 'CANCEL_LINK', 'LOCK'] },
      LOCKED: { UNLOCK: 'OWNER_DEACTIVATED' },
      SUSPENDED: { REISSUE_CODE: 'OWNER_DEACTIVATED' },
    },
  ],
  [
    'a new key for somebody who has one',
    OWNER_HAS_KEY,
    {
      READY: { ASSIGN: 'OWNER_HAS_KEY' },
    },
  ],
];

const pairs = STATUSES.flatMap((from) => TRIGGERS.map((trigger) => ({ from, trigger })));

function outcome(from: From, trigger: KeyTrigger, facts: KeyFacts): Expected {
  const key = { status: from === 'NONE' ? null : from, reason: BEFORE };
  const transition = keyTransition(key, trigger, facts);
  if (transition.refusal !== undefined) return transition.refusal;
  return [transition.status, transition.reason, ...transition.effects];
}

const move = (from: KeyStatus, trigger: KeyTrigger, facts: KeyFacts): KeyMove =>
  keyTransition({ status: from, reason: null }, trigger, facts) as KeyMove;

test('there are as many pairs as there are statuses and triggers, and most are refused', () => {
  expect(pairs.length).toBe(8 * 15);
  const allowed = Object.values(table).flatMap((triggers) => Object.keys(triggers));
  expect(allowed.length).toBe(32);
});

describe('a linked key of an active owner', () => {
  test.each(pairs)('$from, $trigger', ({ from, trigger }) => {
    expect(outcome(from, trigger, LINKED)).toEqual(table[from]?.[trigger] ?? 'NOT_IN_THIS_STATUS');
  });
});

describe.each(exceptions)('%s', (_name, facts, differing) => {
  const without = facts === OWNER_HAS_KEY ? exceptions[0]![2] : {};
  test.each(pairs)('$from, $trigger', ({ from, trigger }) => {
    const expected = differing[from]?.[trigger] ?? without[from]?.[trigger] ?? table[from]?.[trigger];
    expect(outcome(from, trigger, facts)).toEqual(expected ?? 'NOT_IN_THIS_STATUS');
  });
});

describe('what is wanted is confirmed', () => {
  test('at once where the key has nothing to do with it', () => {
    expect(move('READY', 'ASSIGN', NEW).isConfirmed).toBe(true);
    expect(move('RESERVED', 'WITHDRAW', NEW).isConfirmed).toBe(true);
    expect(move('RESERVED', 'THREE_WRONG_CODES', NEW).isConfirmed).toBe(true);
  });

  test('by the key itself where it has something to do', () => {
    expect(move('RESERVED', 'RIGHT_CODE', NEW).isConfirmed).toBe(false);
    expect(move('ACTIVE', 'SUSPEND', LINKED).isConfirmed).toBe(false);
    expect(move('ACTIVE', 'WITHDRAW', LINKED).isConfirmed).toBe(false);
  });

  test('with what the key says of itself', () => {
    expect(move('ACTIVE', 'PIN_ATTEMPTS_GONE', { ...LINKED, isConfirmed: false }).isConfirmed).toBe(true);
    expect(move('DEACTIVATED', 'PROVED_WIPED', { ...LINKED, isConfirmed: false }).isConfirmed).toBe(true);
  });

  test('for a locked key whatever its lock is called, once it has confirmed that', () => {
    expect(move('LOCKED', 'UNLOCK', LINKED).isConfirmed).toBe(true);
    expect(move('LOCKED', 'UNLOCK', { ...LINKED, isConfirmed: false }).isConfirmed).toBe(false);
  });

  test('never for a key that is lost and may be linked', () => {
    expect(move('ACTIVE', 'MARK_COMPROMISED', LINKED).isConfirmed).toBe(false);
    expect(move('RESERVED', 'MARK_COMPROMISED', NEW).isConfirmed).toBe(true);
  });
});

test('a key without an owner, and one that is deactivated or compromised, is nobody’s one key', () => {
  const counting = Object.values(KeyStatus).filter(countsAsOwned);
  expect(counting).toEqual(['RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED']);
});
