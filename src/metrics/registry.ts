import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What a pool of database connections can be asked. */
export interface WatchedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** What Node knows of this process: memory, processor time, event loop, garbage. Costs a little all the time. */
export function watchProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}

/** Connections in use, idle, and callers who wait for one, each time somebody asks. */
export function watchPool(registry: Registry, pool: WatchedPool): void {
  const gauge = new Gauge({
    name: 'latchkey_database_connections',
    help: 'Database connections of the pool: in use, idle; and how many callers wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      gauge.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      gauge.set({ state: 'idle' }, pool.idleCount);
      gauge.set({ state: 'awaited' }, pool.waitingCount);
    },
  });
}
