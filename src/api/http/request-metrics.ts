import type { RequestHandler } from 'express';
import type { Route, ServerMetrics } from '../../metrics/server-metrics.js';

/** What a request is for, by the first part of its path. A stranger's paths all are one. */
const ROUTES: Readonly<Record<string, Route>> = {
  graphql: 'graphql',
  graphiql: 'page',
  healthz: 'health',
  readyz: 'health',
};

/** Counts each request when it is over, with the time it took. */
export function requestMetrics(metrics: ServerMetrics): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const first = request.path.split('/')[1] ?? '';
    const route = Object.hasOwn(ROUTES, first) ? ROUTES[first] : undefined;
    response.once('close', () => {
      metrics.request(route ?? 'other', response.statusCode, (performance.now() - startedAt) / 1_000);
    });
    next();
  };
}
