import { LimitExceeded } from './limit-exceeded.js';
import { MOST_TOKENS } from './limits.js';

/** graphql-js throws an ordinary syntax error when its parser stops. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;
/** It has a budget of its own for comparing fields that answer to one name, and one for errors. */
const ABORTED = /^Validation aborted\.$/;
const TOO_MANY_ERRORS = /^Too many validation errors, error limit reached\./;

/** The limit of graphql-js that a message of its own is about; they carry no code and point nowhere. */
export function limitOfLibrary(message: string): LimitExceeded | undefined {
  if (TOO_MANY_TOKENS.test(message)) {
    return new LimitExceeded(
      'TOKENS',
      `A document has at most ${MOST_TOKENS} tokens. Ask in several requests.`,
    );
  }
  if (ABORTED.test(message)) {
    return new LimitExceeded(
      'MERGED_FIELDS',
      'The document selects the same fields too many times to be checked. Select each once.',
    );
  }
  if (TOO_MANY_ERRORS.test(message)) {
    return new LimitExceeded('ERRORS', 'The document has more than a hundred mistakes; the first are told.');
  }
  return undefined;
}
