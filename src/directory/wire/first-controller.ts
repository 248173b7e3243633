import {
  parseControllerAddress,
  type ControllerAddress,
} from '../../domain/active-directory/controller-address.js';
import { AppError, type ErrorCode } from '../../errors.js';

/**
 * Nothing was heard from the controller, so the next may be tried. A wrong certificate is not among these: it may be
 * somebody in between, and the administrator must hear of it. Nor is a refused bind: the same wrong password tried on
 * every controller counts towards the lock-out of the account each time.
 */
const TRY_THE_NEXT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DIRECTORY_ADDRESS_UNKNOWN',
  'DIRECTORY_UNREACHABLE',
  'DIRECTORY_TIMEOUT',
  'DIRECTORY_NOT_LDAPS',
]);

export interface FirstController<T> {
  readonly answer: T;
  /** Why the controllers before it were passed over. */
  readonly passedOver: readonly AppError[];
}

/**
 * What `start` makes of the first of the addresses where nothing is in the way. When there is none, fails with the
 * first one's code and every one's words.
 */
export async function firstController<T>(
  addresses: readonly string[],
  start: (address: ControllerAddress) => Promise<T>,
): Promise<FirstController<T>> {
  const passedOver: AppError[] = [];
  for (const address of addresses.map(readAddress)) {
    try {
      return { answer: await start(address), passedOver };
    } catch (error) {
      if (!(error instanceof AppError) || !TRY_THE_NEXT.has(error.code)) throw error;
      passedOver.push(error);
    }
  }
  throw noneAnswered(passedOver);
}

function readAddress(text: string): ControllerAddress {
  const parsed = parseControllerAddress(text);
  if (parsed.fault) throw new AppError('BAD_INPUT', `${text} cannot be used. ${parsed.message}`);
  return parsed.address;
}

function noneAnswered(faults: readonly AppError[]): AppError {
  const [first] = faults;
  if (first === undefined) {
    return new AppError(
      'BAD_INPUT',
      'The domain has no controller address. Give at least one, such as ldaps://dc1.corp.example.',
    );
  }
  if (faults.length === 1) return first;
  const words = faults.map((fault) => fault.message).join(' ');
  return new AppError(first.code, `None of the ${faults.length} controllers can be used. ${words}`, {
    cause: first,
  });
}
