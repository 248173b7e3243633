import type { Pool } from '../../database.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import type { PasswordChangeKind, PasswordChangeOrder } from '../../domain/states.js';
import { keyFile } from '../../sandbox/simulated-key/key-file.js';
import type { PasswordStep, ScriptedPasswords } from '../scripted-directory/scripted-passwords.js';
import { aheadOf, type Ahead } from './ahead.js';

/** An account as it is watched. */
export interface WatchedAccount {
  readonly id: string;
  readonly guid: ObjectGuid;
  readonly passwords: ScriptedPasswords;
}

export interface Writer {
  readonly changeId: string;
  readonly kind: PasswordChangeKind;
  readonly order: PasswordChangeOrder;
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
 * any more, and of changes that got into each other's way. Where the directory is asked first nobody is promised to log on
 * until the key is given the password; that it will be is promised.
 */
export class Witness {
  readonly faults: string[] = [];
  /** Who has written to each account, in order. */
  readonly writers = new Map<string, Writer[]>();
  readonly #promises = new Map<string, Promised>();
  /** Changes whose key is yet to get what the directory has. */
  readonly #ahead = new Map<string, Writer>();

  constructor(
    private readonly pool: Pool,
    private readonly accounts: readonly WatchedAccount[],
    /** The file of a key, by its id. */
    private readonly fileOf: (keyId: string) => string,
  ) {}

  /** To be told of every step of the directory. */
  async sees({ call, at, account: guid }: PasswordStep): Promise<void> {
    const account = this.accounts.find((each) => each.guid === guid);
    if (account === undefined || (call !== 'resetPassword' && call !== 'changePassword')) return;
    if (at === 'BEFORE') await this.seesWriter(account);
    else await this.looks('after a write');
  }

  /** From here on nobody promises that this key holds anything: it is retired, or was reset by hand. */
  forgets(keyId: string): void {
    for (const [accountId, promised] of this.#promises)
      if (promised.keyId === keyId) this.#promises.delete(accountId);
    for (const [accountId, writer] of this.#ahead) if (writer.keyId === keyId) this.#ahead.delete(accountId);
  }

  /** Somebody has set the password past us. */
  forgetsAccount(accountId: string): void {
    this.#promises.delete(accountId);
    this.#ahead.delete(accountId);
  }

  /** Whether each controller would take a password that the account's key holds, or still has the one from before. */
  async looks(when: string): Promise<void> {
    for (const account of this.accounts) {
      await this.looksAhead(account, when);
      const promised = this.#promises.get(account.id);
      if (promised !== undefined) await this.looksAt(account, promised, when);
    }
  }

  /** Every password that a key holds for an account, in whatever slot. */
  async heldFor(keyId: string, accountId: string): Promise<ReadonlySet<string>> {
    const { memory } = await keyFile(this.fileOf(keyId)).read();
    const slots = memory.accounts.find((each) => each.accountId === accountId);
    return new Set([slots?.active, slots?.pending, slots?.previous].flatMap((slot) => slot?.password ?? []));
  }

  private async looksAt(
    { id, guid, passwords }: WatchedAccount,
    { keyId, before }: Promised,
    when: string,
  ): Promise<void> {
    const held = await this.heldFor(keyId, id);
    const lost = passwords.controllers.filter((controller) => {
      const { password } = passwords.stateOf(controller, guid);
      return !held.has(password) && !before.has(password);
    });
    if (lost.length > 0)
      this.faults.push(
        `${when}: ${lost.map(({ dnsHostName }) => dnsHostName).join(', ')} has a password of ${id} that its key does not hold`,
      );
  }

  /** What the directory has alone is sealed to its key, and nowhere else once it was seen there; then the key has it. */
  private async looksAhead(account: WatchedAccount, when: string): Promise<void> {
    const writer = this.#ahead.get(account.id);
    if (writer === undefined) return;
    const ahead = await aheadOf(this.pool, writer.changeId);
    if (ahead.hasClaim) return;
    this.faults.push(...faultsOf(ahead).map((fault) => `${when}: ${fault} of ${account.id}`));
    if (!ahead.hasEnded) return;
    this.#ahead.delete(account.id);
    if (ahead.isManaged && writer.keyId !== null)
      this.#promises.set(account.id, this.since(account, writer.keyId));
  }

  /** Controllers that have not heard of it yet take what they took; whoever has, what the key has. */
  private since({ guid, passwords }: WatchedAccount, keyId: string): Promised {
    const { password: newest } = passwords.controllers
      .map((controller) => passwords.stateOf(controller, guid))
      .reduce((one, other) => (one.version >= other.version ? one : other));
    const all = passwords.controllers.map((controller) => passwords.stateOf(controller, guid).password);
    return { keyId, before: new Set(all.filter((password) => password !== newest)) };
  }

  private async seesWriter(account: WatchedAccount): Promise<void> {
    const { rows } = await this.pool.query<Writer>(
      `select id as "changeId", kind, change_order as "order", key_id as "keyId", sent_at is not null as "wasSent"
       from password_change where account_id = $1 and holds_claim and ended_at is null`,
      [account.id],
    );
    const [writer] = rows;
    if (writer === undefined || rows.length > 1) {
      this.faults.push(`a write to ${account.id} while ${rows.length} changes claim it`);
      return;
    }
    if (!writer.wasSent) this.faults.push(`a write to ${account.id} that its change does not know of`);
    this.seesTurn(account.id, writer);
    this.#ahead.delete(account.id);
    if (writer.order === 'KEY_FIRST') return this.promise(account, writer);
    this.#promises.delete(account.id);
    if (writer.order === 'DIRECTORY_FIRST') this.#ahead.set(account.id, writer);
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
      this.faults.push(`a write to ${id} for no key`);
      return;
    }
    if (this.#promises.get(id)?.keyId === keyId) return;
    const before = passwords.controllers.map((controller) => passwords.stateOf(controller, guid).password);
    this.#promises.set(id, { keyId, before: new Set(before) });
  }
}

function faultsOf({ hasCopy, isOnItsWay, hasEnded, isManaged, kind }: Ahead): string[] {
  if (hasEnded) return hasCopy ? [`a copy is left of a ${kind} that is over`] : [];
  return [
    ...(hasCopy ? [`a copy is kept of a ${kind} that only its key is to get`] : []),
    ...(isOnItsWay ? [] : [`nothing brings the password of a ${kind} to the key`]),
    ...(isManaged ? ['it counts as managed while the key does not have the password'] : []),
  ];
}
