import { expect, test } from '@jest/globals';
import {
  CHECKPOINT_MOMENTS,
  CHECKPOINT_STEPS,
  type Checkpoint,
} from '../../src/services/password-changes/checkpoints.js';
import {
  cellsOf,
  nameOf,
  OWN_VICTIMS,
  roundsOf,
  SHARED_VICTIMS,
  shareOfOwn,
  shareOfShared,
  VICTIMS,
  type Cell,
} from './cells.js';
import { ALL_WAYS, stepsOf, WAYS } from './ways.js';

const POINTS = CHECKPOINT_STEPS.flatMap((step) =>
  CHECKPOINT_MOMENTS.map((moment): Checkpoint => `${step}.${moment}`),
);
const stepOf = ({ point }: Cell): string => point.split('.')[0] ?? '';
const isInCohort = ({ way }: Cell): boolean => way !== undefined && WAYS[way].inCohort;
const SHARE = [...OWN_VICTIMS.flatMap(shareOfOwn), ...SHARED_VICTIMS.flatMap(shareOfShared)];

test('everything dies at every point of a change', () => {
  for (const victim of VICTIMS)
    expect(new Set(cellsOf(victim).map(({ point }) => point))).toEqual(new Set(POINTS));
});

test('every kind of change passes each of its steps with everything that dies', () => {
  const missing = VICTIMS.flatMap((victim) =>
    ALL_WAYS.flatMap((way) =>
      stepsOf(way)
        .filter((step) =>
          cellsOf(victim).every(
            (cell) =>
              cell.way === undefined || WAYS[cell.way].kind !== WAYS[way].kind || stepOf(cell) !== step,
          ),
        )
        .map((step) => `${victim}, ${step}, ${way}`),
    ),
  );
  expect(missing).toEqual([]);
});

test('every way passes each of its steps', () => {
  const all = VICTIMS.flatMap(cellsOf);
  for (const way of ALL_WAYS)
    expect(new Set(all.filter((cell) => cell.way === way).map(stepOf))).toEqual(new Set(stepsOf(way)));
});

test('the share of each run has every way, every point with key and workstation, and each part once for eight people', () => {
  expect(new Set(SHARE.map(({ way }) => way))).toEqual(new Set([undefined, ...ALL_WAYS]));
  for (const victim of OWN_VICTIMS)
    expect(new Set(shareOfOwn(victim).map(({ point }) => point))).toEqual(new Set(POINTS));
  for (const victim of SHARED_VICTIMS)
    expect(shareOfShared(victim).map(stepOf)).toEqual([...CHECKPOINT_STEPS]);
});

test('no kill is for two cohorts, for a domain has one at a time', () => {
  const rounds = SHARED_VICTIMS.flatMap((victim) => [...roundsOf(cellsOf(victim)), shareOfShared(victim)]);
  expect(rounds.map((cells) => cells.filter(isInCohort).length)).toEqual(rounds.map(() => 1));
  for (const victim of SHARED_VICTIMS)
    expect(roundsOf(cellsOf(victim)).flat().map(nameOf).toSorted()).toEqual(
      cellsOf(victim).map(nameOf).toSorted(),
    );
});

test('no two cells have the same name', () => {
  for (const cells of [VICTIMS.flatMap(cellsOf), SHARE])
    expect(cells.map(nameOf).filter((name, at, names) => names.indexOf(name) !== at)).toEqual([]);
});
