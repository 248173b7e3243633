import { CloseCode } from 'graphql-ws';
import type { Pool } from '../../database.js';
import type { Log } from '../../log.js';
import { stillValid } from '../../services/sign-in/authenticate.js';
import type { Principal } from '../../services/sign-in/principal.js';

/** A connection that is open by the right of somebody. */
export interface WatchedConnection {
  readonly principal: Principal;
  readonly close: (code: number, reason: string) => void;
}

/**
 * Ends connections whose session or token has been revoked or is over, within `seconds`: one question to the database for
 * all of this server's connections, whatever they watch.
 */
export class ConnectionWatch {
  private readonly connections = new Set<WatchedConnection>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly pool: Pool,
    private readonly log: Log,
    seconds: number,
  ) {
    this.timer = setInterval(() => void this.check(), seconds * 1_000);
    this.timer.unref();
  }

  add(connection: WatchedConnection): void {
    this.connections.add(connection);
  }

  delete(connection: WatchedConnection): void {
    this.connections.delete(connection);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** When the database does not answer, only what is over by the clock is ended; the next round asks again. */
  private async check(): Promise<void> {
    const watched = [...this.connections].filter(({ principal }) => principal.kind !== 'anonymous');
    if (watched.length === 0) return;
    let valid: ReadonlySet<string> | undefined;
    try {
      valid = await stillValid(this.pool, watched.map(credentialId));
    } catch (error) {
      this.log.warn({ err: error }, 'sessions of open connections could not be checked');
    }
    for (const connection of watched) {
      if (isOver(connection.principal) || valid?.has(credentialId(connection)) === false) {
        connection.close(CloseCode.Unauthorized, 'The session is over');
      }
    }
  }
}

function credentialId({ principal }: WatchedConnection): string {
  return principal.kind === 'user'
    ? principal.sessionId
    : principal.kind === 'token'
      ? principal.tokenId
      : '';
}

function isOver(principal: Principal): boolean {
  return principal.kind !== 'anonymous' && principal.expiresAt.getTime() <= Date.now();
}
