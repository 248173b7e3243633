/** What a set asks before each write, and tells after it. */
export interface WriteLane {
  /** Resolves when it is the turn of a set of so many. */
  enter(count: number): Promise<void>;
  /**
   * The next set may write.
   *
   * @param isOdd something has not gone well: what was got ready before that was known does not go on
   */
  leave(isOdd: boolean): void;
  /** Resolves when the next write may leave: no more of them in a minute than the domain allows. */
  take(): Promise<void>;
  /** False: nothing more is begun. */
  mayGoOn(): boolean;
  /** True: nothing is written before what was written last is proved. */
  readonly isOneByOne: boolean;
  /** How many milliseconds a write took. */
  took(milliseconds: number): void;
}
