import { ACCOUNT_VALUE_NAMES, type AccountValueName } from '../employee/account-values.js';
import type { HoldReason } from '../states.js';

/**
 * Account values whose absence says something, or nothing new: a DN is always there, `userAccountControl` is what a
 * disabling is told from, and an empty `pwdLastSet` or `accountExpires` is a statement of its own (must change the
 * password, never expires).
 */
type UnguardedValue = 'dn' | 'userAccountControl' | 'pwdLastSet' | 'accountExpires';
const UNGUARDED_VALUES: Record<UnguardedValue, true> = {
  dn: true,
  userAccountControl: true,
  pwdLastSet: true,
  accountExpires: true,
};

/** The others: what no run empties for more people than the limit. */
export type GuardedField = Exclude<AccountValueName, UnguardedValue>;
export const GUARDED_FIELDS = ACCOUNT_VALUE_NAMES.filter(
  (name): name is GuardedField => !(name in UNGUARDED_VALUES),
);

/**
 * One thing the guard may hold back of one person: that their link closes, that their account counts as disabled, that
 * it counts as unknown because the directory will not say, or that one field becomes empty.
 */
export type HeldChange = 'REMOVAL' | 'DISABLING' | 'UNKNOWN_STATE' | GuardedField;
export const HELD_CHANGES: readonly HeldChange[] = [
  'REMOVAL',
  'DISABLING',
  'UNKNOWN_STATE',
  ...GUARDED_FIELDS,
];

/** A domain's limit: the larger of the two counts. */
export interface RemovalLimit {
  readonly people: number;
  /** Of the open links. */
  readonly percent: number;
}

export interface GuardFacts {
  readonly limit: RemovalLimit;
  /** Links of the domain that are open before this run. */
  readonly openLinks: number;
  /** How many people each change would befall, by the change. What was approved is not among them. */
  readonly due: Readonly<Partial<Record<HeldChange, number>>>;
  /** The sync group names nobody any more. */
  readonly groupIsEmpty: boolean;
}

export interface GuardVerdict {
  /** Most people who may be removed or disabled in one run. */
  readonly limit: number;
  /** Which changes are held, each for everybody it would befall. Only those that befall somebody. */
  readonly held: readonly HeldChange[];
  readonly reasons: readonly HoldReason[];
}

/** What of a plan is held back. Removals and disablings count together, each field by itself. */
export function guardRemovals({ limit, openLinks, due, groupIsEmpty }: GuardFacts): GuardVerdict {
  const most = Math.max(limit.people, Math.floor((openLinks * limit.percent) / 100));
  const count = (change: HeldChange) => due[change] ?? 0;
  const tooMany = count('REMOVAL') + count('DISABLING') + count('UNKNOWN_STATE') > most;
  const holds = (change: HeldChange): boolean => {
    if (count(change) === 0) return false;
    if (change === 'REMOVAL') return tooMany || groupIsEmpty;
    return change === 'DISABLING' || change === 'UNKNOWN_STATE' ? tooMany : count(change) > most;
  };
  const held = HELD_CHANGES.filter(holds);
  const applies: Record<HoldReason, boolean> = {
    REMOVAL_LIMIT: tooMany,
    FIELD_EMPTIED: GUARDED_FIELDS.some((field) => held.includes(field)),
    GROUP_EMPTY: groupIsEmpty && held.includes('REMOVAL'),
  };
  const reasons = (['REMOVAL_LIMIT', 'FIELD_EMPTIED', 'GROUP_EMPTY'] as const).filter(
    (reason) => applies[reason],
  );
  return { limit: most, held, reasons };
}
