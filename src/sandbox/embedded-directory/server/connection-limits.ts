/** How much one client may ask of the server. */
export interface ConnectionLimits {
  /** Bytes of the longest message that is taken. */
  readonly longestMessage: number;
  /** A connection that says nothing for so long is closed, as Active Directory does (`MaxConnIdleTime`). */
  readonly idleMilliseconds: number;
  /** Requests that wait on one connection before no more are read from it. */
  readonly mostWaitingRequests: number;
  /** Connections at the same time; more are closed at once. */
  readonly mostConnections: number;
}

export const defaultLimits: ConnectionLimits = {
  longestMessage: 5 * 1024 * 1024,
  idleMilliseconds: 900_000,
  mostWaitingRequests: 200,
  mostConnections: 500,
};
