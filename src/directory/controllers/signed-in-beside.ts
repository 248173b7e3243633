import { AppError } from '../../errors.js';
import type { ControllerIdentity } from '../directory.js';
import { signIn, type SignedIn, type SignInParts } from './signed-in.js';

/** Behind a balancer that sends connections to its controllers in turn, one of a few leads to the same one again. */
const MOST_TRIES = 4;

/**
 * A further connection to the controller of this one, at the IP address it reached. Fails with
 * DIRECTORY_CONTROLLER_CHANGED where another controller answers.
 */
export async function signInBeside(
  { connection, controller }: SignedIn,
  parts: SignInParts,
): Promise<SignedIn> {
  for (let attempt = 1; ; attempt += 1) {
    const beside = await signIn(connection.address, parts, connection.ip);
    if (beside.controller.invocationId === controller.invocationId) return beside;
    await beside.connection.close();
    if (attempt === MOST_TRIES) throw controllerChanged(controller, beside.controller);
  }
}

function controllerChanged(first: ControllerIdentity, now: ControllerIdentity): AppError {
  return new AppError(
    'DIRECTORY_CONTROLLER_CHANGED',
    `Different controllers answer at ${first.address}: first ${first.dnsHostName}, then ${now.dnsHostName} (their databases differ). One controller has to be asked throughout, so nothing that was read is used. Give the controllers their own addresses instead of that of the domain or of a balancer.`,
  );
}
