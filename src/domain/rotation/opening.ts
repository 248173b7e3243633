import { Weekday, type RotationWindow } from '../settings/rotation-window.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = Object.keys(Weekday) as Weekday[];
/** From any day on, this many days hold each day of the week, and the one before for a window that reaches over midnight. */
const DAYS_LOOKED_AT = 9;

/** When passwords may be changed: a window by the clocks of a time zone; null: at any time. */
export interface Opening {
  readonly window: RotationWindow | null;
  readonly timeZone: string;
}

/** One time of a window. */
interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** Until when the window is open now; null: it is not, and undefined: it never closes. */
export function openUntil({ window, timeZone }: Opening, now: Date): Date | null | undefined {
  if (window === null) return undefined;
  const current = spansAround(window, timeZone, now).filter(({ start, end }) => start <= now && now < end);
  return current.length === 0 ? null : new Date(Math.max(...current.map(({ end }) => end.getTime())));
}

export function isOpen(opening: Opening, now: Date): boolean {
  return openUntil(opening, now) !== null;
}

/** When it opens next; the present moment while it is open. */
export function nextOpening(opening: Opening, now: Date): Date {
  const { window, timeZone } = opening;
  if (window === null || isOpen(opening, now)) return now;
  const later = spansAround(window, timeZone, now).filter(({ start, end }) => start > now && end > start);
  const starts = later.map(({ start }) => start.getTime());
  // A window that has a day opens within a week; where the clocks swallow it whole, a week later.
  return starts.length > 0
    ? new Date(Math.min(...starts))
    : nextOpening(opening, new Date(now.getTime() + 7 * DAY_MS));
}

function spansAround({ days, start, end }: RotationWindow, timeZone: string, now: Date): Span[] {
  const today = Math.floor((now.getTime() + offsetAt(timeZone, now)) / DAY_MS);
  const spans: Span[] = [];
  for (let day = today - 1; day < today - 1 + DAYS_LOOKED_AT; day += 1) {
    if (!days.includes(weekdayOf(day))) continue;
    const lastDay = minutesOf(end) < minutesOf(start) ? day + 1 : day;
    spans.push({
      start: momentOf(timeZone, day * DAY_MS + minutesOf(start) * MINUTE_MS),
      end: momentOf(timeZone, lastDay * DAY_MS + minutesOf(end) * MINUTE_MS),
    });
  }
  return spans;
}

/** Of a day counted from 1970-01-01, which was a Thursday. */
function weekdayOf(day: number): Weekday {
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7]!;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * When the clocks of a zone show this: the first time where they show it twice, and where they never do, since they were put
 * forward over it, the moment at which that happened.
 *
 * @param wall as if the clocks were those of UTC, in milliseconds
 */
function momentOf(timeZone: string, wall: number): Date {
  const before = offsetAt(timeZone, new Date(wall - DAY_MS));
  const after = offsetAt(timeZone, new Date(wall + DAY_MS));
  const candidates = [wall - before, wall - after].toSorted((one, other) => one - other);
  const shown = candidates.find((at) => at + offsetAt(timeZone, new Date(at)) === wall);
  if (shown !== undefined) return new Date(shown);
  let [low, high] = candidates as [number, number];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(timeZone, new Date(middle)) === before) low = middle;
    else high = middle;
  }
  return new Date(high);
}

/** Making one takes longer than anything else here. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(timeZone: string, at: Date): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const numeric = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const;
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      second: 'numeric',
      ...numeric,
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  );
  return shown - Math.floor(at.getTime() / 1_000) * 1_000;
}
