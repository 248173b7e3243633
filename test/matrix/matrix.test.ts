import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithSamba } from '../../src/testing/directories/samba-for-tests.js';
import {
  cellsOf,
  EXTRA_CELLS,
  nameOf,
  OWN_VICTIMS,
  SHARED_VICTIMS,
  shareOf,
  type Cell,
  type ExtraCell,
} from './cells.js';
import { startMatrixStand, type MatrixStand } from './stand/matrix-stand.js';
import { loseAnswer } from './trial/answer-lost.js';
import { useLaptop } from './trial/laptop.js';
import { isLockOut, leaveOutcomes, outcomeOfExtra, type CellOutcome } from './trial/outcome.js';
import { killOwn } from './trial/own-kill.js';
import { killShared } from './trial/shared-kill.js';
import type { Verdict } from './trial/verdict.js';
import { stopWorker } from './trial/worker-stopped.js';

const IS_EVERYTHING = process.env['LATCHKEY_TEST_MATRIX'] === 'all';
/** A whole row of cells is one hook of Jest's. */
const ROW_LIMIT_MS = 400_000;

/** Nobody was locked out, and nothing is left behind: what was wanted is done, or as if nobody had wanted it. */
const GOOD = { lockedOut: false, faults: [], end: expect.stringMatching(/^(COMPLETED|UNDONE)$/) };

const EXTRAS: Partial<Record<ExtraCell, (stand: MatrixStand) => Promise<Verdict>>> = {
  LAPTOP: useLaptop,
  ANSWER_LOST: loseAnswer,
  WORKER_STOPPED: stopWorker,
};

describeWithSamba('wherever a change of a password is when something dies', () => {
  let stand: MatrixStand;
  const all: CellOutcome[] = [];

  beforeAll(async () => {
    stand = await startMatrixStand('matrix');
  });
  afterAll(async () => {
    await leaveOutcomes('matrix', all);
    await stand?.stop();
  });

  /** Everybody ends well: that is what each cell promises. */
  function expectEach(cells: readonly Cell[], run: () => Promise<readonly CellOutcome[]>): void {
    let outcomes: readonly CellOutcome[] = [];
    beforeAll(async () => {
      outcomes = await run();
      all.push(...outcomes);
    }, ROW_LIMIT_MS);
    it.each(cells.map((cell) => ({ name: nameOf(cell) })))('$name: nobody is locked out', ({ name }) => {
      expect(outcomes.find((one) => one.name === name)).toMatchObject(GOOD);
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
    const cells = IS_EVERYTHING ? cellsOf(victim) : shareOf(victim);
    expectEach(cells, () => killShared(stand, victim, cells));
  });

  describe('besides', () => {
    it.each(
      Object.entries(EXTRAS).map(([cell, run]) => ({ text: EXTRA_CELLS[cell as ExtraCell], cell, run })),
    )('$text', async ({ cell, run }) => {
      const outcome = await outcomeOfExtra(cell as ExtraCell, () => run(stand));
      all.push(outcome);
      expect(outcome).toMatchObject(GOOD);
    });
  });

  describe('with commit and reset turned around', () => {
    it('the matrix is red', async () => {
      stand.turnAround(true);
      await stand.parts.worker.kill();
      await stand.parts.worker.start();
      const cells = cellsOf('worker', ['reset.before', 'generate.after']);
      const outcomes = await killShared(stand, 'worker', cells);
      expect(outcomes.filter((outcome) => isLockOut(outcome)).map(({ name }) => name)).toEqual([
        nameOf(cells[0]!),
      ]);
    });
  });
});
