import { AppError } from '../../errors.js';
import type { LimitName } from './limits.js';

/** A request is larger than a limit allows, or there are too many at once; `extensions.limit` names which. */
export class LimitExceeded extends AppError {
  constructor(
    readonly limit: LimitName,
    message: string,
    code: 'BAD_INPUT' | 'TOO_MANY_REQUESTS' = 'BAD_INPUT',
  ) {
    super(code, message);
  }
}
