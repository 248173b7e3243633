/** One mistake in what was typed: where it is, and what to do about it. */
export interface InputFault {
  readonly path: readonly string[];
  readonly message: string;
}

/** What reading one value gives: the value in its normal form, or everything that is wrong with it. */
export type Reading<T> =
  { readonly value: T; readonly faults?: undefined } | { readonly faults: readonly InputFault[] };

/** Reads something that came from outside. Paths of its faults are relative to the value. */
export type Rule<T> = (value: unknown) => Reading<T>;

export function fault(message: string): Reading<never> {
  return { faults: [{ path: [], message }] };
}

/** A whole number between two bounds, both included. */
export function integer(min: number, max: number): Rule<number> {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? { value }
      : fault(`Must be a whole number from ${group(min)} to ${group(max)}.`);
}

export function flag(): Rule<boolean> {
  return (value) => (typeof value === 'boolean' ? { value } : fault('Must be true or false.'));
}

export function choice<T extends string>(values: Readonly<Record<T, T>>): Rule<T> {
  const known: readonly string[] = Object.values(values);
  return (value) =>
    typeof value === 'string' && known.includes(value)
      ? { value: value as T }
      : fault(`Must be one of ${known.join(', ')}.`);
}

/** One line of text: trimmed, well-formed, without control characters, of 1 to `max` characters. */
export function line(max: number): Rule<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('Must be text.');
    const text = value.trim();
    if (text === '') return fault('Must not be empty.');
    if (text.length > max) return fault(`Must have at most ${group(max)} characters.`);
    return text.isWellFormed() && !/\p{Cc}/u.test(text)
      ? { value: text }
      : fault('Must be one line of text, without control characters.');
  };
}

/** `rule`, and then `refine`, which answers undefined for what it does not take. */
export function refined<T, R>(rule: Rule<T>, refine: (value: T) => R | undefined, message: string): Rule<R> {
  return chained(rule, (value): Reading<R> => {
    const better = refine(value);
    return better === undefined ? fault(message) : { value: better };
  });
}

/** From `min` to `max` entries, each read by `rule`, doubles left out. */
export function listOf<T>(rule: Rule<T>, min: number, max: number): Rule<T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return fault(`Must have ${min === 0 ? 'at most' : `from ${min} to`} ${max} entries.`);
    }
    const readings = value.map(rule);
    const faults = readings.flatMap(({ faults: own = [] }, at) => within(String(at), own));
    if (faults.length > 0) return { faults };
    return { value: [...new Set(readings.flatMap((reading) => (reading.faults ? [] : [reading.value])))] };
  };
}

/** `rule`, and then `next` on what it gave. */
export function chained<T, R>(rule: Rule<T>, next: (value: T) => Reading<R>): Rule<R> {
  return (value) => {
    const reading = rule(value);
    return reading.faults ? reading : next(reading.value);
  };
}

/** Two values, or the faults of both. */
export function both<A, B>(a: Reading<A>, b: Reading<B>): Reading<readonly [A, B]> {
  if (a.faults || b.faults) return { faults: [...(a.faults ?? []), ...(b.faults ?? [])] };
  return { value: [a.value, b.value] };
}

/** A reading of one field, with its faults seen from outside of it. */
export function inField<T>(field: string, reading: Reading<T>): Reading<T> {
  return reading.faults ? { faults: within(field, reading.faults) } : reading;
}

/** The same faults, seen from outside of the field they are in. */
export function within(field: string, faults: readonly InputFault[]): InputFault[] {
  return faults.map(({ path, message }) => ({ path: [field, ...path], message }));
}

function group(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
