import { readFile } from 'node:fs/promises';
import { createPool } from '../../src/database.js';
import { createServerIdentities } from '../../src/keys/server-identities.js';
import { ownIdentity } from '../../src/services/key-tasks/server-identity.js';
import { MemoryKey } from '../stand/memory-key.js';

/**
 * Gives everybody whose account is managed a key that is active and linked and has the password: what activations would have
 * left, without the resets they make, so that nobody's password was reset before. None is due: the rotation is asked for.
 */
export async function giveKeys(databaseUrl: string, masterKeyFile: string): Promise<MemoryKey[]> {
  const pool = createPool(databaseUrl, 1);
  try {
    const masterKey = Buffer.from((await readFile(masterKeyFile, 'utf8')).trim(), 'base64');
    const { publicKey, version } = await ownIdentity(pool, createServerIdentities(masterKey))();
    const { rows } = await pool.query<{ employeeId: string }>(
      `update domain_account set password_holder = 'MANAGED', password_changed_at = now(),
              pwd_last_set = now()
       where password_holder = 'AWAITING_KEY' returning employee_id as "employeeId"`,
    );
    const keys = rows.map((_, at) => new MemoryKey(`BENCH-${at}`, { publicKey, version }));
    await pool.query(
      `insert into key (serial, name, public_key, status, confirmed_status, owner_id, linked_at, search_text)
       select serial, serial, public_key, 'ACTIVE', 'ACTIVE', owner_id, now(), lower(serial)
       from unnest($1::text[], $2::bytea[], $3::uuid[]) as k (serial, public_key, owner_id)`,
      [
        keys.map(({ serial }) => serial),
        keys.map(({ publicKey: key }) => Buffer.from(key, 'base64')),
        rows.map(({ employeeId }) => employeeId),
      ],
    );
    return keys;
  } finally {
    await pool.end();
  }
}
