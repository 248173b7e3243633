/**
 * Lets one piece of work be under way while the next is made ready, and never two. Whoever uses it ends with `end`, in a
 * `finally` where nothing may be left behind.
 */
export class OneBehind {
  private running: Promise<unknown> = Promise.resolve();

  /** Begins `work` once what was begun before is done; does not wait for it. Fails with what that failed with. */
  async begin(work: () => Promise<unknown>): Promise<void> {
    await this.running;
    this.running = work();
    // Awaited by whoever begins the next, or ends.
    this.running.catch(() => undefined);
  }

  /** Waits for what is under way. Fails with what that failed with. */
  async end(): Promise<void> {
    await this.running;
  }
}
