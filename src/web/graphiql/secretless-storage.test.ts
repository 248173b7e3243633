import { describe, expect, test } from '@jest/globals';
import { secretlessStorage } from './secretless-storage';

const SECRET = 'not to be kept';

function storage() {
  const kept = new Map<string, string>();
  const inner = {
    get length() {
      return kept.size;
    },
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
  return { kept, outer: secretlessStorage(inner) };
}

function keptOf(text: string, key = 'graphiql:variables'): string | undefined {
  const { kept, outer } = storage();
  outer.setItem(key, text);
  return kept.get(key);
}

describe('what GraphiQL keeps', () => {
  test.each(['bindSecret', 'temporaryPassword', 'password', 'enrolmentToken', 'code'])(
    'has no value of %s in the variables, finished or not',
    (name) => {
      expect(keptOf(`{"input": {"id": "1", "${name}": "${SECRET}", "note": "n"}}`)).toBe(
        `{"input": {"id": "1", "${name}": "", "note": "n"}}`,
      );
      expect(keptOf(`{"${name}": "with \\"quotes\\" ${SECRET}"}`)).toBe(`{"${name}": ""}`);
      expect(keptOf(`{"${name}" : "half of what is ${SECRET}`)).toBe(`{"${name}" : ""`);
    },
  );

  test('has none in the text of an operation either', () => {
    const query = (value: string) => `mutation { handBack(temporaryPassword: ${value}) { id } }`;
    for (const value of [`"${SECRET}"`, `"""${SECRET}\n"and more""""`])
      expect(keptOf(query(value), 'graphiql:query')).not.toContain(SECRET);
    expect(keptOf(query(`"${SECRET}"`), 'graphiql:query')).toBe(query('""'));
  });

  test('has none of a variable that is called otherwise and has a type of secrets', () => {
    const query = 'mutation ($id: ID!, $p: TypedPassword!) { handBack(a: $id, b: $p) { id } }';
    const typed = [
      ['graphiql:query', query],
      ['graphiql:variables', `{"id": "1", "p": "${SECRET}"}`],
    ] as const;
    for (const order of [typed, typed.toReversed()]) {
      const { kept, outer } = storage();
      for (const [key, text] of order) outer.setItem(key, text);
      expect(kept.get('graphiql:variables')).toBe('{"id": "1", "p": ""}');
    }
  });

  test.each(['graphiql:tabState', 'graphiql:queries'])('has none in the texts within %s', (key) => {
    const one = {
      query: 'query A { a }',
      variables: `{"bindSecret": "${SECRET}", "id": "1"}`,
      headers: null,
    };
    expect(JSON.parse(keptOf(JSON.stringify({ all: [one], active: 0 }), key) ?? '')).toEqual({
      all: [{ ...one, variables: '{"bindSecret": "", "id": "1"}' }],
      active: 0,
    });
  });

  test('has everything else as it was typed', () => {
    for (const text of [
      '{"passwords": "HAND_BACK", "batchId": "QmF0Y2g", "codes": ["1"], "reasonCode": "x"}',
      'mutation ($temporaryPassword: TypedPassword!) { handBack(temporaryPassword: $temporaryPassword) { id } }',
      '{"after": 0',
      '',
    ])
      expect(keptOf(text)).toBe(text);
  });

  test('is found again, and goes when it is told to', () => {
    const { kept, outer } = storage();
    outer.setItem('graphiql:query', '{ a }');
    expect([outer.getItem('graphiql:query'), outer.length]).toEqual(['{ a }', 1]);
    outer.removeItem('graphiql:query');
    outer.setItem('other', 'x');
    outer.clear();
    expect(kept.size).toBe(0);
  });
});
