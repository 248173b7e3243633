import { completeSet } from '../../password-changes/sets/complete-set.js';
import { prepareSet } from '../../password-changes/sets/prepare-set.js';
import type { SetParts, SetResult } from '../../password-changes/sets/set.js';
import { writeSet } from '../../password-changes/sets/write-set.js';
import type { Lane } from './cohort-state.js';
import type { OneWriter } from './one-writer.js';

const PREPARED_TOGETHER = 20;
const COMPLETED_TOGETHER = 50;
/** Who has the new password already loses nothing by waiting so long for others, or until there are so many. */
const COMPLETED_WITHIN_MS = 150;
const ENOUGH_TO_COMPLETE = 20;
const NEARLY_DRY = 24;
/** So many keys are given something before the directory has caught up: more would only be kept longer. */
const MOST_AHEAD = 48;

export interface LanesParts {
  readonly changing: SetParts;
  readonly writer: OneWriter;
  /** Called when what waited for others waits no longer. */
  readonly onDue: () => void;
  /** Told what has come of each set; undefined when it failed. */
  readonly onDone: (changeIds: readonly string[], result: SetResult | undefined, error?: unknown) => void;
}

/** The steps that changes of a cohort take in sets: beside each other, and each set of one step after another. */
export class Lanes {
  private readonly lined: { readonly [Each in Lane]: Set<string> } = {
    PREPARE: new Set(),
    WRITE: new Set(),
    COMPLETE: new Set(),
  };
  private readonly busy = new Set<string>();
  /** Their keys were given a password that the directory was not. */
  private readonly ahead = new Set<string>();
  private isPreparing = false;
  private isCompleting = false;
  private completeBy: number | undefined;

  constructor(private readonly parts: LanesParts) {}

  add(lane: Lane, id: string): void {
    this.lined[lane].add(id);
  }

  /** Whether a change is in a set now. */
  isBusy(id: string): boolean {
    return this.busy.has(id);
  }

  get busySize(): number {
    return this.busy.size;
  }

  get size(): number {
    const { PREPARE, WRITE, COMPLETE } = this.lined;
    return this.busy.size + PREPARE.size + WRITE.size + COMPLETE.size;
  }

  /** Whether nobody is left to begin, and few are left to be written. */
  get isNearlyDry(): boolean {
    return this.lined.PREPARE.size === 0 && !this.isPreparing && this.ahead.size < NEARLY_DRY;
  }

  /** It is not waited for any more. */
  forget(id: string): void {
    this.ahead.delete(id);
  }

  /** What has asked nothing of the directory, and is in no set yet: it goes another way. */
  takeUnsent(): string[] {
    const unsent = [...this.lined.PREPARE, ...this.lined.WRITE];
    this.lined.PREPARE.clear();
    this.lined.WRITE.clear();
    return unsent;
  }

  /** Begins whatever can be begun. */
  dispatch(): void {
    const { changing, writer } = this.parts;
    const { PREPARE, WRITE, COMPLETE } = this.lined;
    if (!this.isCompleting && this.mayComplete()) {
      this.isCompleting = true;
      this.completeBy = undefined;
      const ids = take(COMPLETE, COMPLETED_TOGETHER);
      this.carryOut(ids, completeSet(changing, ids), () => (this.isCompleting = false));
    }
    if (writer.hasRoomFor(WRITE.size)) this.write();
    const isStarved = WRITE.size === 0 && writer.hasRoomFor(1);
    if (!this.isPreparing && PREPARE.size > 0 && (isStarved || this.ahead.size < MOST_AHEAD)) {
      this.isPreparing = true;
      const ids = take(PREPARE, PREPARED_TOGETHER);
      for (const id of ids) this.ahead.add(id);
      this.carryOut(ids, prepareSet(changing, ids), () => (this.isPreparing = false));
    }
  }

  private mayComplete(): boolean {
    const { size } = this.lined.COMPLETE;
    if (size === 0) return false;
    const isLast = this.size === size && this.ahead.size === 0;
    if (isLast || size >= ENOUGH_TO_COMPLETE) return true;
    const now = performance.now();
    if (this.completeBy === undefined) {
      this.completeBy = now + COMPLETED_WITHIN_MS;
      setTimeout(this.parts.onDue, COMPLETED_WITHIN_MS).unref();
    }
    return now >= this.completeBy;
  }

  private write(): void {
    const { changing, writer } = this.parts;
    const ids = take(this.lined.WRITE, writer.setSize);
    for (const id of ids) this.ahead.delete(id);
    const place = writer.reserve();
    const written = place.take().then(() => writeSet(changing, ids, place));
    this.carryOut(ids, written, () => place.drop());
  }

  private carryOut(ids: readonly string[], result: Promise<SetResult>, after: () => void): void {
    for (const id of ids) this.busy.add(id);
    const done = (of: SetResult | undefined, error?: unknown): void => {
      after();
      for (const id of ids) this.busy.delete(id);
      this.parts.onDone(ids, of, error);
    };
    result.then(done, (error: unknown) => done(undefined, error));
  }
}

function take(from: Set<string>, most: number): string[] {
  const ids = [...from].slice(0, most);
  for (const id of ids) from.delete(id);
  return ids;
}
