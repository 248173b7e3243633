import { nameOf, type Cell } from '../cells.js';
import type { Verdict } from './verdict.js';

/** What came of a cell. */
export interface CellOutcome {
  readonly name: string;
  readonly lockedOut: boolean;
  readonly end: Verdict['end'];
  /** Everything that is not as it should be; none when the cell is as good as its promise. */
  readonly faults: readonly string[];
}

/** Runs the end of a cell; what fails on the way is a fault of this cell and of no other. */
export async function outcomeOf(cell: Cell, run: () => Promise<Verdict>): Promise<CellOutcome> {
  const name = nameOf(cell);
  try {
    const { canLogOn, end, faults } = await run();
    return { name, lockedOut: !canLogOn, end, faults };
  } catch (error) {
    return { name, lockedOut: true, end: 'NEITHER', faults: [String(error)] };
  }
}
