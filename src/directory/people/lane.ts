import { AppError } from '../../errors.js';
import type { ControllerIdentity } from '../directory.js';
import { signIn, type SignedIn, type SignInParts } from '../controllers/signed-in.js';
import type { DirectoryReader } from '../wire/directory-reader.js';

/** A further connection to the controller of a session. */
export interface Lane {
  readonly reader: DirectoryReader;
  close(): Promise<void>;
}

/** Opens a lane; the signal ends it at once. Fails with DIRECTORY_CONTROLLER_CHANGED where another controller answers. */
export type OpenLane = (signal: AbortSignal) => Promise<Lane>;

/** Behind a balancer that sends connections to its controllers in turn, one of a few leads to the same one again. */
const MOST_TRIES = 4;

/** Lanes beside this connection: to the IP address it reached, and to the controller that answers on it. */
export function lanesBeside({ connection, controller }: SignedIn, parts: SignInParts): OpenLane {
  return async (laneSignal) => {
    const signal = parts.signal ? AbortSignal.any([parts.signal, laneSignal]) : laneSignal;
    for (let attempt = 1; ; attempt += 1) {
      const lane = await signIn(connection.address, { ...parts, signal }, connection.ip);
      if (lane.controller.invocationId === controller.invocationId) {
        return { reader: lane.reader, close: () => lane.connection.close() };
      }
      await lane.connection.close();
      if (attempt === MOST_TRIES) throw controllerChanged(controller, lane.controller);
    }
  };
}

function controllerChanged(first: ControllerIdentity, now: ControllerIdentity): AppError {
  return new AppError(
    'DIRECTORY_CONTROLLER_CHANGED',
    `Different controllers answer at ${first.address}: first ${first.dnsHostName}, then ${now.dnsHostName} (their databases differ). People are read from one controller only, so nothing that was read is used. Give the controllers their own addresses instead of that of the domain or of a balancer.`,
  );
}
