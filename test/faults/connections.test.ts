import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  refusesCookies,
  sendsEmptyPages,
  sendsEmptyPagesForever,
} from '../../src/sandbox/embedded-directory/faults/content-faults.js';
import type { Place } from '../../src/sandbox/embedded-directory/faults/place.js';
import {
  cutsAfter,
  fallsSilentAt,
  hangsUpAfter,
} from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { armed } from './arming.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';
import type { Outcome } from './held.js';

const PAGES: readonly Place[] = ['FIRST_PAGE', 'MIDDLE_PAGE', 'LAST_PAGE'];
const WHOLE: Outcome = { phase: 'COMPLETED', isWhole: true };
const LOST: Outcome = { phase: 'FAILED', code: 'DIRECTORY_UNREACHABLE', says: /connection to .* was lost/ };
const TIMED_OUT: Outcome = { phase: 'FAILED', code: 'DIRECTORY_TIMEOUT', says: /stopped answering/ };
/** Within one entry, between two, and behind most of them. */
const BYTES = [1, 700, 15_000];
/** The product waits longer; what it does then is the same. */
const IMPATIENT = { bind: 2_000, object: 2_000, page: 2_000, silence: 2_000 };

const spoken = (place: Place): string => place.toLowerCase().replaceAll('_', ' ');

describe('a connection that', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  for (const page of PAGES) {
    for (const bytes of BYTES) {
      itHolds(() => stand, {
        name: `is cut after ${bytes} bytes of a ${spoken(page)}`,
        arm: armed(cutsAfter(bytes, page)),
        outcome: LOST,
      });
    }
    itHolds(() => stand, {
      name: `is hung up between a ${spoken(page)} and what follows`,
      arm: armed(hangsUpAfter(page)),
      outcome: LOST,
    });
    itHolds(() => stand, {
      name: `falls silent at a ${spoken(page)}`,
      arm: (on) => {
        on.timeouts = IMPATIENT;
        return armed(fallsSilentAt(page))(on);
      },
      outcome: TIMED_OUT,
    });
  }

  for (const place of ['MEMBERS', 'MORE_MEMBERS', 'LOOK_UP'] as const) {
    itHolds(() => stand, {
      name: `is cut in the middle of ${spoken(place)}`,
      arm: armed(cutsAfter(300, place)),
      outcome: LOST,
    });
  }

  itHolds(() => stand, {
    name: 'falls silent at the bind, as patient as the product is',
    arm: armed(fallsSilentAt('BIND', 10_000)),
    outcome: TIMED_OUT,
  });

  itHolds(() => stand, {
    name: 'is silent for ten seconds at a middle page and then goes on, which the product waits out',
    arm: armed(fallsSilentAt('MIDDLE_PAGE', 10_000), 1),
    outcome: WHOLE,
  });

  itHolds(() => stand, {
    name: 'brings an empty page with a cookie, and its people later',
    arm: armed(sendsEmptyPages()),
    outcome: WHOLE,
  });

  itHolds(() => stand, {
    name: 'brings empty pages with a cookie for ever',
    arm: armed(sendsEmptyPagesForever()),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /empty pages in a row/ },
  });

  itHolds(() => stand, {
    name: 'refuses the cookie it gave',
    arm: armed(refusesCookies()),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_PROTOCOL_ERROR', says: /result 53/ },
  });
});
