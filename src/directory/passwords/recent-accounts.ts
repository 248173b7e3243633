import type { ObjectGuid } from '../../domain/identifiers.js';
import type { PasswordAccount } from '../password-directory.js';

/** No longer than a writer may be stopped between looking and writing. */
const RECENT_MS = 5_000;
/** Whoever made a policy apply, or not any more, waits so long at most. */
const POLICY_MS = 60_000;
const MOST = 1_000;

interface Seen {
  readonly account: PasswordAccount;
  readonly at: number;
}

interface SeenPolicy {
  /** Undefined: none of its own. */
  readonly dn: string | undefined;
  readonly at: number;
}

/**
 * What one session has read a moment ago, so that what is asked for several times within one step is asked once. Nothing
 * that tells what became of a write is taken from here.
 */
export class RecentAccounts {
  private readonly accounts = new Map<ObjectGuid, Seen>();
  private readonly policies = new Map<ObjectGuid, SeenPolicy>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  remember(account: PasswordAccount): void {
    put(this.accounts, account.objectGuid, { account, at: this.now() });
  }

  /** Something was written to it. */
  forget(guid: ObjectGuid): void {
    this.accounts.delete(guid);
  }

  rememberPolicy(guid: ObjectGuid, dn: string | undefined): void {
    put(this.policies, guid, { dn, at: this.now() });
  }

  /** The account as it was read at most five seconds ago; undefined when it was not. */
  account(guid: ObjectGuid): PasswordAccount | undefined {
    const seen = this.accounts.get(guid);
    return seen !== undefined && this.now() - seen.at <= RECENT_MS ? seen.account : undefined;
  }

  /** The DN of the policy of its own, where it was asked for lately; undefined when nobody asked. */
  policy(guid: ObjectGuid): { readonly dn: string | undefined } | undefined {
    const seen = this.policies.get(guid);
    return seen !== undefined && this.now() - seen.at <= POLICY_MS ? seen : undefined;
  }
}

/** Remembers something for a while, and asks again then. */
export class Remembered<Key, Value> {
  private readonly values = new Map<Key, { readonly value: Promise<Value>; readonly at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** What was asked for lately, or else what `ask` says now; a failure is not remembered. */
  get(key: Key, ask: () => Promise<Value>): Promise<Value> {
    const known = this.values.get(key);
    if (known !== undefined && this.now() - known.at <= POLICY_MS) return known.value;
    const value = ask();
    put(this.values, key, { value, at: this.now() });
    value.catch(() => this.values.get(key)?.value === value && this.values.delete(key));
    return value;
  }
}

function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (map.size >= MOST) map.clear();
  map.set(key, value);
}
