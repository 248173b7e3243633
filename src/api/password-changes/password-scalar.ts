import { GraphQLError, GraphQLScalarType } from 'graphql';

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
    throw new GraphQLError('A password belongs into a variable, not into the text of a query.');
  },
  serialize(): never {
    throw new Error('a password is never part of an answer');
  },
});
