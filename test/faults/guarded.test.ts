import { afterAll, beforeAll, describe } from '@jest/globals';
import type { GuardedAttribute } from '../../src/sandbox/attribute-guids.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { heldBack } from './aftermath.js';
import type { Row } from './evidence.js';
import { changed, every, hides } from './arming.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';
import { withoutColumn } from './hidden-values.js';

/** What one attribute of everybody is, and the column that keeps it. */
const ATTRIBUTES: readonly (readonly [
  attribute: GuardedAttribute,
  column: string,
  isGuarded: (before: Row) => boolean,
])[] = [
  ['title', 'title', () => true],
  ['mail', 'mail', () => true],
  // Of somebody who was disabled it says nothing new that their state is unknown.
  ['userAccountControl', 'user_account_control', (before) => before['enabled'] === true],
];

describe('more than a domain lets go of in one run', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  for (const [attribute, column, isGuarded] of ATTRIBUTES) {
    itHolds(() => stand, {
      name: `is held when the right to read ${attribute} is lost for everybody: nobody's is emptied`,
      arm: hides({ every: 1, attribute }),
      outcome: { phase: 'COMPLETED', withheld: (_person, before) => (isGuarded(before) ? [column] : []) },
      shows: (truth) => withoutColumn(truth, 1, column),
      // Somebody left the group besides, which is no more than a domain lets go of.
      also: heldBack(200, 1),
    });
  }

  /** Takes every nth member out of the sync group. */
  const leaving = (nth: number) =>
    changed(async ({ editor, members }) => {
      const leavers = every(await members(), nth);
      await editor.removeFromGroup(SYNC_GROUP, ...leavers);
      return () => editor.addToGroup(SYNC_GROUP, ...leavers);
    });

  itHolds(() => stand, {
    name: 'is held when the group has been emptied: nobody is removed',
    arm: leaving(1),
    outcome: { phase: 'COMPLETED', warns: /no members/ },
    also: heldBack(200, 0),
  });

  itHolds(() => stand, {
    name: 'is held when every fifth member is gone at once: nobody is removed',
    arm: leaving(5),
    outcome: { phase: 'COMPLETED', warns: /removals are held/ },
    also: heldBack(40, 0),
  });
});
