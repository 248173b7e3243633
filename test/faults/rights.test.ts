import { afterAll, beforeAll, describe } from '@jest/globals';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';

import { emptiedByName } from './aftermath.js';
import { hides } from './arming.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';
import { withoutColumn } from './hidden-values.js';

describe('a right to read that was lost', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  for (const [share, nth] of [
    ['half of the people', 2],
    ['4 of 100 people', 25],
    ['everybody', 1],
  ] as const) {
    itHolds(() => stand, {
      name: `for ${share}: they are named as unreadable, and nobody is removed`,
      arm: hides({ every: nth }),
      outcome: { phase: 'COMPLETED', warns: /named by the group but cannot be read/ },
    });
  }

  itHolds(() => stand, {
    name: 'for memberOf of everybody: they are looked up one by one, and nothing is missing',
    arm: hides({ every: 1, attribute: 'memberOf' }),
    outcome: { phase: 'COMPLETED', isWhole: true },
  });

  itHolds(() => stand, {
    name: 'for the members of the group ends the run',
    arm: hides({ logins: () => [SYNC_GROUP], attribute: 'member' }),
    outcome: { phase: 'FAILED', code: 'GROUP_UNREADABLE', says: /right to read the group's members/ },
  });

  itHolds(() => stand, {
    name: 'for the group itself ends the run',
    arm: hides({ logins: () => [SYNC_GROUP] }),
    outcome: { phase: 'FAILED', code: 'GROUP_NOT_FOUND', says: /read access/ },
  });

  itHolds(() => stand, {
    name: 'for the objectGUID of somebody ends the run: they could not be told from others',
    arm: hides({ logins: ({ login }) => [login(3)], attribute: 'objectGUID' }),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /without its objectGUID/ },
  });

  itHolds(() => stand, {
    name: 'for the title of 4 of 100 people cannot be told from titles that were cleared: they are emptied, each by name, and come back',
    arm: hides({ every: 25, attribute: 'title' }),
    outcome: { phase: 'COMPLETED', counts: { REMOVE: 1 } },
    shows: (truth) => withoutColumn(truth, 25, 'title'),
    also: emptiedByName('title', 25),
  });

  itHolds(() => stand, {
    name: 'for userAccountControl of 4 of 100 people makes them unknown, not disabled and not enabled',
    arm: hides({ every: 25, attribute: 'userAccountControl' }),
    outcome: { phase: 'COMPLETED', warns: /do not show whether they are enabled/ },
    shows: (truth) => withoutColumn(truth, 25, 'user_account_control'),
  });
});
