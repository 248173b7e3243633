const started = Date.now();
const SECOND = 1_000;

/** Whether lines may be drawn over: bars and colours only where somebody looks. */
export const isTerminal = process.stdout.isTTY === true;

/** One line for people, with the seconds since the start. */
export function say(text: string): void {
  const seconds = ((Date.now() - started) / SECOND).toFixed(1).padStart(6);
  process.stdout.write(`${seconds}s  ${text}\n`);
}

export function heading(text: string): void {
  process.stdout.write(`\n${isTerminal ? `\u001B[1m${text}\u001B[0m` : text}\n`);
}

/** Runs a step and says what it is and how long it took. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  say(`${text} …`);
  const began = Date.now();
  const result = await work();
  const seconds = (Date.now() - began) / SECOND;
  if (seconds >= 1) say(`${text}: done in ${seconds.toFixed(1)} s`);
  return result;
}
