import type { Exchange, RequestInterceptor } from '../server/request-interceptor.js';
import type { Reply } from '../wire/reply.js';
import type { Fault } from './fault.js';

type Watcher = (exchange: Exchange, serve: () => Reply) => void;

/** A fault that is armed, until it is disarmed. */
export interface ArmedFault {
  /** How many requests it has struck. */
  readonly strikes: number;
  /** Settles when it strikes for the first time. */
  readonly struck: Promise<void>;
  /** From now on it strikes nothing; what it kept waiting ends with its connection. May be called twice. */
  disarm(): void;
}

/**
 * Makes a running embedded directory misbehave, and behave again: given to it as its interceptor. Administrators are
 * always served, so that a test can see and change what is there. Of several armed faults the first that concerns a
 * request strikes it.
 */
export class FaultSwitch {
  readonly #armed = new Set<Armed>();
  readonly #watching = new Set<Watcher>();
  /** Milliseconds by which the controller's clock goes ahead; the directory has to be started with `now`. */
  clockOffset = 0;

  readonly now = (): Date => new Date(Date.now() + this.clockOffset);

  readonly intercept: RequestInterceptor = (exchange, serve) => {
    if (isAdministrators(exchange)) return serve();
    let reply: Reply | undefined;
    const served = (): Reply => (reply ??= serve());
    for (const watcher of this.#watching) watcher(exchange, served);
    for (const armed of this.#armed) {
      const struck = armed.strike(exchange, served);
      if (struck !== undefined) return struck;
    }
    return served();
  };

  /** @param times strikes so often at most */
  arm(fault: Fault, times: number = Number.POSITIVE_INFINITY): ArmedFault {
    const armed = new Armed(fault, times, () => this.#armed.delete(armed));
    this.#armed.add(armed);
    return armed;
  }

  /** Sees every request that a fault could strike, before one does. The answer ends that. */
  watch(watcher: Watcher): () => void {
    this.#watching.add(watcher);
    return () => void this.#watching.delete(watcher);
  }

  disarmAll(): void {
    for (const armed of this.#armed) armed.disarm();
  }
}

class Armed implements ArmedFault {
  strikes = 0;
  readonly #struck = Promise.withResolvers<void>();
  readonly #ended = new AbortController();

  constructor(
    private readonly fault: Fault,
    private readonly times: number,
    private readonly remove: () => void,
  ) {}

  get struck(): Promise<void> {
    return this.#struck.promise;
  }

  strike(exchange: Exchange, serve: () => Reply): Reply | Promise<Reply> | undefined {
    if (this.strikes >= this.times || !this.fault.concerns(exchange, serve)) return undefined;
    this.strikes += 1;
    this.#struck.resolve();
    return this.fault.answer(exchange, serve, this.#ended.signal);
  }

  disarm(): void {
    this.remove();
    this.#ended.abort();
  }
}

function isAdministrators({ boundAs, message: { request } }: Exchange): boolean {
  const name = request.kind === 'bind' ? request.name : (boundAs ?? '');
  return /^(cn=)?administrator[@,]/i.test(name);
}
