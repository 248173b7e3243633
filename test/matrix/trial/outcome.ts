import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EXTRA_CELLS,
  EXTRA_COLUMN,
  nameOf,
  placesOf,
  type Cell,
  type ExtraCell,
  type Place,
} from '../cells.js';
import type { Verdict } from './verdict.js';

/** What came of a cell. */
export interface CellOutcome {
  readonly name: string;
  readonly lockedOut: boolean;
  readonly end: Verdict['end'];
  /** Everything that is not as it should be; none when the cell is as good as its promise. */
  readonly faults: readonly string[];
  /** Where it stands in the tables of the README. */
  readonly places: readonly Place[];
}

/** Runs the end of a cell; what fails on the way is a fault of this cell and of no other. */
export function outcomeOf(cell: Cell, run: () => Promise<Verdict>): Promise<CellOutcome> {
  return named(nameOf(cell), placesOf(cell), run);
}

export function outcomeOfExtra(cell: ExtraCell, run: () => Promise<Verdict>): Promise<CellOutcome> {
  const text = EXTRA_CELLS[cell];
  return named(text, [{ row: text, column: EXTRA_COLUMN }], run);
}

async function named(
  name: string,
  places: readonly Place[],
  run: () => Promise<Verdict>,
): Promise<CellOutcome> {
  try {
    const { canLogOn, end, faults } = await run();
    return { name, lockedOut: !canLogOn, end, faults, places };
  } catch (error) {
    return { name, lockedOut: true, end: 'NEITHER', faults: [String(error)], places };
  }
}

/** Whether nobody was locked out, in the middle or at the end. */
export function isLockOut({ lockedOut, faults }: CellOutcome): boolean {
  return lockedOut || faults.some((fault) => fault.startsWith('LOCKED OUT'));
}

/** Leaves what came of cells to whoever runs the tests, who counts them and fills the table of the README. */
export async function leaveOutcomes(file: string, outcomes: readonly CellOutcome[]): Promise<void> {
  const folder = process.env['LATCHKEY_MATRIX_RESULTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  const results = outcomes.map((outcome) => ({
    name: outcome.name,
    places: outcome.places,
    lockedOut: isLockOut(outcome),
    isGood: outcome.faults.length === 0,
  }));
  await writeFile(join(folder, `${file}.json`), JSON.stringify(results));
}
