const MINUTE_MS = 60_000;

/** Spreads writes over time: no more of them in a minute than a domain allows. */
export class WriteBudget {
  private freeAt = 0;

  constructor(
    /** May be changed at any time, and counts from the next write. */
    public perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Milliseconds from one write to the next. */
  get interval(): number {
    return MINUTE_MS / this.perMinute;
  }

  /** Resolves when the next write may be begun, with whether that took time. */
  async take(signal: AbortSignal): Promise<boolean> {
    const now = this.now();
    const at = Math.max(this.freeAt, now);
    this.freeAt = at + this.interval;
    if (at <= now) return false;
    await pause(at - now, signal);
    return true;
  }
}

/** Ends early when the signal fires. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
