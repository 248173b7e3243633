/** What a started thing gives back so that it can be stopped again. */
export type Stop = () => Promise<void>;

/**
 * Things that were started, to be stopped in the opposite order: a server before the database it talks to.
 * Stopping goes on when one of them fails, and reports every failure at the end.
 */
export class StopStack {
  readonly #entries: { readonly name: string; readonly stop: Stop }[] = [];
  #stopping: Promise<void> | undefined;

  /** Registers `stop` to run before everything registered until now. */
  push(name: string, stop: Stop): void {
    if (this.#stopping !== undefined)
      throw new Error(`${name} was started while everything is being stopped.`);
    this.#entries.push({ name, stop });
  }

  /**
   * Stops everything, last started first. May be called any number of times: all calls wait for the same work.
   * @throws AggregateError naming each thing that could not be stopped.
   */
  stopAll(): Promise<void> {
    this.#stopping ??= this.#unwind();
    return this.#stopping;
  }

  async #unwind(): Promise<void> {
    const failures: Error[] = [];
    for (const { name, stop } of this.#entries.toReversed()) {
      try {
        await stop();
      } catch (cause) {
        failures.push(new Error(`${name} could not be stopped.`, { cause }));
      }
    }
    this.#entries.length = 0;
    if (failures.length > 0) {
      throw new AggregateError(failures, failures.map((failure) => failure.message).join(' '));
    }
  }
}
