import type { Log } from '../log.js';
import { EventListener } from './event-listener.js';

/** Hears which of some streams have something new. What is new is for whoever hears it to read. */
export interface NewsWatch {
  /** From now on these streams are listened to. */
  add(streamIds: Iterable<string>): void;
  /** No longer. */
  remove(streamId: string): void;
  /**
   * The streams that had something new since this was last asked, as soon as there is one, or none when the time is over. All
   * of them after the connection was lost, for nobody knows then.
   *
   * @param gatherMilliseconds how long others are waited for once there is one
   */
  take(withinMilliseconds: number, gatherMilliseconds?: number): Promise<ReadonlySet<string>>;
  /** Has whoever waits for news go on without. */
  nudge(): void;
  end(): void;
}

/** Tells whoever waits for something in the database, over one connection however many wait. */
export interface StreamNews {
  watch(): NewsWatch;
  stop(): Promise<void>;
}

/** Listens from the first watch on. */
export function createStreamNews(parts: { readonly databaseUrl: string; readonly log: Log }): StreamNews {
  const watches = new Set<Watch>();
  const listener = new EventListener({
    ...parts,
    onEvent: (streamId) => {
      for (const watch of watches) watch.hear(streamId);
    },
    onAccessChange: () => undefined,
    onConnect: () => {
      for (const watch of watches) watch.hearAll();
    },
  });
  let isStarted = false;
  return {
    watch() {
      if (!isStarted) listener.start();
      isStarted = true;
      const watch = new Watch(() => watches.delete(watch));
      watches.add(watch);
      return watch;
    },
    async stop() {
      if (isStarted) await listener.stop();
    },
  };
}

class Watch implements NewsWatch {
  private readonly streams = new Set<string>();
  private heard = new Set<string>();
  private wake: (() => void) | undefined;

  constructor(readonly end: () => void) {}

  add(streamIds: Iterable<string>): void {
    for (const id of streamIds) this.streams.add(id);
  }

  remove(streamId: string): void {
    this.streams.delete(streamId);
    this.heard.delete(streamId);
  }

  async take(withinMilliseconds: number, gatherMilliseconds = 0): Promise<ReadonlySet<string>> {
    if (this.heard.size === 0) await this.somethingNew(withinMilliseconds);
    if (this.heard.size > 0 && gatherMilliseconds > 0)
      await new Promise((resolve) => setTimeout(resolve, gatherMilliseconds));
    const { heard } = this;
    this.heard = new Set();
    return heard;
  }

  nudge(): void {
    this.wake?.();
  }

  hear(streamId: string): void {
    if (!this.streams.has(streamId)) return;
    this.heard.add(streamId);
    this.wake?.();
  }

  hearAll(): void {
    for (const id of this.streams) this.heard.add(id);
    this.wake?.();
  }

  private somethingNew(withinMilliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMilliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
