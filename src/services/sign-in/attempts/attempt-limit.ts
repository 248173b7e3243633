export interface AttemptLimitOptions {
  /** Attempts allowed within one window. */
  readonly attempts: number;
  readonly windowSeconds: number;
  /** Keys remembered at once; beyond them the oldest are forgotten, so that memory stays bounded. */
  readonly mostKeys?: number;
  /** The present moment in milliseconds. */
  readonly now?: () => number;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

/** Counts attempts by key in fixed windows, in the memory of this process. */
export class AttemptLimit {
  private readonly windows = new Map<string, Window>();
  private readonly now: () => number;

  constructor(private readonly options: AttemptLimitOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Counts an attempt. Returns 0 when it is within the limit, else the whole seconds until the next one may be. */
  take(key: string): number {
    const window = this.current(key) ?? this.open(key);
    if (window.count >= this.options.attempts) return this.secondsLeft(window);
    window.count += 1;
    return 0;
  }

  /** Takes one attempt back: it turned out to be a good one. */
  giveBack(key: string): void {
    const window = this.current(key);
    if (window !== undefined && window.count > 0) window.count -= 1;
  }

  /** Forgets what was counted for this key. */
  forget(key: string): void {
    this.windows.delete(key);
  }

  get size(): number {
    return this.windows.size;
  }

  private current(key: string): Window | undefined {
    const window = this.windows.get(key);
    return window !== undefined && window.endsAt > this.now() ? window : undefined;
  }

  private open(key: string): Window {
    this.windows.delete(key);
    const oldest = this.windows.keys().next();
    if (this.windows.size >= (this.options.mostKeys ?? 10_000) && !oldest.done)
      this.windows.delete(oldest.value);
    const window = { count: 0, endsAt: this.now() + this.options.windowSeconds * 1_000 };
    this.windows.set(key, window);
    return window;
  }

  private secondsLeft(window: Window): number {
    return Math.max(1, Math.ceil((window.endsAt - this.now()) / 1_000));
  }
}
