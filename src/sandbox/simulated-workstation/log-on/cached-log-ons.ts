import { createHmac, randomBytes } from 'node:crypto';

/** What somebody logs on with. */
interface Given {
  readonly accountId: string;
  readonly password: string;
}

/** What Windows keeps of log-ons at a controller, so that the same password lets the same person in without one. */
export class CachedLogOns {
  private readonly secret = randomBytes(32);
  private readonly kept = new Map<string, string>();

  /** In place of what was kept for this account. */
  remember({ accountId, password }: Given): void {
    this.kept.set(accountId, this.digest(password));
  }

  has({ accountId, password }: Given): boolean {
    return this.kept.get(accountId) === this.digest(password);
  }

  private digest(password: string): string {
    return createHmac('sha256', this.secret).update(password, 'utf16le').digest('hex');
  }
}
