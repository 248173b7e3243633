/** When a domain is synchronised by itself: at `offsetSeconds` after every whole multiple of `everySeconds` of Unix time. */
export interface SyncSchedule {
  readonly everySeconds: number;
  /** At least 0 and less than `everySeconds`. */
  readonly offsetSeconds: number;
  readonly paused: boolean;
}

/** What of a domain its schedule follows from. */
export interface ScheduledDomain {
  readonly id: string;
  readonly syncIntervalMinutes: number;
  readonly schedulePausedAt: Date | null;
  readonly hasBindSecret: boolean;
}

/** The schedule of a domain; null without a bind secret: nothing could be read. */
export function scheduleOf(domain: ScheduledDomain): SyncSchedule | null {
  if (!domain.hasBindSecret) return null;
  const everySeconds = domain.syncIntervalMinutes * 60;
  return {
    everySeconds,
    offsetSeconds: offsetOf(domain.id, everySeconds),
    paused: domain.schedulePausedAt !== null,
  };
}

/** The first start after a moment; null while paused. */
export function nextStart(schedule: SyncSchedule, now: Date): Date | null {
  if (schedule.paused) return null;
  return new Date(lastStart(schedule, now).getTime() + schedule.everySeconds * 1_000);
}

/** The last start at a moment or before it, whether or not the schedule was there then. */
export function lastStart({ everySeconds, offsetSeconds }: SyncSchedule, now: Date): Date {
  const seconds = Math.floor(now.getTime() / 1_000);
  const rounds = Math.floor((seconds - offsetSeconds) / everySeconds);
  return new Date((rounds * everySeconds + offsetSeconds) * 1_000);
}

export function isSameSchedule(one: SyncSchedule | null, other: SyncSchedule | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.everySeconds === other.everySeconds &&
    one.offsetSeconds === other.offsetSeconds &&
    one.paused === other.paused
  );
}

/**
 * Where in its interval a domain starts: always the same place for one domain and interval, and spread over domains, so
 * that not all of them begin at the full hour. The first 32 bits of a random UUID (RFC 9562, version 4) are random.
 */
function offsetOf(id: string, everySeconds: number): number {
  return Number.parseInt(id.slice(0, 8), 16) % everySeconds;
}
