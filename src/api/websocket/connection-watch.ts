import { CloseCode } from 'graphql-ws';
import type { Log } from '../../log.js';
import {
  keepInUse,
  standingsOf,
  type SignInRules,
  type Standings,
} from '../../services/sign-in/authenticate.js';
import { parseBearer } from '../../services/sign-in/bearer.js';
import type { Principal } from '../../services/sign-in/principal.js';

/** A connection that is open by the right of somebody. */
export interface WatchedConnection {
  readonly principal: Principal;
  /** What they are known by. */
  readonly credential: string | undefined;
  /** Whether an operation is under way. */
  readonly isInUse: () => boolean;
  readonly close: (code: number, reason: string) => void;
}

export interface ConnectionWatchParts {
  readonly rules: SignInRules;
  readonly log: Log;
  /** Calls when somebody's right may have ended; returns what ends that. */
  readonly onAccessChange: (listener: () => void) => () => void;
  /** How often it is asked besides: nobody tells when time is up. */
  readonly seconds: number;
}

/**
 * Ends connections whose session or token has been revoked or is over or has got another secret, or whose user has another
 * role: as soon as the database tells of it, and by the clock. One question for all of this server's connections, whatever
 * they watch. What is watched meanwhile keeps its session from being idle.
 */
export class ConnectionWatch {
  private readonly connections = new Set<WatchedConnection>();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;
  private checking = false;
  private again = false;

  constructor(private readonly parts: ConnectionWatchParts) {
    this.timer = setInterval(() => void this.check(), parts.seconds * 1_000);
    this.timer.unref();
    this.stopListening = parts.onAccessChange(() => void this.check());
  }

  add(connection: WatchedConnection): void {
    this.connections.add(connection);
  }

  delete(connection: WatchedConnection): void {
    this.connections.delete(connection);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopListening();
  }

  /** One round at a time; what is told during it asks for one more, whose answer is newer. */
  private async check(): Promise<void> {
    this.again = true;
    if (this.checking) return;
    this.checking = true;
    while (this.again) {
      this.again = false;
      await this.checkOnce();
    }
    this.checking = false;
  }

  /** When the database does not answer, only what is over by the clock is ended; the next round asks again. */
  private async checkOnce(): Promise<void> {
    const watched = [...this.connections].filter(({ principal }) => principal.kind !== 'anonymous');
    if (watched.length === 0) return;
    let standings: Standings | undefined;
    try {
      await keepInUse(this.parts.rules.pool, idsOf(watched.filter(({ isInUse }) => isInUse())));
      standings = await standingsOf(this.parts.rules, idsOf(watched));
    } catch (error) {
      this.parts.log.warn({ err: error }, 'sessions of open connections could not be checked');
    }
    for (const connection of watched) {
      if (isOver(connection.principal) || (standings && !stands(connection, standings))) {
        connection.close(CloseCode.Unauthorized, 'The session is over');
      } else if (standings && !hasItsSecret(connection, standings)) {
        connection.close(CloseCode.Forbidden, 'The session has another secret: connect again with that');
      }
    }
  }
}

function stands(connection: WatchedConnection, standings: Standings): boolean {
  const standing = standings.get(credentialId(connection));
  const { principal } = connection;
  return standing !== undefined && (principal.kind !== 'user' || principal.role === standing.role);
}

/** Whoever has opened a connection with a secret that was replaced since has no more than that secret. */
function hasItsSecret(connection: WatchedConnection, standings: Standings): boolean {
  const { hash } = parseBearer(connection.credential ?? '') ?? {};
  return hash !== undefined && standings.get(credentialId(connection))?.hash.equals(hash) === true;
}

function idsOf(connections: readonly WatchedConnection[]): readonly string[] {
  return [...new Set(connections.map(credentialId))];
}

function credentialId({ principal }: WatchedConnection): string {
  switch (principal.kind) {
    case 'anonymous':
      return '';
    case 'user':
    case 'workstation':
    case 'authenticator':
      return principal.sessionId;
    case 'invitee':
      return principal.invitationId;
    case 'token':
      return principal.tokenId;
  }
}

function isOver(principal: Principal): boolean {
  return principal.kind !== 'anonymous' && principal.expiresAt.getTime() <= Date.now();
}
