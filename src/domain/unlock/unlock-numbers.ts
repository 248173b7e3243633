/** How many numbers an app shows its owner to pick from. */
const CHOICES = 3;
/** Numbers have two digits: 10 to 99. */
const LOWEST = 10;
const HOW_MANY = 90;

/** What a workstation shows, and what the app shows to pick from. */
export interface UnlockNumbers {
  readonly number: number;
  /** Ascending: their order says nothing about which is right. */
  readonly choices: readonly number[];
}

/**
 * A number for a workstation to show, among others. Somebody who says yes without looking is right once in three times, and
 * a wrong one ends the question.
 *
 * @param randomBelow a whole number from 0, drawn evenly and unpredictably
 */
export function unlockNumbers(randomBelow: (bound: number) => number): UnlockNumbers {
  const drawn = new Set<number>();
  while (drawn.size < CHOICES) drawn.add(LOWEST + randomBelow(HOW_MANY));
  const choices = [...drawn].toSorted((a, b) => a - b);
  return { number: choices[randomBelow(CHOICES)] ?? LOWEST, choices };
}
