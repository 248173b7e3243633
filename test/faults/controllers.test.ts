import { afterAll, beforeAll, describe } from '@jest/globals';
import { newPassword } from '../../src/sandbox/new-password.js';
import { nextRun } from './aftermath.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';

const HOUR = 3_600_000;

describe('a controller whose clock is wrong', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  for (const [name, offset] of [
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
  ] as const) {
    itHolds(() => stand, {
      name: `${name} is read like any other, and nothing looks changed when it is right again`,
      async arm(on) {
        on.faults.clockOffset = offset;
        // What is changed now bears the wrong time.
        for (const at of [0, 1, 2]) {
          await on.editor.change(on.login(at), { title: `Changed ${name}` });
          await on.editor.setPassword(on.login(at), newPassword());
        }
        return { strikes: () => 1, disarm: () => void (on.faults.clockOffset = 0) };
      },
      outcome: { phase: 'COMPLETED', isWhole: true },
      also: nextRun({ phase: 'COMPLETED', planned: 0 }),
    });
  }
});
