import { objectGuid } from '../identifiers.js';
import { keySerial } from '../key/key-serial.js';
import { inField, integer, within, type InputFault, type Reading } from '../settings/input-fault.js';
import type { KeySlot, WorkstationEventKind } from '../states.js';

/** An event as a workstation sends it, not looked at yet. */
export interface GivenEvent {
  readonly id: string;
  readonly kind: WorkstationEventKind;
  readonly at: Date;
  readonly keySerial?: string | null | undefined;
  readonly batteryPercent?: number | null | undefined;
  /** UUID of a domain account. */
  readonly accountId?: string | null | undefined;
  /** Which of the passwords on the key worked. */
  readonly slot?: KeySlot | null | undefined;
}

export interface ReportedEvent {
  readonly id: string;
  readonly kind: WorkstationEventKind;
  /** By the clock of the workstation. */
  readonly at: Date;
  readonly keySerial: string | null;
  readonly batteryPercent: number | null;
  readonly accountId: string | null;
  readonly slot: KeySlot | null;
}

export const MOST_EVENTS = 100;

const EARLIEST = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;
/** Events of a key say which one. */
const NEEDS_KEY: readonly WorkstationEventKind[] = ['KEY_IN', 'KEY_OUT', 'LOW_BATTERY'];

/** Reads the events of one report, all mistakes together, each with the place of its event. */
export function reportedEvents(given: readonly GivenEvent[], now: Date): Reading<ReportedEvent[]> {
  if (given.length === 0 || given.length > MOST_EVENTS) {
    return { faults: [{ path: ['events'], message: `Must be 1 to ${MOST_EVENTS} events.` }] };
  }
  const seen = new Set<string>();
  const readings = given.map((event, at) => {
    const reading = reportedEvent(event, now);
    if (reading.faults) return { faults: within('events', within(String(at), reading.faults)) };
    if (seen.has(reading.value.id)) return { faults: [repeated(at)] };
    seen.add(reading.value.id);
    return reading;
  });
  const faults = readings.flatMap(({ faults: own = [] }) => [...own]);
  if (faults.length > 0) return { faults };
  return { value: readings.flatMap((reading) => (reading.faults ? [] : [reading.value])) };
}

function reportedEvent(given: GivenEvent, now: Date): Reading<ReportedEvent> {
  const faults: InputFault[] = [];
  const id = objectGuid(given.id);
  if (id === undefined) faults.push({ path: ['id'], message: 'Must be a UUID of its own.' });
  const time = given.at.getTime();
  if (!(time >= EARLIEST && time <= now.getTime() + DAY)) {
    faults.push({ path: ['at'], message: 'Must be a moment since 2000, and not in the future.' });
  }
  const serial = optional('keySerial', given.keySerial, keySerial);
  const battery = optional('batteryPercent', given.batteryPercent, integer(0, 100));
  faults.push(...(serial.faults ?? []), ...(battery.faults ?? []));
  if (NEEDS_KEY.includes(given.kind) && (given.keySerial ?? null) === null) {
    faults.push({ path: ['keySerial'], message: `${given.kind} is about a key: give its serial.` });
  }
  const { kind, at, accountId = null, slot = null } = given;
  if (slot !== null && (kind !== 'LOG_ON' || accountId === null)) {
    faults.push({ path: ['slot'], message: 'Goes with LOG_ON only, and says of which account.' });
  }
  if (faults.length > 0 || id === undefined || serial.faults || battery.faults) return { faults };
  return { value: { id, kind, at, keySerial: serial.value, batteryPercent: battery.value, accountId, slot } };
}

function optional<T>(field: string, value: unknown, rule: (value: unknown) => Reading<T>): Reading<T | null> {
  return value === null || value === undefined ? { value: null } : inField(field, rule(value));
}

function repeated(at: number): InputFault {
  return { path: ['events', String(at), 'id'], message: 'Another event of this report has the same id.' };
}
