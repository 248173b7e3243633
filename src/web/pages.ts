import { Router } from 'express';
import { graphiqlPage } from './graphiql-page.js';
import { invitationPage } from './invitation-page.js';

/** Everything that people look at in a browser, served from our own origin. */
export function ownPages({ graphiql }: { readonly graphiql: boolean }): Router {
  return Router().use(invitationPage(), graphiqlPage(graphiql));
}
