import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithSamba } from '../../src/testing/directories/samba-for-tests.js';
import {
  cellsOf,
  EXTRA_CELLS,
  nameOf,
  OWN_VICTIMS,
  roundsOf,
  SHARED_VICTIMS,
  shareOfOwn,
  shareOfShared,
  type Cell,
  type ExtraCell,
} from './cells.js';
import { startMatrixStand, type MatrixStand } from './stand/matrix-stand.js';
import { IS_WHOLE_MATRIX } from './stand/people.js';
import { loseAnswer } from './trial/answer-lost.js';
import { useLaptop } from './trial/laptop.js';
import { isLockOut, leaveOutcomes, outcomeOfExtra, type CellOutcome } from './trial/outcome.js';
import { killOwn } from './trial/own-kill.js';
import { killWithOwnersChanges } from './trial/owners-change.js';
import { killShared } from './trial/shared-kill.js';
import type { Verdict } from './trial/verdict.js';
import { stopWorker } from './trial/worker-stopped.js';

/** A whole row of cells is one hook of Jest's. */
const ROW_LIMIT_MS = IS_WHOLE_MATRIX ? 1_800_000 : 400_000;

/** Nobody was locked out, and nothing is left behind: what was wanted is done, or as if nobody had wanted it. */
const GOOD = { lockedOut: false, faults: [], end: expect.stringMatching(/^(COMPLETED|UNDONE)$/) };

const EXTRAS: Partial<Record<ExtraCell, (stand: MatrixStand) => Promise<Verdict>>> = {
  LAPTOP: useLaptop,
  ANSWER_LOST: (stand) => loseAnswer(stand, 'ADMIN_GENERATE'),
  OWNERS_ANSWER_LOST: (stand) => loseAnswer(stand, 'USER_CHANGE'),
  WORKER_STOPPED: stopWorker,
};

describeWithSamba('wherever a change of a password is when something dies', () => {
  let stand: MatrixStand;
  const all: CellOutcome[] = [];

  beforeAll(async () => {
    stand = await startMatrixStand('matrix');
  }, ROW_LIMIT_MS);
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
    const cells = IS_WHOLE_MATRIX ? cellsOf(victim) : shareOfOwn(victim);
    expectEach(cells, () => killOwn(stand, cells));
  });

  describe.each(SHARED_VICTIMS)('the %s, killed once for many', (victim) => {
    const rounds = IS_WHOLE_MATRIX ? roundsOf(cellsOf(victim)) : [shareOfShared(victim)];
    expectEach(rounds.flat(), async () => {
      const outcomes: CellOutcome[] = [];
      for (const cells of rounds) outcomes.push(...(await killShared(stand, victim, cells)));
      return outcomes;
    });
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

  describe('a worker that dies with changes of owners in its hands', () => {
    let outcomes: readonly CellOutcome[] = [];
    beforeAll(async () => {
      outcomes = await killWithOwnersChanges(stand);
      all.push(...outcomes);
    }, ROW_LIMIT_MS);
    it.each([
      EXTRA_CELLS.OWNERS_CHANGE_BEFORE,
      EXTRA_CELLS.OWNERS_CHANGE_DURING,
      EXTRA_CELLS.OWNERS_CHANGE_AFTER,
    ])('%s', (text) => {
      expect(outcomes.find(({ name }) => name === text)).toMatchObject(GOOD);
    });
  });

  describe('the matrix is red', () => {
    /** The last one dies where the order does not matter yet. */
    const cellsFor = (cells: readonly Omit<Cell, 'victim'>[]): Cell[] =>
      cells.map((cell) => ({ ...cell, victim: 'worker' }));

    it.each([
      {
        order: 'COMMIT_FIRST' as const,
        what: 'commit and reset are turned around, with the key first',
        red: cellsFor([
          { point: 'reset.before', way: 'ADMIN_GENERATE' },
          { point: 'reset.before', way: 'USER_CHANGE' },
        ]),
        good: cellsFor([{ point: 'generate.after', way: 'ADMIN_SET' }]),
      },
      {
        order: 'WRITE_LATER' as const,
        what: 'commit and reset are turned around, with the directory first or alone',
        red: cellsFor([
          { point: 'complete.before', way: 'ADMIN_SET, key away' },
          { point: 'complete.before', way: 'HAND_BACK' },
        ]),
        good: cellsFor([{ point: 'generate.after', way: 'ADMIN_GENERATE, key away' }]),
      },
    ])('when $what', async ({ order, red, good }) => {
      stand.turnAround(order);
      await stand.parts.worker.kill();
      await stand.parts.worker.start();
      const outcomes = await killShared(stand, 'worker', [...red, ...good]);
      const names = outcomes.filter((outcome) => isLockOut(outcome)).map(({ name }) => name);
      expect(names.toSorted()).toEqual(red.map((cell) => nameOf(cell)).toSorted());
    });
  });
});
