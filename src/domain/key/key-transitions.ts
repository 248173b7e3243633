import type { KeyReason, KeyStatus } from '../states.js';

/** What may happen to a key. */
export const KeyTrigger = {
  IMPORT: 'IMPORT',
  ASSIGN: 'ASSIGN',
  REISSUE_CODE: 'REISSUE_CODE',
  RIGHT_CODE: 'RIGHT_CODE',
  THREE_WRONG_CODES: 'THREE_WRONG_CODES',
  PIN_ATTEMPTS_GONE: 'PIN_ATTEMPTS_GONE',
  SUSPEND: 'SUSPEND',
  UNLOCK: 'UNLOCK',
  WITHDRAW: 'WITHDRAW',
  REPORT_BROKEN: 'REPORT_BROKEN',
  MARK_COMPROMISED: 'MARK_COMPROMISED',
  PROVED_WIPED: 'PROVED_WIPED',
  OWNER_DEACTIVATED: 'OWNER_DEACTIVATED',
  OWNER_RESTORED: 'OWNER_RESTORED',
  OWNER_DELETED: 'OWNER_DELETED',
} as const;
export type KeyTrigger = keyof typeof KeyTrigger;

/** What a transition asks for besides the new status. */
export type KeyEffect =
  /** A new activation code: it takes the place of one that is pending, and three attempts begin anew. */
  | 'ISSUE_CODE'
  | 'CANCEL_CODE'
  | 'CONSUME_CODE'
  | 'LOCK_OUT_CODE'
  /** Tasks for the key. Linking one that is linked already ends its lock. */
  | 'LINK'
  | 'LOCK'
  | 'WIPE'
  /** A task that has not been delivered is not delivered any more. */
  | 'CANCEL_LINK'
  | 'CANCEL_LOCK'
  /** Nor is any that was delivered and not acknowledged delivered again. */
  | 'CANCEL_TASKS'
  /** Link and owner are of the past: the key is as good as new. */
  | 'RELEASE'
  /** Nobody has the passwords any more that only this key held. */
  | 'LOSE_PASSWORDS';

export interface KeyFacts {
  /** True for a key that is linked, and for one that may be: it was told to and has not answered yet. */
  readonly mayBeLinked: boolean;
  /** True when the key has confirmed the status it has. */
  readonly isConfirmed: boolean;
  /** Whether the owner, or who is to become it, is active. */
  readonly ownerIsActive: boolean;
  /** Whether who is to become the owner has a key already that counts. */
  readonly ownerHasKey: boolean;
}

export interface KeyMove {
  readonly status: KeyStatus;
  readonly reason: KeyReason | null;
  /** True when the key has nothing to do to get there, or has said itself that it is there. */
  readonly isConfirmed: boolean;
  readonly effects: readonly KeyEffect[];
  readonly refusal?: undefined;
}

export type KeyRefusal = 'NOT_IN_THIS_STATUS' | 'OWNER_DEACTIVATED' | 'OWNER_HAS_KEY';
export type KeyTransition = KeyMove | { readonly refusal: KeyRefusal };

/** A key as it stands; a key that is being imported has no status. */
export interface KeyStanding {
  readonly status: KeyStatus | null;
  readonly reason: KeyReason | null;
}

interface Row {
  readonly to: KeyStatus;
  /** Undefined: the reason stays. */
  readonly reason: KeyReason | null | undefined;
  readonly effects: readonly KeyEffect[];
}

type Rule = (facts: KeyFacts) => Row | KeyRefusal;
type Rules = { readonly [Trigger in KeyTrigger]?: Rule };

function row(to: KeyStatus, reason: Row['reason'], ...effects: readonly KeyEffect[]): Rule {
  return () => ({ to, reason, effects });
}

/** The same, and the key locks itself when it may be linked: no other could know who wants it. */
function locking(to: KeyStatus, reason: KeyReason, ...effects: readonly KeyEffect[]): Rule {
  return ({ mayBeLinked }) => ({ to, reason, effects: mayBeLinked ? [...effects, 'LOCK'] : effects });
}

function whileOwnerIsActive(rule: Rule): Rule {
  return (facts) => (facts.ownerIsActive ? rule(facts) : 'OWNER_DEACTIVATED');
}

/** Whatever the key holds is to be wiped when it next connects. */
function leaving(reason: KeyReason): Rule {
  return row('DEACTIVATED', reason, 'CANCEL_CODE', 'CANCEL_TASKS', 'WIPE', 'LOSE_PASSWORDS');
}

function leavingReserved(reason: KeyReason): Rule {
  const unused = row('READY', null, 'CANCEL_CODE', 'CANCEL_TASKS', 'RELEASE');
  return (facts) => (facts.mayBeLinked ? leaving(reason)(facts) : unused(facts));
}

