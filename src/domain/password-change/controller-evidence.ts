/** What one controller shows about a reset that it was sent and has not answered to. */
export interface ControllerEvidence {
  /** `pwdLastSet` before it was sent, in ticks; null: could not be read. */
  readonly before: bigint | null;
  /** Now. `OUT_OF_REACH`: the controller cannot be asked. */
  readonly now: bigint | null | 'OUT_OF_REACH';
  /** What was sent always says when it was: 0 that still is 0 has not moved. */
  readonly saysWhen?: boolean;
}

/**
 * `WRITTEN`: some controller has a newer password. `NOTHING_WRITTEN`: every one of them has what it had, and nothing can be
 * on its way any more. `UNKNOWN`: ask again.
 */
export type Finding = 'WRITTEN' | 'NOTHING_WRITTEN' | 'UNKNOWN';

/**
 * Whether a controller has moved since. A `pwdLastSet` that was 0 and still is shows nothing: whoever may reset and not say
 * when leaves 0 behind.
 */
export function hasMoved(before: bigint | null, now: bigint | null): boolean | undefined {
  if (before === null || now === null) return undefined;
  if (before !== now) return true;
  return now === 0n ? undefined : false;
}

/** What all controllers that may have taken a reset show together. */
export function findingOf(evidence: readonly ControllerEvidence[], isOverForSure: boolean): Finding {
  const moved = evidence.map(({ before, now, saysWhen = false }) => {
    if (now === 'OUT_OF_REACH') return undefined;
    return saysWhen && before === 0n && now === 0n ? false : hasMoved(before, now);
  });
  if (moved.includes(true)) return 'WRITTEN';
  return isOverForSure && moved.length > 0 && moved.every((each) => each === false)
    ? 'NOTHING_WRITTEN'
    : 'UNKNOWN';
}
