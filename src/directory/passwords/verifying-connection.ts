import type { LdapConnection } from '../wire/ldap-connection.js';
import type { LdapResult } from '../wire/reply-reader.js';

/** Opens a connection to the controller of the session, whose identity was compared. */
export type OpenVerifying = (signal: AbortSignal) => Promise<LdapConnection>;

/**
 * The connection that passwords are tried on. A bind changes who a connection is, so nothing but binds is ever asked on
 * it once it stands, one at a time, and nothing the service account does goes over it. It is opened when it is first
 * needed, and anew when it was lost; a bind is never sent twice.
 */
export class VerifyingConnection {
  private connection: LdapConnection | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly open: OpenVerifying) {}

  /** Binds once. Fails when no connection comes about or no answer comes back. */
  tryPassword(name: string, password: string, signal: AbortSignal): Promise<LdapResult> {
    const result = this.turn.then(async () => {
      signal.throwIfAborted();
      const connection = await this.standing(signal);
      const giveUp = (): void => connection.giveUp(DOING);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        return await connection.tryBind(name, password, DOING);
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.connection?.close();
  }

  private async standing(signal: AbortSignal): Promise<LdapConnection> {
    if (this.connection === undefined || this.connection.isOver) this.connection = await this.open(signal);
    return this.connection;
  }
}

const DOING = 'trying a password';
