import type { ApolloServer } from '@apollo/server';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Log } from '../../log.js';
import type { ServerMetrics } from '../../metrics/server-metrics.js';
import { authenticate } from '../../services/sign-in/authenticate.js';
import { auditExportRoutes } from '../audit/export/audit-export.js';
import type { Backend } from '../backend.js';
import type { ClientAddress } from '../request/client-address.js';
import { CSRF_HEADER } from '../request/check-operation.js';
import type { OperationRules } from '../request/operation-rules.js';
import type { ApiContext } from '../context.js';
import { LARGEST_BODY_BYTES } from '../limits/limits.js';
import { createContext, storableUserAgent } from '../request/create-context.js';
import { credentialOf } from '../request/credentials.js';
import { bodyErrors, refuseBatches } from './body-errors.js';
import { graphqlHandler } from './graphql-handler.js';
import { healthRoutes } from './health.js';
import { requestLog } from './request-log.js';
import { subscriptionGate } from './subscription-gate.js';
import { requestMetrics } from './request-metrics.js';
import { deviceCookieOf } from './device-cookie.js';
import { sessionCookieOf } from './session-cookie.js';

export const GRAPHQL_PATH = '/graphql';

export interface AppParts {
  readonly backend: Backend;
  readonly log: Log;
  readonly apollo: ApolloServer<ApiContext>;
  /** True when browsers reach us over TLS. */
  readonly secure: boolean;
  readonly rules: OperationRules;
  readonly addressOf: ClientAddress;
  /** Our own pages: everything that is not the API. */
  readonly pages: RequestHandler;
  readonly metrics: ServerMetrics;
}

/** Everything that is answered over HTTP. */
export function createApp(parts: AppParts): Express {
  const { backend, log, apollo, rules, secure, pages, metrics } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // An answer to a POST is never asked for again with a tag, and the tag is a hash over all of it.
  app.set('etag', false);
  app.use(requestLog(log));
  app.use(requestMetrics(metrics));
  app.use(securityHeaders(secure));
  app.use(healthRoutes(backend, log));
  app.use(auditExportRoutes({ ...parts, table: rules.table }));
  app.use(
    GRAPHQL_PATH,
    express.json({ limit: LARGEST_BODY_BYTES }),
    refuseBatches,
    subscriptionGate(rules.schema, log),
    graphqlHandler({ apollo, contextOf: (request, response) => contextOf(parts, request, response) }),
  );
  app.use(pages);
  app.use(bodyErrors(log));
  return app;
}

/** Our pages load nothing from elsewhere and run no inline script. Inline styles: the editor positions its lines with them. */
function securityHeaders(secure: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}

async function contextOf(
  { backend, log, secure, addressOf }: AppParts,
  request: Request,
  response: Response,
): Promise<ApiContext> {
  const credential = credentialOf(request, secure);
  const principal = await authenticate(backend, credential.text);
  const gone = new AbortController();
  // Whoever has their answer is not gone: an abort costs an exception.
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return createContext(backend, {
    principal,
    credentialGiven: credential.text !== undefined,
    csrfProtected:
      principal.kind === 'anonymous' || !credential.byCookie || request.headers[CSRF_HEADER] === '1',
    address: addressOf(request),
    userAgent: storableUserAgent(request.headers['user-agent']),
    sessionCookie: sessionCookieOf(response, secure),
    device: deviceCookieOf(request, response, secure),
    signal: gone.signal,
    log,
  });
}
