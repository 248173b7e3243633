import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Log } from '../../log.js';
import type { ServerMetrics } from '../../metrics/server-metrics.js';
import { authenticate } from '../../services/sign-in/authenticate.js';
import type { Backend } from '../backend.js';
import { CSRF_HEADER } from '../request/check-operation.js';
import type { ApiContext } from '../context.js';
import { createContext, storableUserAgent } from '../request/create-context.js';
import { credentialOf } from '../request/credentials.js';
import { bodyErrors } from './body-errors.js';
import { healthRoutes } from './health.js';
import { requestLog } from './request-log.js';
import { requestMetrics } from './request-metrics.js';
import { sessionCookieOf } from './session-cookie.js';

export const GRAPHQL_PATH = '/graphql';
const LARGEST_BODY = '256kb';

export interface AppParts {
  readonly backend: Backend;
  readonly log: Log;
  readonly apollo: ApolloServer<ApiContext>;
  /** True when browsers reach us over TLS. */
  readonly secure: boolean;
  /** Our own pages: everything that is not the API. */
  readonly pages: RequestHandler;
  readonly metrics: ServerMetrics;
}

/** Everything that is answered over HTTP. */
export function createApp({ backend, log, apollo, secure, pages, metrics }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // An answer to a POST is never asked for again with a tag, and the tag is a hash over all of it.
  app.set('etag', false);
  app.use(requestLog(log));
  app.use(requestMetrics(metrics));
  app.use(securityHeaders(secure));
  app.use(healthRoutes(backend, log));
  app.use(
    GRAPHQL_PATH,
    express.json({ limit: LARGEST_BODY }),
    expressMiddleware(apollo, { context: ({ req, res }) => contextOf(backend, log, secure, req, res) }),
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
  backend: Backend,
  log: Log,
  secure: boolean,
  request: Request,
  response: Response,
): Promise<ApiContext> {
  const credential = credentialOf(request, secure);
  const principal = await authenticate(backend.pool, credential.text);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return createContext(backend, {
    principal,
    csrfProtected:
      principal.kind === 'anonymous' || !credential.byCookie || request.headers[CSRF_HEADER] === '1',
    address: request.socket.remoteAddress ?? 'unknown',
    userAgent: storableUserAgent(request.headers['user-agent']),
    sessionCookie: sessionCookieOf(response, secure),
    signal: gone.signal,
    log,
  });
}
