import {
  keyTransition,
  type KeyFacts,
  type KeyMove,
  type KeyRefusal,
  type KeyTrigger,
} from '../../../domain/key/key-transitions.js';
import type { KeyStatus } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';
import { factsOf, type StoredKey } from './stored-key.js';

/**
 * What a trigger does to a key.
 *
 * @throws AppError KEY_TRANSITION_REFUSED, KEY_OWNER_DEACTIVATED, EMPLOYEE_HAS_KEY
 */
export function planMove(key: StoredKey, trigger: KeyTrigger, facts: KeyFacts = factsOf(key)): KeyMove {
  const transition = keyTransition(key, trigger, facts);
  if (transition.refusal === undefined) return transition;
  throw refusalOf(key, trigger, transition.refusal);
}

function refusalOf({ serial, status }: StoredKey, trigger: KeyTrigger, refusal: KeyRefusal): AppError {
  switch (refusal) {
    case 'OWNER_DEACTIVATED':
      return new AppError(
        'KEY_OWNER_DEACTIVATED',
        'The employee is deactivated, and no activation code is issued until they are active again.',
      );
    case 'OWNER_HAS_KEY':
      return new AppError(
        'EMPLOYEE_HAS_KEY',
        'The employee has a key already. Withdraw that one first; the other may be named there as its replacement.',
      );
    case 'NOT_IN_THIS_STATUS':
      return new AppError(
        'KEY_TRANSITION_REFUSED',
        `The key ${serial} is ${status}, and such a key ${CANNOT[trigger]}. ${HINTS[status]}`,
      );
  }
}

const CANNOT: { readonly [Trigger in KeyTrigger]: string } = {
  IMPORT: 'cannot be imported',
  ASSIGN: 'cannot be assigned',
  REISSUE_CODE: 'gets no new activation code',
  RIGHT_CODE: 'cannot be activated',
  THREE_WRONG_CODES: 'cannot be locked for wrong codes',
  PIN_ATTEMPTS_GONE: 'cannot be locked for wrong PINs',
  SUSPEND: 'cannot be suspended',
  UNLOCK: 'cannot be unlocked',
  WITHDRAW: 'cannot be withdrawn',
  REPORT_BROKEN: 'cannot be deactivated as broken',
  MARK_COMPROMISED: 'cannot be marked as compromised',
  PROVED_WIPED: 'has not to be wiped',
  OWNER_DEACTIVATED: 'does not follow its owner',
  OWNER_RESTORED: 'does not follow its owner',
  OWNER_DELETED: 'does not follow its owner',
};

const HINTS: { readonly [Status in KeyStatus]: string } = {
  READY: 'It is nobody’s: assign it first.',
  RESERVED: 'It waits for its activation code: withdraw it, or issue a new code.',
  ACTIVE: 'It is in use: suspend, withdraw or report it.',
  LOCKED: 'Unlock it, which issues a new activation code; or withdraw it.',
  SUSPENDED: 'It waits for its activation code: withdraw it, or issue a new code.',
  DEACTIVATED: 'It is ready again when it has connected and proved that it was wiped.',
  COMPROMISED: 'That is final.',
};
