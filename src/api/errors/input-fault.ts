import type { ValidationError } from 'class-validator';
import type { ArgumentValidationError } from 'type-graphql';
import { AppError } from '../../errors.js';

const MOST_SENTENCES = 5;

interface Fault {
  readonly path: readonly string[];
  readonly sentence: string;
}

/**
 * What is wrong with an input, in words: names and rules only, never a value (it may be a password).
 *
 * @param within where the input stands among the arguments, for the error's path
 */
export function inputFault(error: ArgumentValidationError, within: readonly string[] = []): AppError {
  const faults = error.extensions.validationErrors.flatMap((fault) => faultsIn(fault, within));
  const sentences = faults.slice(0, MOST_SENTENCES).map(({ sentence }) => asSentence(sentence));
  const more = faults.length - sentences.length;
  if (more > 0) sentences.push(`And ${more} more.`);
  const path = faults[0]?.path;
  return new AppError('BAD_INPUT', sentences.join(' ') || 'The input is wrong.', path ? { path } : {});
}

function faultsIn(error: ValidationError, above: readonly string[]): readonly Fault[] {
  const path = [...above, error.property];
  const own = Object.values(error.constraints ?? {}).map((sentence) => ({ path, sentence }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsIn(child, path))];
}

function asSentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
