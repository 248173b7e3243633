import { beforeAll, describe, expect, test } from '@jest/globals';
import { getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { accessTable } from '../access.js';
import { LimitExceeded } from '../limits/limit-exceeded.js';
import { buildApiSchema } from '../schema.js';
import { knownOperation, type KnownOperation } from './known-operations.js';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildApiSchema();
});

function operationOf(text: string): KnownOperation {
  const document = parse(text);
  const request = { document, operation: getOperationAST(document)!, variables: undefined };
  return knownOperation({ schema, table: accessTable, introspection: true }, request);
}

const accounts = Array.from({ length: 20 }, (_, at) => `a${at}: domainAccounts { id dn }`).join(' ');
const list = `query ($first: Int!, $after: String, $all: Boolean = false) {
  employees(first: $first, after: $after) { totalCount @include(if: $all) edges { node { ${accounts} } } }
}`;

describe('what is known of an operation', () => {
  test('is worked out once for each document and each set of rules', () => {
    const document = parse('{ me { id } }');
    const request = { document, operation: getOperationAST(document)!, variables: undefined };
    const rules = { schema, table: accessTable, introspection: true };
    expect(knownOperation(rules, request)).toBe(knownOperation(rules, request));
    expect(knownOperation({ ...rules }, request)).not.toBe(knownOperation(rules, request));
    expect([...knownOperation(rules, request).fields].toSorted()).toEqual(['Query.me', 'User.id']);
  });

  test('does not let a large page through because a small one was affordable', () => {
    const operation = operationOf(list);
    for (const first of [1, 20, 1]) operation.assertAffordable({ first });
    expect(() => operation.assertAffordable({ first: 100 })).not.toThrow();
    const dear = operationOf(list.replaceAll('dn }', 'dn employee { id domainAccounts { id } } }'));
    for (let round = 0; round < 2; round++) {
      expect(() => dear.assertAffordable({ first: 1 })).not.toThrow();
      expect(() => dear.assertAffordable({ first: 100 })).toThrow(LimitExceeded);
    }
  });

  test('does not let an expensive operation through after one whose variables did not fit', () => {
    const dear = operationOf(list.replaceAll('dn }', 'dn employee { id domainAccounts { id } } }'));
    // Costs nothing: execution refuses it for its cursor.
    dear.assertAffordable({ first: 100, after: { no: 'text' } });
    expect(() => dear.assertAffordable({ first: 100 })).toThrow(LimitExceeded);
  });
});
