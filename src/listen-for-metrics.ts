import type { Config } from './config.js';
import type { Log } from './log.js';
import {
  startMetricsListener,
  type MetricsListener,
  type MetricsListenerParts,
} from './metrics/metrics-listener.js';
import { watchProcess } from './metrics/registry.js';

/** Serves the numbers of this process where the settings say so; undefined where they do not. */
export async function listenForMetrics(
  { metrics }: Pick<Config, 'metrics'>,
  log: Log,
  parts: Pick<MetricsListenerParts, 'registry' | 'readiness'>,
): Promise<MetricsListener | undefined> {
  if (metrics === undefined) return undefined;
  watchProcess(parts.registry);
  const listener = await startMetricsListener({ ...metrics, ...parts, log });
  log.info({ url: listener.url }, 'metrics');
  return listener;
}
