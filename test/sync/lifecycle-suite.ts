import { afterAll, beforeAll } from '@jest/globals';
import { describeChanges } from './lifecycle-changes.js';
import { describeDepartures } from './lifecycle-departures.js';
import { describeFirstImport } from './lifecycle-first-import.js';
import { describeGuard } from './lifecycle-guard.js';
import { describeGroupShapes } from './lifecycle-group-shapes.js';
import { startLifecycleStand, type LifecycleStand, type StartDirectory } from './lifecycle-stand.js';

/** What a synchronisation does to people, over two directories that are changed as an administrator would, in this order. */
export function describeLifecycle(start: StartDirectory): void {
  let stand: LifecycleStand | undefined;
  const present = (): LifecycleStand => {
    if (stand === undefined) throw new Error('The directories did not start.');
    return stand;
  };

  beforeAll(async () => {
    stand = await startLifecycleStand(start);
  }, 300_000);

  afterAll(() => stand?.stop());

  describeFirstImport(present);
  describeChanges(present);
  describeDepartures(present);
  describeGuard(present);
  describeGroupShapes(present);
}
