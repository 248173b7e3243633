import { describe, expect, test } from '@jest/globals';
import type { ApiClient } from '../api-client.js';
import { PowerLost } from '../simulated-key/power.js';
import { MessageLost } from './carriage.js';
import type { TaskEvent } from './key-calls.js';
import { TaskCarrier } from './task-carrier.js';

function task(sequence: number, keySerial = 'LK-1'): TaskEvent {
  return { sequence, at: '', taskId: `task-${sequence}`, keySerial, kind: 'LINK', envelope: '' };
}

/** A server that sends a list of tasks for each subscription, and then keeps it open. */
class Tasks {
  readonly asked: number[] = [];
  readonly over = new AbortController();
  private readonly waiting = new Set<() => void>();

  constructor(private readonly lists: readonly (readonly TaskEvent[])[]) {}

  get session(): ApiClient {
    const subscribe = (_document: unknown, { after }: { after: number }, until: AbortSignal) =>
      this.send(after, until);
    return { subscribe } as unknown as ApiClient;
  }

  /** Settles with the subscription of this number, from 1. */
  async subscriptions(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  private async *send(after: number, until: AbortSignal) {
    const list = this.lists[this.asked.length] ?? [];
    this.asked.push(after);
    for (const tell of this.waiting) tell();
    for (const workstationTasks of list) yield { workstationTasks };
    if (until.aborted) return;
    await new Promise<void>((resolve) => until.addEventListener('abort', () => resolve(), { once: true }));
  }
}

interface Stand {
  readonly tasks: Pick<Tasks, 'session' | 'over'>;
  readonly carry: (event: TaskEvent) => Promise<void>;
  readonly isIn?: (serial: string) => boolean;
}

/** Follows until `until` settles; answers what was said. */
async function followed(
  { tasks, carry, isIn = () => true }: Stand,
  until: Promise<unknown>,
): Promise<string[]> {
  const said: string[] = [];
  const carrier = new TaskCarrier({
    keys: { has: isIn },
    calls: { carry },
    retryMilliseconds: 1,
    say: (line) => said.push(line),
    onCarried: () => undefined,
  });
  const following = carrier.follow(tasks.session, tasks.over.signal);
  await until;
  tasks.over.abort();
  await following;
  return said;
}

describe('what the server wants of keys', () => {
  test('is carried in order, one of a key after the other, and those of another key do not wait', async () => {
    const first = Promise.withResolvers<void>();
    const held: string[] = [];
    const other = Promise.withResolvers<void>();
    const last = Promise.withResolvers<void>();
    const order: string[] = [];
    const tasks = new Tasks([[task(1), task(2), task(3, 'LK-2')]]);
    const carry = async ({ taskId }: TaskEvent): Promise<void> => {
      order.push(taskId);
      if (taskId === 'task-1') await first.promise;
      if (taskId === 'task-3') other.resolve();
      if (taskId === 'task-2') last.resolve();
    };
    void other.promise.then(() => {
      held.push(...order);
      first.resolve();
    });
    await followed({ tasks, carry }, last.promise);
    expect(held).toEqual(['task-1', 'task-3']);
    expect(order).toEqual(['task-1', 'task-3', 'task-2']);
  });

  test('is asked for again, from the last number seen, when it did not arrive', async () => {
    const tasks = new Tasks([[task(4)], [task(4)], []]);
    const carried: number[] = [];
    const twice = Promise.withResolvers<void>();
    const carry = async ({ sequence }: TaskEvent): Promise<void> => {
      carried.push(sequence);
      if (carried.length === 1) throw new MessageLost('ACKNOWLEDGEMENT');
      twice.resolve();
    };
    const said = await followed({ tasks, carry }, twice.promise);
    expect(tasks.asked).toEqual([0, 4]);
    expect(carried).toEqual([4, 4]);
    expect(said).toContain('LK-1: LINK is not done (lost: ACKNOWLEDGEMENT)');
  });

  test('waits for a key that has gone dark or is not in, and is not asked for again meanwhile', async () => {
    const tasks = new Tasks([[task(1), task(2, 'LK-2'), task(3, 'LK-3')], []]);
    const last = Promise.withResolvers<void>();
    const carry = async ({ keySerial }: TaskEvent): Promise<void> => {
      if (keySerial === 'LK-1') throw new PowerLost('AFTER_WRITE');
      last.resolve();
    };
    const said = await followed({ tasks, carry, isIn: (serial) => serial !== 'LK-2' }, last.promise);
    expect(tasks.asked).toEqual([0]);
    expect(said).toContain('LINK for LK-2, which is not in');
  });

  test('is listened for again when the subscription fails', async () => {
    const tasks = new Tasks([[], []]);
    const session = tasks.session;
    let failed = false;
    const failing = {
      subscribe: (...given: Parameters<ApiClient['subscribe']>) => {
        if (failed) return session.subscribe(...given);
        failed = true;
        throw new Error('WRONG_STATE');
      },
    } as unknown as ApiClient;
    const stand = { tasks: { session: failing, over: tasks.over }, carry: async () => undefined };
    const said = await followed(stand, tasks.subscriptions(1));
    expect(said).toContain('tasks are not heard (WRONG_STATE)');
  });
});
