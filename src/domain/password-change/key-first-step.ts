import type { PasswordChangeIntent, PasswordChangeStage, PasswordChangeUndo } from '../states.js';

/** A change as its row has it, as far as it decides what comes next. */
export interface KeyFirstState {
  readonly stage: PasswordChangeStage;
  readonly intent: PasswordChangeIntent | null;
  readonly undo: PasswordChangeUndo;
  readonly holdsClaim: boolean;
  /** A controller may have taken a password. */
  readonly wasSent: boolean;
  /** Somebody typed the password: nobody can make another one in its place. */
  readonly isTyped: boolean;
  /** Its owner changes it, with the old one: that is sent once, and never set again. */
  readonly isOwners: boolean;
  /** Whether the time until the next attempt is over. */
  readonly isDue: boolean;
}

/**
 * `ACTIVE`: it takes a password, or will when it is connected. `NOT_NOW`: it may again, for example after it was unlocked.
 * `GONE`: this change will never get a password to it, or what it brought there is lost.
 */
export type KeyStanding = 'ACTIVE' | 'NOT_NOW' | 'GONE';

/** What is true besides. */
export interface KeyFirstFacts {
  readonly key: KeyStanding;
  /** It has an owner who has it or is about to activate it: the directory may get ahead of it. */
  readonly isAssigned: boolean;
  readonly isConnected: boolean;
  /** It is connected where passwords of this domain may be handed over. */
  readonly isAtJoinedWorkstation: boolean;
  readonly alarm: boolean;
  /** The passwords of the domain are paused, and this change with them. */
  readonly isPaused: boolean;
  /** The directory account is still one that is synchronised. */
  readonly isAccountOpen: boolean;
  /** No other change of the account goes first. */
  readonly mayClaim: boolean;
  /** The password is still kept, and can be read. */
  readonly hasCopy: boolean;
  /** What the owner gave as the old password is still kept. */
  readonly hasOldPassword: boolean;
  /** The key has yet to answer to a task of this change of this kind. */
  readonly writeIsOpen: boolean;
  readonly commitIsOpen: boolean;
}

export type WaitingReason =
  'KEY_NOT_ACTIVE' | 'KEY_NOT_CONNECTED' | 'ALARM_RAISED' | 'PASSWORDS_PAUSED' | 'WORKSTATION_NOT_JOINED';

export type KeyFirstStep =
  /** Nothing is claimed, and something has to happen first. */
  | { readonly step: 'WAIT'; readonly reason: WaitingReason }
  | { readonly step: 'WAIT_FOR_CLAIM' }
  /** Not before the time of the next attempt. */
  | { readonly step: 'LATER' }
  /** The key is about to answer, or to be of use again; the claim is kept. */
  | { readonly step: 'AWAIT_KEY' }
  /** Look at the account, claim it, generate a password and write it to the key. */
  | { readonly step: 'PREPARE' }
  /** The same password to the key once more: what was to bring it there was cancelled. */
  | { readonly step: 'WRITE_AGAIN' }
  /** Nothing was sent, or it was shown to have had no effect: the key drops the password, and all begins anew. */
  | { readonly step: 'BEGIN_ANEW' }
  | { readonly step: 'RESET' }
  /** The owner's change: the old password out, the new one in. Once. */
  | { readonly step: 'CHANGE' }
  /** The owner's change was sent, and its answer is not known: what the controller shows decides, and one bind. */
  | { readonly step: 'SETTLE_CHANGE' }
  /** What the controller has now, and whether that is the new password. */
  | { readonly step: 'VERIFY' }
  /** The password is not known any more, and a controller may have taken it: its time of the last change tells. */
  | { readonly step: 'FIND_OUT' }
  | { readonly step: 'COMMIT' }
  | { readonly step: 'COMPLETE' }
  /** Nothing was sent, and nothing will be. */
  | { readonly step: 'GIVE_UP'; readonly why: 'KEY_GONE' | 'ACCOUNT_GONE' | 'COPY_OVER' }
  /** The key is gone, and the directory may have taken what it held. */
  | { readonly step: 'SETTLE' };

/**
 * What a change does next that the key gets before the directory. Before the directory is asked for anything there is always
 * a way back; from then on the only way is forward, until it is shown that nothing was written.
 */
