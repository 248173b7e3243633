import { afterAll, beforeAll, describe } from '@jest/globals';
import type { GuardedAttribute } from '../../src/sandbox/attribute-guids.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';

import { changed } from './arming.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';

/** Hides these people, or one attribute of theirs, from the account that reads. */
async function hide(
  { editor, readerLogin }: FaultStand,
  logins: readonly string[],
  attribute?: GuardedAttribute,
): Promise<() => Promise<void>> {
  const restore: (() => Promise<void>)[] = [];
  for (const login of logins) restore.push(await editor.denyReading(login, readerLogin, attribute));
  return async () => {
    for (const one of restore) await one();
  };
}

describe('a right to read that was lost', () => {
  let stand: FaultStand;
  beforeAll(async () => void (stand = await FaultStand.open()));
  afterAll(() => stand?.close());

  const members = async ({ truth, northId }: FaultStand): Promise<string[]> =>
    [...(await truth()).get(northId)!.values()]
      .filter(({ inSyncGroup }) => inSyncGroup)
      .map(({ login }) => login);

  for (const [share, every] of [
    ['half of the people', 2],
    ['4 of 100 people', 25],
    ['everybody', 1],
  ] as const) {
    itHolds(() => stand, {
      name: `for ${share}: they are named as unreadable, and nobody is removed`,
      arm: changed(async (on) =>
        hide(
          on,
          (await members(on)).filter((_login, at) => at % every === 0),
        ),
      ),
      outcome: { phase: 'COMPLETED', warns: /named by the group but cannot be read/ },
    });
  }

  itHolds(() => stand, {
    name: 'for memberOf of everybody: they are looked up one by one, and nothing is missing',
    arm: changed(async (on) => hide(on, await members(on), 'memberOf')),
    outcome: { phase: 'COMPLETED', isWhole: true },
  });

  itHolds(() => stand, {
    name: 'for the members of the group ends the run',
    arm: changed((on) => hide(on, [SYNC_GROUP], 'member')),
    outcome: { phase: 'FAILED', code: 'GROUP_UNREADABLE', says: /right to read the group's members/ },
  });

  itHolds(() => stand, {
    name: 'for the group itself ends the run',
    arm: changed((on) => hide(on, [SYNC_GROUP])),
    outcome: { phase: 'FAILED', code: 'GROUP_NOT_FOUND', says: /read access/ },
  });

  itHolds(() => stand, {
    name: 'for the objectGUID of somebody ends the run: they could not be told from others',
    arm: changed((on) => hide(on, [on.login(3)], 'objectGUID')),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /without its objectGUID/ },
  });
});
