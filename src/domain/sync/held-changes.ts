import type { FieldChange } from '../employee/field-change.js';
import { NO_ACTION, type PlannedDecision } from './planned-decision.js';
import type { HeldChange } from './removal-guard.js';
import type { KnownAccount, SnapshotPerson } from './sync-candidate.js';

/** userAccountControl: the account is disabled (MS-ADTS 2.2.16). */
const ACCOUNT_DISABLED = 0x2;

/**
 * Adds what the guard holds back to the decision about the rest of the person. Somebody about whom there is nothing
 * else to do is left as they are.
 *
 * @param person with the values that go on instead of the held ones
 */
export function withHeldChanges(
  planned: PlannedDecision,
  account: KnownAccount,
  person: SnapshotPerson,
  held: readonly HeldChange[],
): PlannedDecision {
  if (held.length === 0) return planned;
  const changes = held.flatMap((change) => heldField(change, account, person));
  const reason = `Held back until somebody approves it: ${held.map(inWords).join(', ')}.`;
  // Looked at again for no other reason than what is held: nothing is written, in this run or in any that follows.
  if (planned.reasonCode === 'LOOKED_AT_AGAIN' && account.isSettled) {
    const disabled = held.some((change) => change === 'DISABLING');
    return {
      ...planned,
      decision: disabled ? 'DISABLE' : 'UPDATE',
      reasonCode: 'HELD_BY_GUARD',
      reason,
      changes,
      instruction: NO_ACTION,
      isHeld: true,
    };
  }
  return {
    ...planned,
    reason: `${planned.reason} ${reason}`,
    changes: [...(planned.changes ?? []), ...changes],
  };
}

function heldField(change: HeldChange, account: KnownAccount, { values }: SnapshotPerson): FieldChange[] {
  switch (change) {
    case 'REMOVAL':
      return [];
    case 'DISABLING': {
      const before = values.userAccountControl ?? 0;
      const after = before | ACCOUNT_DISABLED;
      return [{ field: 'userAccountControl', before: String(before), after: String(after), held: true }];
    }
    case 'UNKNOWN_STATE':
      return [emptied('userAccountControl', account)];
    default:
      return [emptied(change, account)];
  }
}

function emptied(
  field: Exclude<HeldChange, 'REMOVAL' | 'DISABLING' | 'UNKNOWN_STATE'> | 'userAccountControl',
  account: KnownAccount,
): FieldChange {
  return { field, before: String(account.values[field]), after: null, held: true };
}

function inWords(change: HeldChange): string {
  switch (change) {
    case 'REMOVAL':
      return 'the removal';
    case 'DISABLING':
      return 'that the account is disabled';
    case 'UNKNOWN_STATE':
      return 'that the directory does not say whether the account is enabled';
    default:
      return `that ${change} becomes empty`;
  }
}
