import type { StreamedEvent } from './stream-events.js';

/** Most events kept for a slow subscriber; beyond that it reads them from the database when it is ready. */
const LIMIT = 200;

/** What waits for one subscriber. */
export class Follower {
  /** The subscriber has to read from the database before it listens: at the beginning, and whenever it fell behind. */
  behind = true;
  closed = false;
  private events: StreamedEvent[] = [];
  private ring: (() => void) | undefined;
  private rung = false;

  offer(events: readonly StreamedEvent[]): void {
    if (this.events.length + events.length > LIMIT) return this.fallBehind();
    this.events.push(...events);
    this.wake();
  }

  fallBehind(): void {
    this.events = [];
    this.behind = true;
    this.wake();
  }

  get hasEvents(): boolean {
    return this.events.length > 0;
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  take(): StreamedEvent[] {
    const taken = this.events;
    this.events = [];
    return taken;
  }

  private wake(): void {
    this.rung = true;
    this.ring?.();
  }

  /** Resolves when something was offered since the last call. */
  async somethingNew(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.ring = resolve));
    this.rung = false;
    this.ring = undefined;
  }
}
