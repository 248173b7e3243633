import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../../log.js';

/** One line per request when it is over, for a log that wants it: no body, no query string, no header. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    if (log.isLevelEnabled('debug')) {
      const startedAt = performance.now();
      const path = request.originalUrl.split('?')[0];
      response.once('close', () => {
        const milliseconds = Math.round(performance.now() - startedAt);
        const { method } = request;
        const { statusCode: status } = response;
        log.debug({ requestId: randomUUID(), method, path, status, milliseconds }, 'request');
      });
    }
    next();
  };
}
