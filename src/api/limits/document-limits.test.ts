import { describe, expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { limitRules } from './document-limits.js';
import { DEEPEST, MOST_ALIASES } from './limits.js';

const schema = buildSchema('type Query { again: Query, name: String }');

function faults(text: string): readonly string[] {
  return validate(schema, parse(text), [...limitRules]).map(({ message }) => message);
}

function nested(depth: number): string {
  return `${'{ again '.repeat(depth - 1)}{ name }${' }'.repeat(depth - 1)}`;
}

describe('the depth limit', () => {
  test('lets the deepest allowed operation pass and refuses one field more', () => {
    expect(faults(nested(DEEPEST))).toEqual([]);
    expect(faults(nested(DEEPEST + 1))).toEqual([
      `An operation nests fields at most ${DEEPEST} deep; this one has ${DEEPEST + 1}.`,
    ]);
  });

  test('is not got round by fragments', () => {
    const halves = `query { ...A } fragment A on Query ${nested(9).replace('name', '...B')} fragment B on Query ${nested(9)}`;
    expect(faults(halves)).toHaveLength(1);
  });

  test('ends on fragments in a circle', () => {
    expect(faults('{ ...A } fragment A on Query { again { ...B } } fragment B on Query { ...A }')).toEqual(
      [],
    );
  });

  test('takes no longer for fragments that double at every step', () => {
    const steps = Array.from(
      { length: 200 },
      (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
    );
    const text = `{ ...F0 } ${steps.join(' ')} fragment F200 on Query { name }`;
    expect(faults(text)).toEqual([]);
  });

  test('lets the usual introspection pass', () => {
    expect(faults(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toEqual([]);
  });
});

describe('the alias limit', () => {
  test('lets as many pass as allowed and refuses one more', () => {
    const aliases = (count: number): string =>
      `{ ${Array.from({ length: count }, (_, at) => `a${at}: name`).join(' ')} }`;
    expect(faults(aliases(MOST_ALIASES))).toEqual([]);
    expect(faults(aliases(MOST_ALIASES + 1))).toEqual([
      `A document has at most ${MOST_ALIASES} aliases. Ask in several requests.`,
    ]);
  });
});