const IN_USE: Rules = {
  WITHDRAW: leaving('WITHDRAWN'),
  REPORT_BROKEN: leaving('BROKEN'),
  MARK_COMPROMISED: row('COMPROMISED', 'LOST_OR_STOLEN', 'CANCEL_CODE', 'CANCEL_TASKS', 'LOSE_PASSWORDS'),
  OWNER_DELETED: leaving('OWNER_DELETED'),
};

const RIGHT_CODE = row('ACTIVE', null, 'CONSUME_CODE', 'CANCEL_LOCK', 'LINK');

/** The whole table: what is not in it is refused. */
const TABLE: { readonly [From in KeyStatus | 'NONE']: Rules } = {
  NONE: { IMPORT: row('READY', null) },
  READY: {
    ASSIGN: ({ ownerIsActive, ownerHasKey }) => {
      if (!ownerIsActive) return 'OWNER_DEACTIVATED';
      return ownerHasKey ? 'OWNER_HAS_KEY' : { to: 'RESERVED', reason: null, effects: ['ISSUE_CODE'] };
    },
  },
  RESERVED: {
    ...IN_USE,
    REISSUE_CODE: whileOwnerIsActive(row('RESERVED', null, 'ISSUE_CODE')),
    RIGHT_CODE,
    THREE_WRONG_CODES: locking('LOCKED', 'INVALID_ACTIVATION_CODE', 'LOCK_OUT_CODE'),
    WITHDRAW: leavingReserved('WITHDRAWN'),
    // Broken before it was ever linked: not deactivated, for it cannot prove that it was wiped, and not ready either.
    REPORT_BROKEN: (facts) => (facts.mayBeLinked ? leaving('BROKEN')(facts) : 'NOT_IN_THIS_STATUS'),
    OWNER_DEACTIVATED: locking('SUSPENDED', 'OWNER_DEACTIVATED', 'CANCEL_CODE'),
    OWNER_DELETED: leavingReserved('OWNER_DELETED'),
  },
  ACTIVE: {
    ...IN_USE,
    PIN_ATTEMPTS_GONE: row('LOCKED', 'INVALID_PIN', 'CANCEL_LINK'),
    SUSPEND: (facts) =>
      facts.ownerIsActive
        ? locking('SUSPENDED', 'ADMINISTRATOR', 'CANCEL_LINK', 'ISSUE_CODE')(facts)
        : locking('SUSPENDED', 'ADMINISTRATOR', 'CANCEL_LINK')(facts),
    OWNER_DEACTIVATED: locking('SUSPENDED', 'OWNER_DEACTIVATED', 'CANCEL_LINK'),
  },
  LOCKED: {
    ...IN_USE,
    UNLOCK: whileOwnerIsActive(row('SUSPENDED', 'UNLOCKED', 'ISSUE_CODE')),
  },
  SUSPENDED: {
    ...IN_USE,
    REISSUE_CODE: whileOwnerIsActive(row('SUSPENDED', undefined, 'ISSUE_CODE')),
    RIGHT_CODE,
    THREE_WRONG_CODES: row('LOCKED', 'INVALID_ACTIVATION_CODE', 'LOCK_OUT_CODE'),
    OWNER_DEACTIVATED: row('SUSPENDED', undefined, 'CANCEL_CODE'),
    OWNER_RESTORED: row('SUSPENDED', undefined, 'ISSUE_CODE'),
  },
  DEACTIVATED: { PROVED_WIPED: row('READY', null, 'CANCEL_TASKS', 'RELEASE') },
  COMPROMISED: {},
};

/** What the key says of itself, over its signature. */
const SAID_BY_KEY: readonly KeyTrigger[] = ['PIN_ATTEMPTS_GONE', 'PROVED_WIPED'];
const FOR_KEY: readonly KeyEffect[] = ['LINK', 'LOCK', 'WIPE'];

/** What a trigger does to a key in its present status, by the table of the product; or why it does nothing. */
export function keyTransition(key: KeyStanding, trigger: KeyTrigger, facts: KeyFacts): KeyTransition {
  const rule = TABLE[key.status ?? 'NONE'][trigger];
  const outcome = rule === undefined ? 'NOT_IN_THIS_STATUS' : rule(facts);
  if (typeof outcome === 'string') return { refusal: outcome };
  const { to, reason = key.reason, effects } = outcome;
  return { status: to, reason, effects, isConfirmed: isConfirmedAfter(outcome, trigger, facts) };
}

function isConfirmedAfter({ to, effects }: Row, trigger: KeyTrigger, facts: KeyFacts): boolean {
  if (SAID_BY_KEY.includes(trigger)) return true;
  if (effects.some((effect) => FOR_KEY.includes(effect))) return false;
  if (!facts.mayBeLinked) return true;
  // A lost key will hardly ever say what has become of it.
  return facts.isConfirmed && to !== 'COMPROMISED';
}

/** Whether a key in this status is its owner's one key. */
export function countsAsOwned(status: KeyStatus): boolean {
  return status !== 'READY' && status !== 'DEACTIVATED' && status !== 'COMPROMISED';
}
