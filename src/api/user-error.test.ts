import { describe, expect, test } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import { AppError } from '../errors.js';
import { AppErrors } from '../services/app-errors.js';
import { settleMutations, userErrorsOf } from './user-error.js';

function schemaThatThrows(error: Error) {
  const schema = buildSchema(`
    type UserError { code: String!, message: String!, path: [String!] }
    type Payload { done: String, userErrors: [UserError!]! }
    type Query { read: String }
    type Mutation { fails: Payload!, works: Payload! }
  `);
  const fields = schema.getMutationType()!.getFields();
  fields['fails']!.resolve = () => {
    throw error;
  };
  fields['works']!.resolve = () => ({ done: 'yes' });
  return settleMutations(schema);
}

const source = 'mutation { fails { done userErrors { code message path } } }';

describe('a mutation', () => {
  test('answers in its payload what the caller may act on', async () => {
    const error = new AppError('WRONG_STATE', 'It is over.', { path: ['input', 'id'] });
    const result = await graphql({ schema: schemaThatThrows(error), source });
    expect(result).toEqual({
      data: {
        fails: {
          done: null,
          userErrors: [{ code: 'WRONG_STATE', message: 'It is over.', path: ['input', 'id'] }],
        },
      },
    });
  });

  test('tells several faults together', () => {
    const all = ['a', 'b'].map((field) => new AppError('BAD_INPUT', field, { path: ['input', field] }));
    expect(userErrorsOf(new AppErrors(all))?.map(({ path }) => path)).toEqual([
      ['input', 'a'],
      ['input', 'b'],
    ]);
  });

  test.each([
    new AppError('FORBIDDEN', 'No.'),
    new AppError('WORKFLOWS_UNAVAILABLE', 'Down.'),
    new Error('bug'),
  ])('leaves %s a GraphQL error', async (error) => {
    const result = await graphql({ schema: schemaThatThrows(error), source });
    expect(result.data).toBeNull();
    expect(result.errors?.[0]?.originalError).toBe(error);
  });

  test('that was done has no user errors', async () => {
    const schema = schemaThatThrows(new Error('unused'));
    const result = await graphql({ schema, source: 'mutation { works { done userErrors { code } } }' });
    expect(result).toEqual({ data: { works: { done: 'yes', userErrors: [] } } });
  });
});
