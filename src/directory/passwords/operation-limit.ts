import { AppError } from '../../errors.js';
import type { LdapConnection } from '../wire/ldap-connection.js';

/** Holds every operation of a session to one time: what takes longer ends the connection, and so itself. */
export class OperationLimit {
  constructor(
    private readonly connection: LdapConnection,
    private readonly limitMs: number,
  ) {}

  /** The signal given to `work` fires when its time is over. */
  async within<T>(doing: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const over = new AbortController();
    const timer = setTimeout(() => {
      over.abort(
        new AppError(
          'DIRECTORY_TIMEOUT',
          `While ${doing}, ${this.connection.address.url} took too long, so the connection was given up.`,
        ),
      );
      this.connection.giveUp(doing);
    }, this.limitMs);
    try {
      return await work(over.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}
