import type { KeyStatus, KeyTaskKind } from '../states.js';

/** A domain, as far as it decides which workstations its passwords may pass through. */
export interface HandingDomain {
  readonly dnsName: string;
  /** Domains whose workstations are as good as its own. */
  readonly trustedBy: readonly string[];
}

/** Whether a password of a domain may be handed over at a workstation that is joined to this domain, or to none. */
export function mayHandOver({ dnsName, trustedBy }: HandingDomain, joinedDomain: string | null): boolean {
  if (joinedDomain === null) return false;
  const joined = joinedDomain.toLowerCase();
  return [dnsName, ...trustedBy].some((name) => name.toLowerCase() === joined);
}

/** A task that has not ended, as far as it decides whether its envelope may go. */
export interface TaskFacts {
  readonly kind: KeyTaskKind;
  /** True when its envelope was given to a workstation before. */
  readonly isDelivered: boolean;
  /** True for a password that the directory is to have before the key gets it, and has not yet. */
  readonly isHeldBack: boolean;
  /** True when the change it is a step of holds its account's claim, or has been in the directory before. */
  readonly hasClaim: boolean;
  /** True when the workstation may get passwords of the account's domain. */
  readonly mayHandOver: boolean;
}

/** The key a task is for, and the time. */
export interface PlaceFacts {
  readonly status: KeyStatus;
  readonly isLinked: boolean;
  readonly alarm: boolean;
}

/** Why a task waits. */
export type Waiting = 'KEY_NOT_ACTIVE' | 'NOT_LINKED' | 'NOT_JOINED' | 'ALARM' | 'HELD_BACK';

/**
 * Whether a task's envelope may go to its key now. Before the key is linked it obeys nobody, so only what links it goes,
 * and what wipes it. While the alarm stands nothing new begins, and what is under way comes to its end. Undefined: it may.
 */
export function whyWaiting(task: TaskFacts, { status, isLinked, alarm }: PlaceFacts): Waiting | undefined {
  if (task.kind === 'WIPE') return undefined;
  if (task.kind === 'LINK') {
    if (status !== 'ACTIVE') return 'KEY_NOT_ACTIVE';
    return alarm && !task.isDelivered ? 'ALARM' : undefined;
  }
  if (!isLinked) return 'NOT_LINKED';
  if (task.kind === 'RENEW_CACHED_LOGON') return alarm ? 'ALARM' : undefined;
  if (task.kind !== 'WRITE_PENDING') return undefined;
  if (task.isHeldBack) return 'HELD_BACK';
  if (status !== 'ACTIVE') return 'KEY_NOT_ACTIVE';
  if (!task.mayHandOver) return 'NOT_JOINED';
  return alarm && !task.hasClaim ? 'ALARM' : undefined;
}
