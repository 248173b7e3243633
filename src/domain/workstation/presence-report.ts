import { keySerial } from '../key/key-serial.js';
import { inField, listOf, type Reading } from '../settings/input-fault.js';

/** What a workstation says about itself while it is connected. */
export interface PresenceReport {
  /** Whether it reaches a domain controller that can be written to; null: it has not said. */
  readonly controllerInReach: boolean | null;
  /** Serials of the keys that are connected to it, in order, each once. */
  readonly connectedKeys: readonly string[];
}

/** Nothing said yet. */
export const NOTHING_REPORTED: PresenceReport = { controllerInReach: null, connectedKeys: [] };

export const MOST_KEYS = 20;

/** Reads a report, with all its mistakes. */
export function presenceReport(given: {
  readonly controllerInReach: boolean | null | undefined;
  readonly connectedKeys: unknown;
}): Reading<PresenceReport> {
  const keys = inField('connectedKeys', listOf(keySerial, 0, MOST_KEYS)(given.connectedKeys ?? []));
  if (keys.faults) return keys;
  return {
    value: { controllerInReach: given.controllerInReach ?? null, connectedKeys: keys.value.toSorted() },
  };
}

/** Whether two reports say the same. */
export function isSameReport(one: PresenceReport, other: PresenceReport): boolean {
  return (
    one.controllerInReach === other.controllerInReach &&
    one.connectedKeys.join(' ') === other.connectedKeys.join(' ')
  );
}
