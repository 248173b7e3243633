import { fault, type Reading } from './input-fault.js';
import { rotationWindowFault, Weekday, type RotationWindow } from './rotation-window.js';

const ORDER: readonly string[] = Object.values(Weekday);

/** A rotation window as it was typed, its days in the order of the week. */
export function rotationWindowSetting(value: unknown): Reading<RotationWindow> {
  if (typeof value !== 'object' || value === null) return fault('Must be days, a start and an end.');
  const { days, start, end } = value as { days?: unknown; start?: unknown; end?: unknown };
  if (!Array.isArray(days) || days.length > ORDER.length || !days.every(isWeekday)) {
    return fault(`Days must be some of ${ORDER.join(', ')}, each once.`);
  }
  if (typeof start !== 'string' || typeof end !== 'string')
    return fault('Start and end must be times, HH:MM.');
  const window = { days: days.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)), start, end };
  const wrong = rotationWindowFault(window);
  return wrong === undefined ? { value: window } : fault(wrong);
}

function isWeekday(day: unknown): day is Weekday {
  return typeof day === 'string' && ORDER.includes(day);
}
