import { controlOid, readSearchControls } from '../embedded-directory/search/search-controls.js';
import type { Exchange, RequestInterceptor } from '../embedded-directory/server/request-interceptor.js';
import type { DirectoryOrder } from './directory-messages.js';

interface Hold {
  readonly over: Promise<void>;
  readonly end: () => void;
}

/** Makes readers wait in the middle of a paged search, for as long as it is told to. */
export class PageHolds {
  private readonly holds = new Map<string, Hold>();

  /** @param onHeld told whenever somebody begins to wait */
  constructor(private readonly onHeld: (dnsName: string) => void) {}

  order({ dnsName, hold }: DirectoryOrder): void {
    this.holds.get(dnsName)?.end();
    this.holds.delete(dnsName);
    if (!hold) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.holds.set(dnsName, { over: promise, end: resolve });
  }

  interceptorFor(dnsName: string): RequestInterceptor {
    return async (exchange, serve) => {
      const hold = this.holds.get(dnsName);
      if (hold !== undefined && asksForMore(exchange)) {
        this.onHeld(dnsName);
        await hold.over;
      }
      return serve();
    };
  }
}

/** A page but the first: the cookie says that one was read before. */
function asksForMore({ message: { request, controls } }: Exchange): boolean {
  if (request.kind !== 'search' || !controls.some(({ oid }) => oid === controlOid.pagedResults)) return false;
  return (readSearchControls(controls, false).paged?.cookie.length ?? 0) > 0;
}
