import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../../log.js';

/** One line per request when it is over: no body, no query string, no header. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const path = request.originalUrl.split('?')[0];
    const own = log.child({ requestId: randomUUID() });
    response.locals['log'] = own;
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - startedAt);
      const { method } = request;
      own.debug({ method, path, status: response.statusCode, milliseconds }, 'request');
    });
    next();
  };
}
