import type { Log } from '../../log.js';
import { actorOf, type Principal } from '../../services/sign-in/principal.js';
import type { Backend } from '../backend.js';
import type { ApiContext, DeviceCookie, SessionCookie } from '../context.js';
import { CallerAsked } from '../execution/caller-asked.js';
import { Loaders } from '../loaders.js';

/** What is known about one operation besides what the server has for all. */
export interface OperationFacts {
  readonly principal: Principal;
  readonly credentialGiven: boolean;
  readonly csrfProtected: boolean;
  readonly address: string;
  readonly userAgent: string | null;
  readonly sessionCookie: SessionCookie | undefined;
  readonly device: DeviceCookie | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const LONGEST_USER_AGENT = 300;

/** The context of one operation, with a unit of work and loaders of its own. */
export function createContext({ orm, pool, services }: Backend, facts: OperationFacts): ApiContext {
  const context: ApiContext = {
    ...facts,
    actor: actorOf(facts.principal),
    em: orm.em.fork(),
    pool,
    services,
    loaders: new Loaders<ApiContext>(() => context),
  };
  return context;
}

const never = new AbortController().signal;

/**
 * The context of an answer that is for all who ask the same: it knows nobody. Whoever wants to know who asks throws a
 * CallerAsked.
 */
export function createSharedContext({ orm, pool, services }: Backend, log: Log): ApiContext {
  const context: ApiContext = {
    get principal() {
      return nobody();
    },
    get actor() {
      return nobody();
    },
    get credentialGiven() {
      return nobody();
    },
    get csrfProtected() {
      return nobody();
    },
    get address() {
      return nobody();
    },
    get userAgent() {
      return nobody();
    },
    get sessionCookie() {
      return nobody();
    },
    get device() {
      return nobody();
    },
    em: orm.em.fork(),
    pool,
    services,
    loaders: new Loaders<ApiContext>(() => context),
    signal: never,
    log,
  };
  return context;
}

function nobody(): never {
  throw new CallerAsked('this answer is for all who ask');
}

/** A User-Agent header, short and printable enough to be stored. */
export function storableUserAgent(header: string | undefined): string | null {
  const text = header?.replaceAll(/[^\x20-\x7e]/g, '').slice(0, LONGEST_USER_AGENT);
  return text ? text : null;
}
