import type { Reading } from '../domain/settings/input-fault.js';
import { AppError } from '../errors.js';

/** Several refusals told together, so that a form can show them all. Where only one can be told, it is the first. */
export class AppErrors extends AppError {
  constructor(readonly all: readonly AppError[]) {
    const [first] = all;
    if (first === undefined) throw new Error('at least one refusal is needed');
    super(first.code, first.message, first.inputPath ? { path: first.inputPath } : {});
  }
}

/** Throws all of them together; does nothing when there are none. */
export function throwAll(errors: readonly AppError[]): void {
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AppErrors(errors);
}

/** The value, or throws what is wrong with the fields of a mutation's `input`, all of it. */
export function valueOrThrow<T>(reading: Reading<T>): T {
  if (!reading.faults) return reading.value;
  throw new AppErrors(
    reading.faults.map(
      ({ path, message }) => new AppError('BAD_INPUT', sentence(path, message), { path: ['input', ...path] }),
    ),
  );
}

function sentence(path: readonly string[], message: string): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
