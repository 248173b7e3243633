import type { Pool } from '../../database.js';
import type { ServerIdentity } from '../../keys/key-protocol.js';
import type { SealedServerIdentity, ServerIdentities } from '../../keys/server-identities.js';

const FIRST_VERSION = 1;

/** The identity that keys obey. Fails with SERVER_IDENTITY_UNREADABLE under another master key than it was sealed with. */
export type OwnIdentity = () => Promise<ServerIdentity>;

/**
 * The newest identity of this installation, read once by a process. Where there is none yet it is made: of those who come
 * at the same moment one makes it, and all get that one.
 */
export function ownIdentity(pool: Pool, identities: ServerIdentities): OwnIdentity {
  let known: Promise<ServerIdentity> | undefined;
  return () => {
    known ??= readOrMake(pool, identities).catch((error: unknown) => {
      // The next one who asks tries again.
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function readOrMake(pool: Pool, identities: ServerIdentities): Promise<ServerIdentity> {
  const stored = await newest(pool);
  if (stored !== undefined) return identities.open(stored);
  const { version, publicKey, seedSealed } = identities.make(FIRST_VERSION);
  await pool.query(
    `insert into server_identity (version, public_key, seed_sealed) values ($1, $2, $3) on conflict (version) do nothing`,
    [version, publicKey, seedSealed],
  );
  const made = await newest(pool);
  if (made === undefined) throw new Error('the identity of the server is gone');
  return identities.open(made);
}

async function newest(pool: Pool): Promise<SealedServerIdentity | undefined> {
  const { rows } = await pool.query<SealedServerIdentity>(
    `select version, public_key as "publicKey", seed_sealed as "seedSealed" from server_identity
     order by version desc limit 1`,
  );
  return rows[0];
}
