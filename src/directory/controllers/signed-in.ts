import type { ControllerAddress } from '../../domain/active-directory/controller-address.js';
import { identifyController } from './controller-identity.js';
import type { ControllerIdentity, DirectoryTarget } from '../directory.js';
import { DirectoryReader } from '../wire/directory-reader.js';
import { LdapConnection } from '../wire/ldap-connection.js';
import { readRootDse } from '../wire/root-dse.js';
import type { DirectoryTimeouts } from '../wire/timeouts.js';

/** A connection that has signed in, to a controller that has said which one it is. */
export interface SignedIn {
  readonly connection: LdapConnection;
  readonly reader: DirectoryReader;
  readonly controller: ControllerIdentity;
}

/** What signing in takes besides an address. */
export interface SignInParts {
  readonly target: DirectoryTarget;
  readonly timeouts: DirectoryTimeouts;
  readonly signal?: AbortSignal | undefined;
  /** Told when a connection was lost or given up, and not closed by us. */
  readonly onLost?: ((address: ControllerAddress) => void) | undefined;
  /** Told when the connection stands and the certificate was found good: what fails from then on is about signing in. */
  readonly onConnected?: ((address: ControllerAddress) => void) | undefined;
}

/** Connects, signs in and asks who answers. No connection is left open by a failure. `ip`: see `connectTls`. */
export async function signIn(
  address: ControllerAddress,
  { target, timeouts, signal, onLost, onConnected }: SignInParts,
  ip?: string,
): Promise<SignedIn> {
  const { caCertificates } = target;
  const connection = await LdapConnection.open(address, {
    caCertificates,
    timeouts,
    signal,
    ip,
    onLost: () => onLost?.(address),
  });
  onConnected?.(address);
  try {
    await connection.bind(target.bindAccount, target.bindSecret);
    const reader = new DirectoryReader(connection, await readRootDse(connection));
    return { connection, reader, controller: await identifyController(reader) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
