import type { SignedIn, SignInParts } from '../controllers/signed-in.js';
import { signInBeside } from '../controllers/signed-in-beside.js';
import type { DirectoryReader } from '../wire/directory-reader.js';

/** A further connection to the controller of a session. */
export interface Lane {
  readonly reader: DirectoryReader;
  close(): Promise<void>;
}

/** Opens a lane; the signal ends it at once. Fails with DIRECTORY_CONTROLLER_CHANGED where another controller answers. */
export type OpenLane = (signal: AbortSignal) => Promise<Lane>;

/** Lanes beside this connection: to the IP address it reached, and to the controller that answers on it. */
export function lanesBeside(signedIn: SignedIn, parts: SignInParts): OpenLane {
  return async (laneSignal) => {
    const signal = parts.signal ? AbortSignal.any([parts.signal, laneSignal]) : laneSignal;
    const { reader, connection } = await signInBeside(signedIn, { ...parts, signal });
    return { reader, close: () => connection.close() };
  };
}
