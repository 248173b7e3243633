import { randomUUID } from 'node:crypto';
import type { WorkstationEventInput } from '../../generated/operations.js';

export type WorkstationEvent = Omit<WorkstationEventInput, 'id' | 'at'>;

const MOST_AT_ONCE = 100;

/** Events that have not been taken yet. Each keeps its id, so that one whose answer was lost counts once. */
export class EventOutbox {
  private waiting: WorkstationEventInput[] = [];
  private sending: Promise<void> | undefined;

  /** @param send settles when the server has taken the events */
  constructor(private readonly send: (events: readonly WorkstationEventInput[]) => Promise<void>) {}

  add(event: WorkstationEvent): void {
    this.waiting.push({ ...event, id: randomUUID(), at: new Date().toISOString() });
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Sends what waits, in order, one report at a time. Fails with the first report that does; what it held waits on. */
  flush(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const events = this.waiting.slice(0, MOST_AT_ONCE);
      await this.send(events);
      this.waiting = this.waiting.slice(events.length);
    }
  }
}
