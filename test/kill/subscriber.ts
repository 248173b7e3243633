import { SyncProgressDocument, type SyncProgressSubscription } from '../../src/generated/operations.js';
import type { KillStand } from './kill-stand.js';

export type ProgressEvent = SyncProgressSubscription['syncProgress'];

/**
 * Watches a run or a batch as a front end should: whenever the subscription breaks, it subscribes again after the last
 * number it has seen.
 */
export class Subscriber {
  readonly events: ProgressEvent[] = [];
  /** How often the subscription broke. */
  interruptions = 0;
  /** Settles when the server has ended the subscription in good order. */
  readonly ended: Promise<void>;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly stand: KillStand,
    private readonly stream: { readonly runId: string } | { readonly batchId: string },
  ) {
    this.ended = this.follow();
    // Whoever waits for the end hears of it.
    this.ended.catch(() => undefined);
  }

  get last(): ProgressEvent | undefined {
    return this.events.at(-1);
  }

  /** Resolves with the first event, of those seen or to come, that is what somebody waits for. */
  until(isWanted: (event: ProgressEvent) => boolean): Promise<ProgressEvent> {
    const seen = new Promise<ProgressEvent>((resolve) => {
      const look = (): void => {
        const found = this.events.find(isWanted);
        if (found === undefined) return;
        this.watchers.delete(look);
        resolve(found);
      };
      this.watchers.add(look);
      look();
    });
    const over = this.ended.then(() => {
      throw new Error(`The subscription ended with ${JSON.stringify(this.last)}.`);
    });
    return Promise.race([seen, over]);
  }

  private async follow(): Promise<void> {
    for (;;) {
      const client = this.stand.client();
      try {
        const variables = { ...this.stream, after: this.last?.sequence ?? 0 };
        for await (const { syncProgress } of client.subscribe(SyncProgressDocument, variables)) {
          this.events.push(syncProgress);
          for (const look of this.watchers) look();
        }
        return;
      } catch {
        this.interruptions += 1;
        await this.stand.serverReady();
      } finally {
        await client.close();
      }
    }
  }
}
