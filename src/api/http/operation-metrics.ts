import type { ApolloServerPlugin } from '@apollo/server';
import type { ServerMetrics } from '../../metrics/server-metrics.js';
import type { ApiContext } from '../context.js';

/** Counts each operation over HTTP by its kind and by what its caller was told. */
export function operationMetrics(metrics: ServerMetrics): ApolloServerPlugin<ApiContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ operation, response }) {
        const { body } = response;
        const [error] = (body.kind === 'single' ? body.singleResult : body.initialResult).errors ?? [];
        const code = error === undefined ? undefined : (error.extensions?.['code'] ?? null);
        metrics.operation('http', operation?.operation ?? 'unknown', code);
      },
    }),
  };
}
