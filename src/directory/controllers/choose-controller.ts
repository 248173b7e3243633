import type { ControllerAddress } from '../../domain/active-directory/controller-address.js';
import { AppError, type ErrorCode } from '../../errors.js';
import type { CoolDown } from './cool-down.js';
import type { SignedIn } from './signed-in.js';

/**
 * The network was at fault, so the next may be tried. A wrong certificate is not among these: it may be somebody in
 * between, and the administrator must hear of it. Nor is a refused bind: the same wrong password tried on every
 * controller counts towards the lock-out of the account each time.
 */
const TRY_THE_NEXT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DIRECTORY_ADDRESS_UNKNOWN',
  'DIRECTORY_UNREACHABLE',
  'DIRECTORY_TIMEOUT',
  'DIRECTORY_NOT_LDAPS',
  'NO_WRITABLE_CONTROLLER',
]);

/** Whether another controller may be tried in place of the one that failed like this. */
export function isWorthTheNext(error: unknown): error is AppError {
  return error instanceof AppError && TRY_THE_NEXT.has(error.code);
}

export interface ChosenController {
  readonly signedIn: SignedIn;
  /** Why the controllers before it were passed over. */
  readonly passedOver: readonly AppError[];
}

/**
 * Signs in to the first writable controller that answers, or to the first read-only one when no other does. When none
 * answers, fails with the first one's code and every one's words.
 */
export async function chooseController(
  addresses: readonly ControllerAddress[],
  coolDown: CoolDown,
  start: (address: ControllerAddress) => Promise<SignedIn>,
): Promise<ChosenController> {
  const passedOver: AppError[] = [];
  const readOnly: SignedIn[] = [];
  for (const address of coolDown.order(addresses)) {
    try {
      const signedIn = await start(address);
      if (!signedIn.controller.readOnly) {
        await closeAll(readOnly);
        return { signedIn, passedOver };
      }
      readOnly.push(signedIn);
    } catch (error) {
      if (!isWorthTheNext(error)) {
        await closeAll(readOnly);
        throw error;
      }
      coolDown.failed(address.url);
      passedOver.push(error);
    }
  }
  const [first, ...others] = readOnly;
  if (first === undefined) throw noneAnswered(passedOver);
  await closeAll(others);
  return { signedIn: first, passedOver };
}

async function closeAll(connections: readonly SignedIn[]): Promise<void> {
  await Promise.all(connections.map(({ connection }) => connection.close()));
}

function noneAnswered(faults: readonly AppError[]): AppError {
  const [first] = faults;
  if (first === undefined) {
    return new AppError('DIRECTORY_ADDRESS_UNKNOWN', 'There is no controller to be asked.');
  }
  if (faults.length === 1) return first;
  const words = faults.map((fault) => fault.message).join(' ');
  return new AppError(first.code, `None of the ${faults.length} controllers can be used. ${words}`, {
    cause: first,
  });
}
