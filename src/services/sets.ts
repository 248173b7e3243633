export interface SetLimits {
  /** Items of one set. */
  readonly most: number;
  /** Whether sets are made larger where many follow each other. */
  readonly gathers?: boolean;
}

/** So many within so long are many: a person at a workstation makes fewer. */
const MANY = 10;
const MANY_WITHIN_MS = 250;
/** From the beginning of one set to that of the next, where there are many. */
const GATHERING_MS = 8;

/**
 * Has what comes at about the same time done in one go. The first goes at once; what comes while a set is worked on is the
 * next one. So one that comes alone waits for nobody, and of many each costs a share of a few statements.
 *
 * Sets that gather wait a little for each other where many follow each other, so that each is one of several. What comes now
 * and then is not kept waiting by that.
 */
export class Sets<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private isWorking = false;
  /** When the last of `MANY` came, the oldest first. */
  private readonly moments: number[] = [];

  /** @param work answers each item of a set, in their order; when it fails, all of them have failed */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly limits: SetLimits,
  ) {}

  add(item: Item): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.waiting.push({ item, resolve, reject });
    this.moments.push(performance.now());
    if (this.moments.length > MANY) this.moments.shift();
    if (!this.isWorking) void this.workOff();
    return promise;
  }

  private async workOff(): Promise<void> {
    this.isWorking = true;
    // Those who come in the same turn of the event loop come together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const began = performance.now();
      await this.workOn(this.waiting.splice(0, this.limits.most));
      if (this.limits.gathers) await this.gather(began);
    }
    this.isWorking = false;
  }

  private async gather(began: number): Promise<void> {
    const now = performance.now();
    const [first = now] = this.moments;
    const areMany = this.moments.length === MANY && now - first < MANY_WITHIN_MS;
    if (!areMany || this.waiting.length >= this.limits.most) return;
    await new Promise((resolve) => setTimeout(resolve, began + GATHERING_MS - now).unref());
  }

  private async workOn(set: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(set.map(({ item }) => item));
      // Undefined is an answer, too.
      for (const [at, { resolve }] of set.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      for (const { reject } of set) reject(error);
    }
  }
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}
