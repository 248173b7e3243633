import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router, type RequestHandler } from 'express';

/** Where `npm run build` puts the page: dist/invitation, seen from src/web as from dist/src/web. */
const folder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/invitation' : '../../invitation', import.meta.url),
);

/** Stricter than for the editor of GraphiQL: no style inline either, and nothing that is not named. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // The QR code, which the server draws.
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that the link of an invitation opens, at `/invitation`. */
export function invitationPage(): Router {
  const routes = Router();
  routes.use('/invitation', strictHeaders);
  if (!existsSync(folder)) {
    routes.get('/invitation', (_request, response) => {
      response.status(503).type('text/plain').send('This page is not built. Run: npm run build\n');
    });
    return routes;
  }
  // Built files carry a hash of their content in the name; the page that names them does not.
  routes.use(
    '/invitation/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false }),
  );
  routes.use('/invitation', express.static(folder, { cacheControl: true, maxAge: 0 }));
  return routes;
}

const strictHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  next();
};
