/** Something of an installation that runs by itself. */
export interface RunningPart {
  /** At once, as a crash does. */
  kill(): Promise<void>;
}

/** A part that can be killed and started again on what it left behind. */
export class Revivable<Part extends RunningPart = RunningPart> {
  private running: Part | undefined;

  constructor(private readonly begin: () => Promise<Part>) {}

  /** @throws Error while it does not run */
  get now(): Part {
    if (this.running === undefined) throw new Error('This part was killed, and not started again.');
    return this.running;
  }

  async start(): Promise<Part> {
    this.running = await this.begin();
    return this.running;
  }

  async kill(): Promise<void> {
    const killed = this.running;
    this.running = undefined;
    await killed?.kill();
  }
}
