import type { SyncInstruction } from '../../../domain/sync/planned-decision.js';

/** How many people are applied in one transaction. */
export const BATCH_SIZE = 1_000;

/** The batch of those who must be applied in one transaction, before everybody else. */
const TOGETHER = -2_000_000_000;
/** Batches of those who were known before, or who change nothing: one after another. */
const FIRST_OF_KNOWN = -1_000_000_000;
/** Batches of people who get an employee of their own and touch nobody else. They come last, and in any order. */
export const FIRST_OF_NEW = 1;

/** Shares the items of a plan out among batches, by what may be applied beside what. */
export class BatchNumbers {
  private known = 0;
  private fresh = 0;

  next({ together, employee, action }: SyncInstruction): number {
    if (together) return TOGETHER;
    if (employee !== 'NEW' || action !== 'LINK')
      return FIRST_OF_KNOWN + Math.floor(this.known++ / BATCH_SIZE);
    return FIRST_OF_NEW + Math.floor(this.fresh++ / BATCH_SIZE);
  }
}
