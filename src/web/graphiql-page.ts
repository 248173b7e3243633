import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';

/** Where `npm run build` puts the page: dist/graphiql, seen from src/web as from dist/src/web. */
const folder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/graphiql' : '../../graphiql', import.meta.url),
);

/** GraphiQL, served from our own origin, at `/graphiql`; `/` leads there. Nothing at all when it is not shown. */
export function graphiqlPage(shown = true): Router {
  const routes = Router();
  if (!shown) return routes;
  routes.get('/', (_request, response) => {
    response.redirect('/graphiql/');
  });
  if (!existsSync(folder)) {
    routes.get('/graphiql', (_request, response) => {
      response.status(503).type('text/plain').send('The GraphiQL page is not built. Run: npm run build\n');
    });
    return routes;
  }
  // Built files carry a hash of their content in the name; the page that names them does not.
  routes.use(
    '/graphiql/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false }),
  );
  routes.use('/graphiql', express.static(folder, { cacheControl: true, maxAge: 0 }));
  return routes;
}
