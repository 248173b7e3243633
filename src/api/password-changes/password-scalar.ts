import { GraphQLError, GraphQLScalarType } from 'graphql';
import { AppError } from '../../errors.js';
import { asGraphQLError } from '../errors/mask-error.js';

/**
 * A password that somebody types. It comes in variables only: the text of a query is kept, compared and shown in many places.
 * What is wrong with it is said by the services, which never repeat it.
 */
export const PasswordScalar = new GraphQLScalarType<string, never>({
  name: 'Password',
  description:
    'A password that somebody typed. It is taken from variables only, never from the text of a query, and no answer holds one.',
  parseValue(value: unknown): string {
    if (typeof value === 'string') return value;
    throw new GraphQLError('A password is text.');
  },
  parseLiteral(): never {
    // With a code of its own: it points to no place in the text, so nothing else says that the request is wrong.
    throw asGraphQLError(
      new AppError('BAD_INPUT', 'A password belongs into a variable, not into the text of a query.'),
    );
  },
  serialize(): never {
    throw new Error('a password is never part of an answer');
  },
});
