import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { tableFields } from '../../scripts/test/matrix.mjs';
import { cellsOf, EXTRA_CELLS, EXTRA_COLUMN, placesOf, VICTIMS } from './cells.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the tables of the README have every cell of the matrix, and nobody was locked out in any', () => {
  const cells = VICTIMS.flatMap((victim) =>
    cellsOf(victim).flatMap((cell) => placesOf(cell).map(({ row, column }) => `${row} ${column}`)),
  );
  const wanted = [...cells, ...Object.values(EXTRA_CELLS).map((text) => `${text} ${EXTRA_COLUMN}`)];
  const fields = tableFields(readme) as { row: string; column: string; mark: string }[];
  expect(fields.map(({ row, column }) => `${row} ${column}`).toSorted()).toEqual(
    [...new Set(wanted)].toSorted(),
  );
  expect(fields.filter(({ mark }) => mark !== '✓')).toEqual([]);
});
