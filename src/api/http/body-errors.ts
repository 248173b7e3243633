import type { ErrorRequestHandler, RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../../errors.js';
import type { Log } from '../../log.js';
import { LARGEST_BODY_BYTES, type LimitName } from '../limits/limits.js';

interface HttpFault {
  readonly status: number;
  readonly message: string;
  readonly limit?: LimitName;
}

const LARGEST = `${LARGEST_BODY_BYTES / 1024} KB`;

const FAULTS: Readonly<Record<string, HttpFault>> = {
  'entity.too.large': {
    status: 413,
    message: `The request is larger than ${LARGEST}. Split it.`,
    limit: 'BODY',
  },
  'entity.parse.failed': { status: 400, message: 'The body of the request is not JSON.' },
  'encoding.unsupported': {
    status: 415,
    message: 'The body of the request is encoded in a way we cannot read.',
  },
  'charset.unsupported': { status: 415, message: 'The body of the request is not UTF-8.' },
  'request.aborted': { status: 400, message: 'The request ended before its body did.' },
};

/** Answers what goes wrong before GraphQL sees a request, in the form of a GraphQL answer. */
export function bodyErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const fault = FAULTS[typeOf(error)] ?? unreadable(error);
    const code: ErrorCode = fault ? 'BAD_INPUT' : 'INTERNAL_ERROR';
    const id = randomUUID();
    if (!fault) log.error({ err: error, errorId: id }, 'internal error');
    const message =
      fault?.message ?? `Something went wrong inside the server. Its log has the details under ${id}.`;
    const limit = fault?.limit === undefined ? {} : { limit: fault.limit };
    response.status(fault?.status ?? 500).json({ errors: [{ message, extensions: { code, ...limit } }] });
  };
}

/** One operation a request: a list of them would get round every other limit. */
export const refuseBatches: RequestHandler = (request, response, next) => {
  if (!Array.isArray(request.body)) {
    next();
    return;
  }
  const message = 'A request holds one operation. Send several requests, or select several fields in one.';
  const code: ErrorCode = 'BAD_INPUT';
  const limit: LimitName = 'BATCH';
  response.status(400).json({ errors: [{ message, extensions: { code, limit } }] });
};

/** What body-parser blames on the request without a name, such as a body that is not compressed as it says. */
function unreadable(error: unknown): HttpFault | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return { status, message: 'The body of the request cannot be read as what its headers say it is.' };
}

/** body-parser names its errors by `type`. */
function typeOf(error: unknown): string {
  return error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : '';
}