export function keyFirstStep(state: KeyFirstState, facts: KeyFirstFacts): KeyFirstStep {
  if (facts.key === 'GONE') {
    if (!state.wasSent) return { step: 'GIVE_UP', why: 'KEY_GONE' };
    return state.isDue ? { step: 'SETTLE' } : { step: 'LATER' };
  }
  if (!facts.isAccountOpen && !state.wasSent) return { step: 'GIVE_UP', why: 'ACCOUNT_GONE' };
  if (!state.holdsClaim) return unclaimed(state, facts);
  switch (state.stage) {
    case 'QUEUED':
    case 'WAITING_FOR_KEY':
      return onItsWay(state, facts);
    case 'ON_KEY':
      return onKey(state, facts);
    case 'IN_DIRECTORY':
      return inDirectory(state, facts);
    default:
      return verified(state, facts);
  }
}

function unclaimed(state: KeyFirstState, facts: KeyFirstFacts): KeyFirstStep {
  const { isDue, isTyped, isOwners } = state;
  const isOver = (isTyped && !facts.hasCopy) || (isOwners && !facts.hasOldPassword);
  if (isOver) return { step: 'GIVE_UP', why: 'COPY_OVER' };
  const reason = whyNotNow(facts);
  if (reason !== undefined) return { step: 'WAIT', reason };
  if (!facts.mayClaim) return { step: 'WAIT_FOR_CLAIM' };
  return { step: isDue ? 'PREPARE' : 'LATER' };
}

/** What has to happen before a key is given anything. */
export function whyNotNow(facts: KeyFirstFacts): WaitingReason | undefined {
  if (facts.alarm) return 'ALARM_RAISED';
  if (facts.key !== 'ACTIVE') return 'KEY_NOT_ACTIVE';
  if (facts.isPaused) return 'PASSWORDS_PAUSED';
  if (!facts.isConnected) return 'KEY_NOT_CONNECTED';
  return facts.isAtJoinedWorkstation ? undefined : 'WORKSTATION_NOT_JOINED';
}

function onItsWay({ isDue }: KeyFirstState, { hasCopy, writeIsOpen, key }: KeyFirstFacts): KeyFirstStep {
  if (!hasCopy) return { step: 'BEGIN_ANEW' };
  if (writeIsOpen || key !== 'ACTIVE') return { step: 'AWAIT_KEY' };
  return { step: isDue ? 'WRITE_AGAIN' : 'LATER' };
}

/** The key has it; the alarm stops nothing any more, for whoever logs on with the pending password is served. */
function onKey(
  state: KeyFirstState,
  { hasCopy, hasOldPassword, key, isPaused }: KeyFirstFacts,
): KeyFirstStep {
  const { wasSent, isDue, isOwners } = state;
  if (wasSent && isOwners && hasCopy) return { step: isDue ? 'SETTLE_CHANGE' : 'LATER' };
  if (wasSent) return inDoubt(isDue, hasCopy);
  if (!hasCopy || (isOwners && !hasOldPassword)) return { step: 'BEGIN_ANEW' };
  // A key that is locked gives nothing away: nobody could log on with what the directory would have then.
  if (key !== 'ACTIVE' || isPaused) return { step: 'AWAIT_KEY' };
  if (!isDue) return { step: 'LATER' };
  return { step: isOwners ? 'CHANGE' : 'RESET' };
}

export function inDoubt(isDue: boolean, hasCopy: boolean): KeyFirstStep {
  if (!isDue) return { step: 'LATER' };
  return { step: hasCopy ? 'RESET' : 'FIND_OUT' };
}

export function inDirectory({ intent, isDue }: KeyFirstState, { hasCopy }: KeyFirstFacts): KeyFirstStep {
  if (intent === 'RESET' || !hasCopy) return inDoubt(isDue, hasCopy);
  return { step: isDue ? 'VERIFY' : 'LATER' };
}

function verified({ undo }: KeyFirstState, { commitIsOpen }: KeyFirstFacts): KeyFirstStep {
  // Only the key's acknowledgement takes the undo away.
  if (undo === 'NOTHING') return { step: 'COMPLETE' };
  return { step: commitIsOpen ? 'AWAIT_KEY' : 'COMMIT' };
}
