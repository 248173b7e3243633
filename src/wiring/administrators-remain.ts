import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError, type Config } from '../config.js';
import type { Pool } from '../database.js';
import type { Log } from '../log.js';
import { canAdministerWithPasskey } from '../services/users/can-administer.js';

/** A database that says nothing for so long does not keep the server from starting. */
const PATIENCE_MILLISECONDS = 10_000;

const NOBODY_LEFT = `LATCHKEY_REQUIRE_PASSKEY: no administrator who may sign in has a passkey, so nobody could administer Latchkey. Start with LATCHKEY_REQUIRE_PASSKEY=false, sign in as an administrator, add a passkey (\`beginPasskey\`, \`registerPasskey\`), and switch it on then`;

/**
 * A passkey is demanded only where an administrator has one: with the setting on, those who have none can neither sign in
 * nor add one. A database that does not answer yet cannot be asked; that is told and shows in `/readyz`, and no more.
 *
 * @throws ConfigError
 */
export async function assertAdministratorsRemain(
  { requirePasskey }: Pick<Config, 'requirePasskey'>,
  pool: Pool,
  log: Log,
): Promise<void> {
  if (!requirePasskey) return;
  const patience = new AbortController();
  const silence = wait(PATIENCE_MILLISECONDS, undefined, { signal: patience.signal, ref: false }).then(() => {
    throw new Error('the database does not answer');
  });
  try {
    const can = await Promise.race([canAdministerWithPasskey(pool), silence]);
    if (!can) throw new ConfigError([NOBODY_LEFT]);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    log.warn({ err: error }, 'whether an administrator has a passkey could not be looked up');
  } finally {
    patience.abort();
    silence.catch(() => undefined);
  }
}
