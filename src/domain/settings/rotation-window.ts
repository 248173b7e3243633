export const Weekday = {
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
  SUNDAY: 'SUNDAY',
} as const;
export type Weekday = keyof typeof Weekday;

/** When passwords may be rotated, in the domain's time zone. An end before the start reaches into the next day. */
export interface RotationWindow {
  readonly days: readonly Weekday[];
  /** `HH:MM`, 24 hours. */
  readonly start: string;
  readonly end: string;
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is wrong with a window, in words; undefined when nothing is. */
export function rotationWindowFault(window: RotationWindow): string | undefined {
  if (window.days.length === 0) return 'A rotation window needs at least one day.';
  if (new Set(window.days).size !== window.days.length) return 'A rotation window names each day once.';
  if (!CLOCK.test(window.start) || !CLOCK.test(window.end)) return 'Write times as HH:MM, for example 07:30.';
  if (window.start === window.end)
    return 'A rotation window must be longer than nothing: start and end differ.';
  return undefined;
}
