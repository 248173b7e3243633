import type { Sql } from '../../../database.js';
import type { PasswordNames } from '../../../domain/password/name-parts.js';
import { sealCredential } from '../../../keys/key-protocol.js';
import type { AccountFacts } from '../policy/account-facts.js';
import { addWantedKeyTasks, type WantedKeyTask } from '../../keys/moves/move-tasks.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { ChangeKey } from './situation.js';

/** The longest name the protocol of keys takes, in bytes. */
const LONGEST_LOG_ON_NAME = 256;

/** What somebody types above the password; undefined when the directory says nothing that fits. */
export function logOnName(
  { userPrincipalName, samAccountName }: Pick<PasswordNames, 'userPrincipalName' | 'samAccountName'>,
  { dnsName }: AccountFacts['domain'],
): string | undefined {
  // Every account can be called by its login and its domain, whatever its principal name.
  const implicit = samAccountName ? `${samAccountName}@${dnsName}` : undefined;
  return [userPrincipalName, implicit].find(
    (name): name is string =>
      typeof name === 'string' && name !== '' && Buffer.byteLength(name) <= LONGEST_LOG_ON_NAME,
  );
}

/** A password that a key is to take, and what its owner types above it. */
export interface PasswordForKey {
  readonly key: ChangeKey;
  readonly name: string;
  readonly password: string;
}

/** Tells the key to take a password into its pending slot. Sealed here: from then on only this key can read it. */
export function writeToKey(sql: Sql, change: StoredChange, given: PasswordForKey): Promise<void> {
  return writeToKeys(sql, [{ change, ...given }]);
}

/** The same for several changes at once. */
export async function writeToKeys(
  sql: Sql,
  given: readonly (PasswordForKey & { readonly change: StoredChange })[],
): Promise<void> {
  const tasks = given.map(({ change, key, name, password }): WantedKeyTask => {
    const { accountId, id: changeId } = change;
    const sealed = sealCredential(key, { accountId, logOnName: name, password });
    return { keyId: key.id, kind: 'WRITE_PENDING', accountId, changeId, sealed, wantedBy: change.wantedBy };
  });
  await addWantedKeyTasks(sql, tasks);
}

/** What was sealed to the key and was never to be delivered before the directory had it: another one takes its place. */
export async function takeBackUnsent(sql: Sql, { id, changeOrder }: StoredChange): Promise<void> {
  if (changeOrder !== 'DIRECTORY_FIRST') return;
  await sql.query(
    `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null
     where change_id = $1 and kind = 'WRITE_PENDING' and state = 'PENDING'`,
    [id],
  );
}
