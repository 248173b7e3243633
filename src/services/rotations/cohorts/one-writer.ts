import type { WriteLane } from '../../password-changes/sets/write-lane.js';
import type { WriteBudget } from './write-budget.js';

/** A set is written within about this time: what was intended does not wait for long, and what came of it is noted soon. */
const SET_MS = 600;
const LARGEST_SET = 16;
/** So many are left of a set when the next one is got ready. */
const NEARLY_OVER = 4;
/** What a write is taken to last until some have. */
const FIRST_GUESS_MS = 25;
/** Of how many writes the mean is taken. */
const REMEMBERED = 8;

export interface WriterParts {
  readonly budget: WriteBudget;
  readonly signal: AbortSignal;
  /** Nothing is written before what was written last is proved. */
  readonly isOneByOne: boolean;
  readonly mayGoOn: () => boolean;
  /** Called when there may be room for another set. */
  readonly onRoom: () => void;
}

/** A set that is got ready to be written, or is written. */
export interface Place extends WriteLane {
  /** Gives the place up, where nothing came of the set. */
  drop(): void;
}

/** Ends a turn at writing that was taken alone; true: something has not gone well. */
export type LeaveAlone = (isOdd: boolean) => void;

/** Sets of one cohort, and whoever goes on alone, write one after another: the next set is got ready while one is written. */
export class OneWriter {
  private turn: Promise<void> = Promise.resolve();
  /** Of the set that is written now. */
  private left = 0;
  private next: Place | undefined;
  /** Sets that did not go well: what was got ready before is looked at again. */
  private odd = 0;
  private milliseconds = FIRST_GUESS_MS;

  constructor(private readonly parts: WriterParts) {}

  /** How many may be written together. */
  get setSize(): number {
    const each = Math.max(this.milliseconds, this.parts.budget.interval);
    return Math.min(Math.max(Math.floor(SET_MS / each), 1), LARGEST_SET);
  }

  /** Whether a set of so many is to be got ready: a small one only where the directory would soon have nothing to do. */
  hasRoomFor(count: number): boolean {
    if (count === 0 || this.next !== undefined) return false;
    return this.left <= NEARLY_OVER || count >= this.setSize;
  }

  /** Resolves when it is the turn of one that goes on alone. Nothing else is written before it has left. */
  async enterAlone(): Promise<LeaveAlone> {
    const turn = Promise.withResolvers<void>();
    await this.follow(turn.promise);
    return (isOdd) => this.leave(turn, isOdd);
  }

  /** A place for the set that is got ready now. */
  reserve(): Place {
    const turn = Promise.withResolvers<void>();
    const { isOneByOne, budget, signal, mayGoOn } = this.parts;
    const oddBefore = this.odd;
    const place: Place = {
      isOneByOne,
      enter: async (count) => {
        await this.follow(turn.promise);
        this.left = count;
        place.drop();
      },
      leave: (isOdd) => this.leave(turn, isOdd),
      take: async () => void (await budget.take(signal)),
      mayGoOn: () => this.odd === oddBefore && !signal.aborted && mayGoOn(),
      took: (milliseconds) => this.took(milliseconds),
      drop: () => {
        if (this.next !== place) return;
        this.next = undefined;
        this.parts.onRoom();
      },
    };
    this.next = place;
    return place;
  }

  private async follow(turn: Promise<void>): Promise<void> {
    const before = this.turn;
    this.turn = turn;
    await before;
  }

  private leave(turn: PromiseWithResolvers<void>, isOdd: boolean): void {
    if (isOdd) this.odd += 1;
    this.left = 0;
    turn.resolve();
    this.parts.onRoom();
  }

  private took(milliseconds: number): void {
    this.milliseconds += (milliseconds - this.milliseconds) / REMEMBERED;
    this.left = Math.max(this.left - 1, 0);
    if (this.left === NEARLY_OVER) this.parts.onRoom();
  }
}
