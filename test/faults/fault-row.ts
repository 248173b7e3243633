import { expect, it } from '@jest/globals';
import type { RunResult } from '../../src/testing/sync/sync-world.js';
import { readPeople, readTrace } from './evidence.js';
import { digestOf, type FaultStand } from './fault-stand.js';
import { presentPeople } from './fresh-import.js';
import { assertHeld, type Evidence, type Outcome } from './held.js';
import type { Truth } from './truth.js';

/** A fault that is there until it is taken away. */
export interface Struck {
  /** How often it has struck; a fault that is simply there, such as a missing right, counts as one. */
  strikes(): number;
  disarm(): Promise<void> | void;
}

/** One row of the matrix. */
export interface FaultRow {
  readonly name: string;
  readonly arm: (stand: FaultStand) => Promise<Struck> | Struck;
  readonly outcome: Outcome;
  /** Shows values that the directory's administrator does not see, such as bytes changed on the way. */
  readonly shows?: (truth: Truth, stand: FaultStand) => Truth;
  /** What this row holds besides. */
  readonly also?: (stand: FaultStand, run: RunResult) => Promise<void>;
  /** The fault is one that a run must not even notice. */
  readonly isNeverMet?: boolean;
}

/** One test: a good state, something to do, a run that meets the fault, and one that does not. */
export function itHolds(stand: () => FaultStand, row: FaultRow): void {
  it(`${row.name}`, async () => {
    expect.hasAssertions();
    await holds(stand(), row);
  });
}

export async function holds(stand: FaultStand, row: FaultRow): Promise<void> {
  const { world, northId } = stand;
  await stand.stir();
  const meant = await stand.truth();
  const before = await readPeople(world.pool);
  const struck = await row.arm(stand);
  let run: RunResult;
  try {
    run = await world.sync(northId);
    expect(struck.strikes() > 0).toBe(row.isNeverMet !== true);
    assertHeld(await evidenceOf(stand, row, run, { before, meant }), row.outcome);
    await row.also?.(stand, run);
    if (row.outcome.phase === 'COMPLETED' && row.outcome.isWhole === true) await assertFresh(stand);
  } finally {
    await struck.disarm();
    stand.timeouts = {};
  }
  await assertMended(stand);
}

async function evidenceOf(
  stand: FaultStand,
  row: FaultRow,
  run: RunResult,
  known: Pick<Evidence, 'before' | 'meant'>,
): Promise<Evidence> {
  const shown = new Map(await stand.truth());
  if (row.shows !== undefined) shown.set(stand.northId, row.shows(shown.get(stand.northId)!, stand));
  return {
    ...known,
    shown,
    after: await readPeople(stand.world.pool),
    trace: await readTrace(stand.world.pool, run.id),
    priorities: stand.priorities,
    secrets: [stand.north.reader.password, stand.north.administrator.password],
  };
}

/** The next run, without the fault, completes and leaves everybody as an import into an empty database would. */
export async function assertMended(stand: FaultStand): Promise<void> {
  const { world, northId } = stand;
  const before = await readPeople(world.pool);
  const meant = await stand.truth();
  const mending = await world.sync(northId);
  const evidence: Evidence = {
    before,
    meant,
    shown: meant,
    after: await readPeople(world.pool),
    trace: await readTrace(world.pool, mending.id),
    priorities: stand.priorities,
    secrets: [],
  };
  assertHeld(evidence, { phase: 'COMPLETED' });
  await assertFresh(stand);
}

/** Everybody whom the groups hold is there and nobody else, each as an import into an empty database would have them. */
async function assertFresh({ world, fresh, truth }: FaultStand): Promise<void> {
  const held = await truth();
  const present = await presentPeople(world.pool);
  const members = [...held.values()].flatMap((domain) =>
    [...domain.values()].filter(({ inSyncGroup }) => inSyncGroup).map(({ guid }) => guid),
  );
  expect(present.accounts.map((account) => String(account['object_guid'])).toSorted()).toEqual(
    members.toSorted(),
  );
  expect(present).toEqual(await fresh.people(digestOf(held)));
}
