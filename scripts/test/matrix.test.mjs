import { describe, expect, test } from '@jest/globals';
import { fillTable, matrixLine, tableFields } from './matrix.mjs';

const readme = `before
<!-- matrix: filled by \`npm run test:matrix\` -->

2 cells, 1 lock-outs

| place   | worker | key |
| ------- | ------ | --- |
| \`reset\` | ✓      | ✗   |
| \`link\`  |        | ✓   |
| \`none\`  | –      | –   |

<!-- end of matrix -->
| place | worker |
`;
const cell = (row, column, isGood = true, lockedOut = false) => ({
  name: `${column}, ${row}`,
  places: [{ row, column }],
  isGood,
  lockedOut,
});

describe('the table of the matrix', () => {
  test('takes marks where they belong, and leaves everything else as it is', () => {
    const filled = fillTable(readme, [cell('`reset`', 'key'), cell('`link`', 'worker', false)]);
    expect(filled).toBe(
      readme
        .replace('| `reset` | ✓      | ✗   |', '| `reset` | ✓      | ✓   |')
        .replace('| `link`  |        |', '| `link`  | ✗      |'),
    );
  });

  test('marks a field that stands for several cells as good when all of them are', () => {
    const both = [cell('`reset`', 'key', false), cell('`reset`', 'key')];
    expect(fillTable(readme, both)).toBe(readme);
  });

  test('has the total of a run of everything, and of no other', () => {
    const some = [cell('`reset`', 'key'), cell('`link`', 'key', false, true), cell('`reset`', 'worker')];
    expect(fillTable(readme, some)).toContain('\n2 cells, 1 lock-outs\n');
    const all = [...some, cell('`link`', 'worker'), cell('`link`', 'worker')];
    expect(fillTable(readme, all)).toContain('\n5 cells, 1 lock-outs\n');
  });

  test('takes the mark of a cell to every place of it', () => {
    const places = [
      { row: '`link`', column: 'worker' },
      { row: '`reset`', column: 'key' },
    ];
    const filled = fillTable(readme, [{ ...cell('', ''), places }]);
    expect(tableFields(filled).map(({ mark }) => mark)).toEqual(['✓', '✓', '✓', '✓']);
  });

  test('can be read, but for what there is no cell for', () => {
    expect(tableFields(readme)).toEqual([
      { row: '`reset`', column: 'worker', mark: '✓' },
      { row: '`reset`', column: 'key', mark: '✗' },
      { row: '`link`', column: 'worker', mark: '' },
      { row: '`link`', column: 'key', mark: '✓' },
    ]);
  });

  test('must be there', () => {
    expect(() => fillTable('nothing', [])).toThrow('no place for the matrix');
  });
});

test('the last line counts cells and lock-outs', () => {
  expect(matrixLine([])).toBeUndefined();
  expect(matrixLine([cell('a', 'b'), cell('a', 'c', false, true)])).toBe('2 cells, 1 lock-outs');
});
