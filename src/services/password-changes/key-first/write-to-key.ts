import type { Sql } from '../../../database.js';
import type { PasswordNames } from '../../../domain/password/name-parts.js';
import { sealCredential } from '../../../keys/key-protocol.js';
import type { AccountFacts } from '../policy/account-facts.js';
import { actorOf } from '../rows/change-events.js';
import { addKeyTasks } from '../../keys/moves/move-tasks.js';
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

/** Tells the key to take a password into its pending slot. Sealed here: from then on only this key can read it. */
export async function writeToKey(
  sql: Sql,
  change: StoredChange,
  { key, name, password }: { readonly key: ChangeKey; readonly name: string; readonly password: string },
): Promise<void> {
  const { accountId, id: changeId } = change;
  const sealed = sealCredential(key, { accountId, logOnName: name, password });
  await addKeyTasks(sql, actorOf(change), [
    { keyId: key.id, kind: 'WRITE_PENDING', accountId, changeId, sealed },
  ]);
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
