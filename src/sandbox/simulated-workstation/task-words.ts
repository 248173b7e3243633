import type { KeyTaskKind } from '../../generated/operations.js';
import type { KeyState } from '../../keys/protocol/key-state.js';
import type { OwnChangeEnd } from './own-passwords.js';
import type { LogOnOutcome } from './log-on/log-on.js';

const DONE: Readonly<Record<KeyTaskKind, string>> = {
  LINK: 'has taken the server as the one it obeys',
  WRITE_PENDING: 'has a new password in its pending slot',
  COMMIT: 'has made the pending password the active one',
  DISCARD: 'has dropped the pending password',
  FORGET_ACCOUNT: 'has forgotten an account',
  LOCK: 'gives nothing away any more',
  WIPE: 'has forgotten everything',
  RENEW_CACHED_LOGON: 'is ready for a log-on at a controller',
};

/** What a key has done, to go behind its serial. */
export function taskInWords(kind: KeyTaskKind): string {
  return DONE[kind];
}

/** What a key holds. Passwords are told apart by the number of the envelope that brought them. */
export function keyInWords({ server, locked, pinLocked, accounts }: KeyState): string {
  const slot = (write: bigint | null): string => (write === null ? 'empty' : `no. ${write}`);
  return [
    server === null ? 'obeys no server' : `obeys server identity ${server.version}`,
    ...(locked ? ['locked by the server'] : []),
    ...(pinLocked ? ['PIN locked'] : []),
    ...accounts.map(
      ({ accountId, active, pending, previous }) =>
        `${accountId}: active ${slot(active)}, pending ${slot(pending)}, previous ${slot(previous)}`,
    ),
  ].join('; ');
}

/** How a log-on went. */
export function logOnInWords({ loggedOn, slot, binds, cached, refusal }: LogOnOutcome): string {
  const asked = cached
    ? 'by what Windows remembers'
    : `with ${binds} ${binds === 1 ? 'bind' : 'binds'} at the controller`;
  const which = slot === null ? '' : ` (${slot.toLowerCase()} password)`;
  return loggedOn ? `logged on${which} ${asked}` : `not logged on${which}: ${refusal ?? ''}, ${asked}`;
}

/** How a change of somebody's own password ended. */
export function ownChangeInWords(end: OwnChangeEnd): string {
  const { stage, lastErrorCode, lastError, attention, verification } = end;
  const doubt = verification === 'UNVERIFIED' ? '; whether the domain has the same was not shown' : '';
  if (stage === 'COMPLETED') return `the key has the new password, and uses it${doubt}`;
  if (stage === 'NEEDS_ATTENTION' && lastErrorCode === null)
    return `the key has the new password; ${attention ?? 'somebody has to look at it'}`;
  return `not changed: ${lastErrorCode ?? stage}: ${lastError ?? ''}`;
}
