export interface SetLimits {
  /** Items of one set. */
  readonly most: number;
  /** Whether the next set waits a little after one of many. */
  readonly rests?: boolean;
}

const REST_EACH_MS = 8;
const MOST_REST_MS = 40;

function rest(items: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(items * REST_EACH_MS, MOST_REST_MS)).unref();
  });
}

/**
 * Has what comes at about the same time done in one go. The first goes at once; what comes while a set is worked on is the
 * next one. So one that comes alone waits for nobody, and of many each costs a share of a few statements.
 *
 * Where sets are to rest, the next one waits a little after a set, the longer the more there were in it: then the next is one of
 * many too. What comes now and then does not come within that.
 */
export class Sets<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private isWorking = false;

  /** @param work answers each item of a set, in their order; when it fails, all of them have failed */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly limits: SetLimits,
  ) {}

  add(item: Item): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.waiting.push({ item, resolve, reject });
    if (!this.isWorking) void this.workOff();
    return promise;
  }

  private async workOff(): Promise<void> {
    this.isWorking = true;
    // Those who come in the same turn of the event loop come together.
    await new Promise((resolve) => setImmediate(resolve));
    const { most, rests = false } = this.limits;
    while (this.waiting.length > 0) {
      const set = this.waiting.splice(0, most);
      await this.workOn(set);
      if (rests && this.waiting.length < most) await rest(set.length);
    }
    this.isWorking = false;
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
