/** Who gets an address that changes hands in this run, and through whom it becomes free. */
export interface AddressMoves {
  readonly granted: ReadonlySet<string>;
  /** People whose own change of address frees one that was granted: applied together with those who take it. */
  readonly releasing: ReadonlySet<string>;
  /** People who are gone and whose employee goes on with a new account of this domain, known by the same address. */
  readonly replaced: ReadonlySet<string>;
}
