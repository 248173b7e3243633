/** How long a controller may take, in milliseconds. Running out of time ends the connection. */
export interface DirectoryTimeouts {
  /** Name resolution, TCP and TLS together. */
  readonly connect: number;
  /** The answer to a bind. */
  readonly bind: number;
  /** The first word of an answer about one object. */
  readonly object: number;
  /** The answer to a request that changes something. */
  readonly write: number;
  /** The first word of an answer about many. AD itself gives up at 120 s and says so, which is worth waiting for. */
  readonly page: number;
  /** Silence in the middle of an answer. */
  readonly silence: number;
  /** One whole answer, however steadily it trickles in. */
  readonly answer: number;
}

export const DEFAULT_TIMEOUTS: DirectoryTimeouts = {
  connect: 5_000,
  bind: 5_000,
  object: 15_000,
  write: 8_000,
  page: 130_000,
  silence: 30_000,
  answer: 600_000,
};
