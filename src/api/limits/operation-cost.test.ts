import { beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { AppError } from '../../errors.js';
import { buildApiSchema } from '../schema.js';
import { MOST_COST } from './limits.js';
import { assertAffordable, costOf } from './operation-cost.js';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildApiSchema();
});

function request(text: string, variables: Record<string, unknown> = {}, name?: string) {
  const document = parse(text);
  return { document, operation: getOperationAST(document, name)!, variables };
}

describe('the cost of an operation', () => {
  test('grows with the page asked for, in the document and in variables alike', () => {
    const literal = costOf(schema, request('{ auditEvents(first: 50) { edges { node { id } } } }'));
    const query = 'query ($n: Int!) { auditEvents(first: $n) { edges { node { id } } } }';
    expect(costOf(schema, request(query, { n: 50 }))).toBe(literal);
    expect(costOf(schema, request(query, { n: 100 }))).toBeGreaterThan(1.9 * literal);
  });

  test('counts the default page', () => {
    const standard = costOf(schema, request('{ auditEvents { edges { node { id } } } }'));
    expect(standard).toBe(costOf(schema, request('{ auditEvents(first: 20) { edges { node { id } } } }')));
  });

  test('of the usual introspection is affordable', () => {
    expect(() => assertAffordable(schema, request(getIntrospectionQuery()))).not.toThrow();
  });

  test('of a hundred events with all their fields is affordable', () => {
    const fields = 'id at actorKind actorId actorName action targetType targetId outcome details';
    const text = `{ auditEvents(first: 100) { totalCount edges { cursor node { ${fields} } } } }`;
    expect(() => assertAffordable(schema, request(text))).not.toThrow();
  });

  test('of many sign-ins at once is too much', () => {
    const one = 'signIn(input: { email: "a@b.example", password: "x" }) { token }';
    const many = Array.from({ length: 21 }, (_, at) => `a${at}: ${one}`).join(' ');
    expect(() => assertAffordable(schema, request(`mutation { ${many} }`))).toThrow(AppError);
  });

  test('is too much for fragments that double at every step, and is found out at once', () => {
    const steps = Array.from(
      { length: 60 },
      (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
    );
    const text = `{ ...F0 } ${steps.join(' ')} fragment F60 on Query { me { id } }`;
    expect(() => assertAffordable(schema, request(text))).toThrow('too many parts');
  });

  test('does not matter when the variables do not fit: execution refuses those', () => {
    const query = 'query ($n: Int!) { auditEvents(first: $n) { edges { node { id } } } }';
    expect(costOf(schema, request(query, { n: 'x' }))).toBe(0);
  });

  test('is that of the named operation alone', () => {
    const text = `query A { me { id } } query B { auditEvents(first: 100) { edges { node { id at action } } } }`;
    expect(costOf(schema, request(text, {}, 'A'))).toBeLessThan(5);
    expect(costOf(schema, request(text, {}, 'B'))).toBeGreaterThan(300);
    expect(MOST_COST).toBeGreaterThan(300);
  });
});
