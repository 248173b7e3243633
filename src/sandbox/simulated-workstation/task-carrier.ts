import { setTimeout as delay } from 'node:timers/promises';
import { WorkstationTasksDocument } from '../../generated/operations.js';
import type { ApiClient } from '../api-client.js';
import { PowerLost } from '../simulated-key/power.js';
import type { KeyCalls, TaskEvent } from './key-calls.js';
import type { KeySlots } from './key-slots.js';
import { taskInWords } from './task-words.js';
import { wordsOf } from './words-of.js';

export interface TaskCarrierParts {
  readonly keys: Pick<KeySlots, 'has'>;
  readonly calls: Pick<KeyCalls, 'carry'>;
  /** How long it waits before it listens again. */
  readonly retryMilliseconds: number;
  readonly say: (line: string) => void;
  /** Told whenever a key may have carried something out. */
  readonly onCarried: () => void;
}

/**
 * Carries what the server wants of the keys that are in, one envelope of a key after the other. Whatever does not arrive, either
 * way, is asked for again: the server then sends the same envelope, and the key gives the same answer.
 */
export class TaskCarrier {
  /** What each key is busy with. */
  private readonly queues = new Map<string, Promise<void>>();
  private sequence = 0;

  constructor(private readonly parts: TaskCarrierParts) {}

  /** Listens until the connection is over. */
  async follow(session: ApiClient, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const lost = new AbortController();
      try {
        await this.listen(session, AbortSignal.any([over, lost.signal]), () => lost.abort());
      } catch (error) {
        if (!over.aborted) this.parts.say(`tasks are not heard (${wordsOf(error)})`);
      }
      const { retryMilliseconds } = this.parts;
      await delay(retryMilliseconds, undefined, { signal: over }).catch(() => undefined);
    }
  }

  /** What this key was busy with is of before it was put in. */
  forget(serial: string): void {
    this.queues.delete(serial);
  }

  private async listen(session: ApiClient, until: AbortSignal, onLost: () => void): Promise<void> {
    const tasks = session.subscribe(WorkstationTasksDocument, { after: this.sequence }, until);
    for await (const { workstationTasks: event } of tasks) {
      this.sequence = Math.max(this.sequence, event.sequence);
      const before = this.queues.get(event.keySerial) ?? Promise.resolve();
      const carried = before.then(() => this.carry(event, onLost));
      this.queues.set(event.keySerial, carried);
    }
  }

  /** Never fails. */
  private async carry(event: TaskEvent, onLost: () => void): Promise<void> {
    const { keys, calls, say, onCarried } = this.parts;
    const { keySerial, kind } = event;
    if (!keys.has(keySerial)) return say(`${kind} for ${keySerial}, which is not in`);
    try {
      await calls.carry(event);
      say(`${keySerial} ${taskInWords(kind)}`);
    } catch (error) {
      say(`${keySerial}: ${kind} is not done (${wordsOf(error)})`);
      // A key that has gone dark gets it when it is put in again.
      if (!(error instanceof PowerLost)) onLost();
    } finally {
      onCarried();
    }
  }
}
