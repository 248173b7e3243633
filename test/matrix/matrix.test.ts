import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithSamba } from '../../src/testing/directories/samba-for-tests.js';
import { cellsOf, nameOf, OWN_VICTIMS, SHARED_VICTIMS, type Cell } from './cells.js';
import { startMatrixStand, type MatrixStand } from './stand/matrix-stand.js';
import { killOwn } from './trial/own-kill.js';
import type { CellOutcome } from './trial/outcome.js';
import { killShared } from './trial/shared-kill.js';

describeWithSamba('wherever a change of a password is when something dies', () => {
  let stand: MatrixStand;

  beforeAll(async () => {
    stand = await startMatrixStand('matrix');
  });
  afterAll(() => stand?.stop());

  /** Everybody ends well: that is what each cell promises. */
  function expectEach(cells: readonly Cell[], run: () => Promise<readonly CellOutcome[]>): void {
    let outcomes: readonly CellOutcome[] = [];
    beforeAll(async () => {
      outcomes = await run();
    });
    it.each(cells.map((cell) => ({ name: nameOf(cell) })))('$name: nobody is locked out', ({ name }) => {
      const outcome = outcomes.find((one) => one.name === name);
      expect(outcome).toEqual({ name, lockedOut: false, end: outcome?.end, faults: [] });
      expect(['COMPLETED', 'UNDONE']).toContain(outcome?.end);
    });
    it('nothing has died by itself', () => {
      expect(stand.broken.reason).toBeUndefined();
    });
  }

  describe.each(OWN_VICTIMS)('the %s', (victim) => {
    const cells = cellsOf(victim);
    expectEach(cells, () => killOwn(stand, cells));
  });

  describe.each(SHARED_VICTIMS)('the %s, killed once for all', (victim) => {
    const cells = cellsOf(victim);
    expectEach(cells, () => killShared(stand, victim, cells));
  });
});
