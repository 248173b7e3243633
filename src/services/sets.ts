/** What became of one item of a set: what is its own fault is its own failure. */
export type SetAnswer<Answer> = { readonly answer: Answer } | { readonly error: unknown };

/**
 * Has what comes at about the same time done in one go. The first goes at once; what comes while a set is worked on is the
 * next one. So one that comes alone waits for nobody, and of many each costs a share of a few statements.
 */
export class Sets<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private isWorking = false;

  /**
   * @param work answers each item of a set, in their order; when it fails, all of them have failed
   * @param most items of one set
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly SetAnswer<Answer>[]>,
    private readonly most: number,
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
    while (this.waiting.length > 0) await this.workOn(this.waiting.splice(0, this.most));
    this.isWorking = false;
  }

  private async workOn(set: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(set.map(({ item }) => item));
      for (const [at, { resolve, reject }] of set.entries()) {
        const answer = answers[at];
        if (answer === undefined) reject(new Error('an item of a set was not answered'));
        else if ('error' in answer) reject(answer.error);
        else resolve(answer.answer);
      }
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
