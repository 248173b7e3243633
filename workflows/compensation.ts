import { CancellationScope, log } from '@temporalio/workflow';

/** Names what has to be done should a step that is about to begin not come to its end. */
export type Register = (undo: () => Promise<unknown>) => void;

/**
 * Does the work; should it fail or be cancelled, does what was registered for that, the last first, and fails then as the
 * work did. What undoes a step is registered before the step begins, asks what is true, and cannot be cancelled: a step may
 * have failed before, during or after its act.
 */
export async function withCompensation<T>(work: (register: Register) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = [];
  try {
    return await work((undo) => undos.push(undo));
  } catch (error) {
    await CancellationScope.nonCancellable(async () => {
      for (const undo of undos.toReversed()) {
        await undo().catch((cause: unknown) => log.warn('compensation failed', { error: cause }));
      }
    });
    throw error;
  }
}
