import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { isErrorCode } from '../errors.js';

/** What is served, as far as the numbers tell it apart: whatever else is asked for is `other`. */
export type Route = 'graphql' | 'health' | 'page' | 'other';
export type Transport = 'http' | 'websocket';
export type OperationKind = 'query' | 'mutation' | 'subscription' | 'unknown';

/** Fast answers are told apart to the millisecond; whatever takes longer than ten seconds is just slow. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What a server counts. */
export class ServerMetrics {
  readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'latchkey_http_request_seconds',
    help: 'Seconds from an HTTP request to the end of its answer.',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  private readonly operations = new Counter({
    name: 'latchkey_graphql_operations_total',
    help: 'GraphQL operations by kind, and by the code of the first error; `ok` without one. A subscription counts when it begins.',
    labelNames: ['transport', 'kind', 'outcome'],
    registers: [this.registry],
  });

  private readonly events = new Counter({
    name: 'latchkey_events_delivered_total',
    help: 'Events handed to subscribers, once for each subscriber.',
    registers: [this.registry],
  });

  request(route: Route, status: number, seconds: number): void {
    this.requests.observe({ route, status }, seconds);
  }

  /** @param code of the first error; undefined when there was none. One that is none of ours counts as internal. */
  operation(transport: Transport, kind: OperationKind, code: unknown): void {
    const known = typeof code === 'string' && isErrorCode(code) ? code : 'INTERNAL_ERROR';
    this.operations.inc({ transport, kind, outcome: code === undefined ? 'ok' : known });
  }

  eventDelivered(): void {
    this.events.inc();
  }

  /** Asked each time somebody reads the numbers. */
  watchSockets(open: () => number): void {
    watch(this.registry, 'latchkey_open_sockets', 'WebSocket connections that are open.', open);
  }

  watchSubscribers(present: () => number): void {
    watch(this.registry, 'latchkey_subscribers', 'Subscriptions that follow a synchronisation.', present);
  }
}

function watch(registry: Registry, name: string, help: string, read: () => number): void {
  const gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      gauge.set(read());
    },
  });
}
