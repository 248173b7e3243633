import type { Pool } from '../../database.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import type { PasswordChangeKind } from '../../domain/states.js';
import { keyFile } from '../../sandbox/simulated-key/key-file.js';
import type { PasswordStep, ScriptedPasswords } from '../scripted-directory/scripted-passwords.js';

/** An account as it is watched. */
export interface WatchedAccount {
  readonly id: string;
  readonly guid: ObjectGuid;
  readonly passwords: ScriptedPasswords;
}

interface Writer {
  readonly changeId: string;
  readonly kind: PasswordChangeKind;
  readonly keyId: string | null;
  readonly wasSent: boolean;
}

interface Promised {
  readonly keyId: string;
  /** What the controllers had before this change wrote first. */
  readonly before: ReadonlySet<string>;
}

/**
 * Sees every write to the directory and everything a key takes, and tells of any moment at which a person could not log on
 * any more, and of changes that got into each other's way.
 */
export class Witness {
  readonly faults: string[] = [];
  /** Who has written to each account, in order. */
  readonly writers = new Map<string, Writer[]>();
  readonly #promises = new Map<string, Promised>();

  constructor(
    private readonly pool: Pool,
    private readonly accounts: readonly WatchedAccount[],
    /** The file of a key, by its id. */
    private readonly fileOf: (keyId: string) => string,
  ) {}

  /** To be told of every step of the directory. */
  async sees({ call, at, account: guid }: PasswordStep): Promise<void> {
    const account = this.accounts.find((each) => each.guid === guid);
    if (account === undefined || call !== 'resetPassword') return;
    if (at === 'BEFORE') await this.seesWriter(account);
    else await this.looks('after a reset');
  }

  /** From here on nobody promises that this key holds anything: it is retired, or was reset by hand. */
  forgets(keyId: string): void {
    for (const [accountId, promised] of this.#promises)
      if (promised.keyId === keyId) this.#promises.delete(accountId);
  }

  /** Whether each controller would take a password that the account's key holds, or still has the one from before. */
  async looks(when: string): Promise<void> {
    for (const { id, guid, passwords } of this.accounts) {
      const promised = this.#promises.get(id);
      if (promised === undefined) continue;
      const held = await this.heldFor(promised.keyId, id);
      const lost = passwords.controllers.filter((controller) => {
        const { password } = passwords.stateOf(controller, guid);
        return !held.has(password) && !promised.before.has(password);
      });
      if (lost.length > 0)
        this.faults.push(
          `${when}: ${lost.map(({ dnsHostName }) => dnsHostName).join(', ')} has a password of ${id} that its key does not hold`,
        );
    }
  }

  /** Every password that a key holds for an account, in whatever slot. */
  async heldFor(keyId: string, accountId: string): Promise<ReadonlySet<string>> {
    const { memory } = await keyFile(this.fileOf(keyId)).read();
    const slots = memory.accounts.find((each) => each.accountId === accountId);
    return new Set([slots?.active, slots?.pending, slots?.previous].flatMap((slot) => slot?.password ?? []));
  }

  private async seesWriter(account: WatchedAccount): Promise<void> {
    const { rows } = await this.pool.query<Writer>(
      `select id as "changeId", kind, key_id as "keyId", sent_at is not null as "wasSent"
       from password_change where account_id = $1 and holds_claim and ended_at is null`,
      [account.id],
    );
    const [writer] = rows;
    if (writer === undefined || rows.length > 1) {
      this.faults.push(`a reset of ${account.id} while ${rows.length} changes claim it`);
      return;
    }
    if (!writer.wasSent) this.faults.push(`a reset of ${account.id} that its change does not know of`);
    this.seesTurn(account.id, writer);
    if (writer.kind === 'ACTIVATION') this.promise(account, writer);
    else this.#promises.delete(account.id);
  }

  /** Once another change has written, the one before writes no more. */
  private seesTurn(accountId: string, writer: Writer): void {
    const earlier = this.writers.get(accountId) ?? [];
    this.writers.set(accountId, [...earlier, writer]);
    const last = earlier.at(-1)?.changeId;
    if (last !== writer.changeId && earlier.some(({ changeId }) => changeId === writer.changeId))
      this.faults.push(`two changes of ${accountId} overlap: ${last} and ${writer.changeId}`);
  }

  private promise({ id, guid, passwords }: WatchedAccount, { keyId }: Writer): void {
    if (keyId === null) {
      this.faults.push(`a reset of ${id} for no key`);
      return;
    }
    if (this.#promises.get(id)?.keyId === keyId) return;
    const before = passwords.controllers.map((controller) => passwords.stateOf(controller, guid).password);
    this.#promises.set(id, { keyId, before: new Set(before) });
  }
}
