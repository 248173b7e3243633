import { describe, expect, test } from '@jest/globals';
import { groupedBy, inOrderOf, Loaders, type LoaderDefinition } from './loaders.js';

interface Context {
  readonly prefix: string;
}

describe('the loaders of a request', () => {
  test('ask once for all keys of a moment, and know the request', async () => {
    const asked: (readonly number[])[] = [];
    const definition: LoaderDefinition<Context, number, string> = {
      async load(keys, { prefix }) {
        asked.push(keys);
        return keys.map((key) => `${prefix}${key}`);
      },
    };
    const loaders = new Loaders<Context>(() => ({ prefix: 'n' }));
    const all = await Promise.all([3, 1, 3].map((key) => loaders.get(definition).load(key)));
    expect(all).toEqual(['n3', 'n1', 'n3']);
    expect(asked).toEqual([[3, 1]]);
  });

  test('are those of one request only', () => {
    const definition: LoaderDefinition<Context, number, number> = { load: async (keys) => keys };
    const [one, two] = [
      new Loaders<Context>(() => ({ prefix: '' })),
      new Loaders<Context>(() => ({ prefix: '' })),
    ];
    expect(one.get(definition)).toBe(one.get(definition));
    expect(one.get(definition)).not.toBe(two.get(definition));
  });
});

test('rows are put in the order of their keys, with null where there is none', () => {
  const rows = [{ id: 'b' }, { id: 'a' }];
  expect(inOrderOf(['a', 'x', 'b'], rows, ({ id }) => id)).toEqual([{ id: 'a' }, null, { id: 'b' }]);
});

test('rows are grouped in the order of their keys, rows of other keys left out', () => {
  const rows = [1, 2, 3, 4, 5];
  expect(groupedBy([0, 1, 2], rows, (row) => row % 4)).toEqual([[4], [1, 5], [2]]);
});
