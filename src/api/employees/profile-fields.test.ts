import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isInputObjectType, isObjectType, parse, visit, type GraphQLSchema } from 'graphql';
import { SHOWN_ACCOUNT_VALUES } from '../../domain/employee/account-values.js';
import { PROFILE_FIELDS } from '../../domain/employee/profile.js';
import { buildApiSchema } from '../schema.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildApiSchema();
});

function fieldsOf(of: GraphQLSchema, name: string): string[] {
  const type = of.getType(name);
  if (!isObjectType(type) && !isInputObjectType(type)) throw new Error(`${name} is no type with fields`);
  return Object.keys(type.getFields());
}

const fileOf = (path: string): string =>
  readFileSync(new URL(`../../../schema/${path}`, import.meta.url), 'utf8');

describe('every field of a profile', () => {
  test.each(['Employee', 'CreateEmployeeInput', 'UpdateEmployeeInput'])('is a field of %s', (name) => {
    expect(fieldsOf(schema, name)).toEqual(expect.arrayContaining([...PROFILE_FIELDS]));
  });

  test('is in the documents a front end asks for an employee with', () => {
    const asked: string[] = [];
    visit(parse(fileOf('operations/employees/employee.graphql')), {
      FragmentDefinition: ({ name }) => (name.value === 'EmployeeFields' ? undefined : false),
      OperationDefinition: () => false,
      Field: ({ name }) => {
        asked.push(name.value);
      },
    });
    expect(asked).toEqual(expect.arrayContaining([...PROFILE_FIELDS]));
  });
});

test('every value of an account that is shown is a field of DomainAccount', () => {
  expect(fieldsOf(schema, 'DomainAccount')).toEqual(expect.arrayContaining(SHOWN_ACCOUNT_VALUES));
});

test('the committed schema knows the fields of a profile too', () => {
  const committed = buildSchema(fileOf('schema.graphql'));
  expect(fieldsOf(committed, 'Employee')).toEqual(expect.arrayContaining([...PROFILE_FIELDS]));
});
