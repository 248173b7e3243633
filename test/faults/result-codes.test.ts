import { afterAll, beforeAll, describe } from '@jest/globals';
import { endsWith, refusesWith } from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import type { Place } from '../../src/sandbox/embedded-directory/faults/place.js';
import type { ErrorCode } from '../../src/errors.js';
import { FaultStand } from './fault-stand.js';
import { itHolds } from './fault-row.js';
import { armed } from './arming.js';

const INCOMPLETE = 'DIRECTORY_INCOMPLETE';
const PROTOCOL = 'DIRECTORY_PROTOCOL_ERROR';

/** What each result code means, at a bind and in the middle of reading. */
const CODES: readonly (readonly [code: number, what: RegExp, reading: ErrorCode, bind: ErrorCode])[] = [
  [1, /error of its own/, PROTOCOL, PROTOCOL],
  [3, /time limit/, INCOMPLETE, INCOMPLETE],
  [4, /limit on the number of objects/, INCOMPLETE, INCOMPLETE],
  [8, /signed connection|stronger/, PROTOCOL, 'BIND_REFUSED'],
  [10, /name of another server/, INCOMPLETE, INCOMPLETE],
  [11, /limit set by its administrator/, INCOMPLETE, INCOMPLETE],
  [12, /does not serve a control/, 'DIRECTORY_UNSUPPORTED', 'DIRECTORY_UNSUPPORTED'],
  [51, /too busy/, INCOMPLETE, INCOMPLETE],
  [80, /result 80/, PROTOCOL, PROTOCOL],
];
const PAGES: readonly Place[] = ['FIRST_PAGE', 'MIDDLE_PAGE', 'LAST_PAGE'];

describe('a controller that answers with a result code', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  for (const [code, says, reading, bind] of CODES) {
    itHolds(() => stand, {
      name: `${code} at the bind`,
      arm: armed(refusesWith(code, 'BIND')),
      outcome: { phase: 'FAILED', code: bind, says },
    });
    for (const page of PAGES) {
      itHolds(() => stand, {
        name: `${code} at a ${page.toLowerCase().replace('_', ' ')}`,
        arm: armed(refusesWith(code, page)),
        outcome: { phase: 'FAILED', code: reading, says },
      });
    }
  }

  for (const code of [3, 4, 11]) {
    itHolds(() => stand, {
      name: `${code} behind the people of a last page, which look like all of them`,
      arm: armed(endsWith(code, 'LAST_PAGE')),
      outcome: { phase: 'FAILED', code: INCOMPLETE, says: /limit/ },
    });
  }
});
