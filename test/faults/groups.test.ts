import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  forgetsMemberRanges,
  sendsMembersEmpty,
  skipsMembers,
} from '../../src/sandbox/embedded-directory/faults/content-faults.js';
import { refusesWith } from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { inChainRuleIsRefusedWith } from './aftermath.js';
import { armed, changed } from './arming.js';
import { itHolds } from './fault-row.js';
import { FaultStand } from './fault-stand.js';
import type { Outcome } from './held.js';

const WHOLE: Outcome = { phase: 'COMPLETED', isWhole: true };
const ELSEWHERE = 'Sync Group Elsewhere';
const FOREIGN_SID = 'S-1-5-21-1111111111-2222222222-3333333333-1104';

describe('a sync group', () => {
  let stand: FaultStand;
  beforeAll(async () => {
    stand = await FaultStand.open({ nestedGroups: true });
    const { editor } = stand;
    await editor.addGroup('Inner');
    await editor.addGroup('Innermost');
    await editor.nestGroup(SYNC_GROUP, 'Inner');
    await editor.nestGroup('Inner', 'Innermost');
    for (const [group, login] of [
      ['Inner', stand.login(0)],
      ['Innermost', stand.login(1)],
    ] as const) {
      await editor.removeFromGroup(SYNC_GROUP, login);
      await editor.addToGroup(group, login);
    }
    await stand.world.sync(stand.northId);
  });
  afterAll(() => stand?.close());

  for (const [name, fault] of [
    ['with a part of its members left out', skipsMembers()],
    ['whose further members are not sent', forgetsMemberRanges()],
  ] as const) {
    itHolds(() => stand, {
      name,
      arm: armed(fault),
      outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /members of a group/ },
    });
  }

  itHolds(() => stand, {
    name: 'that looks empty although people are in it',
    arm: armed(sendsMembersEmpty()),
    outcome: { phase: 'FAILED', code: 'GROUP_UNREADABLE', says: /cannot be read completely/ },
  });

  itHolds(() => stand, {
    name: 'that was renamed is the same group',
    arm: changed(async ({ editor }) => {
      await editor.renameGroup(SYNC_GROUP, ELSEWHERE);
      return () => editor.renameGroup(ELSEWHERE, SYNC_GROUP);
    }),
    outcome: { phase: 'COMPLETED' },
  });

  itHolds(() => stand, {
    name: 'that was renamed, with another put in its old place, is the one it was',
    arm: changed(async ({ editor }) => {
      await editor.renameGroup(SYNC_GROUP, ELSEWHERE);
      await editor.addGroup(SYNC_GROUP);
      return async () => {
        await editor.deleteGroup(SYNC_GROUP);
        await editor.renameGroup(ELSEWHERE, SYNC_GROUP);
      };
    }),
    outcome: { phase: 'COMPLETED' },
  });

  itHolds(() => stand, {
    name: 'with commas, hashes, blanks and right-to-left signs in its name is read like any other',
    arm: changed(async ({ editor }) => {
      await editor.rename(SYNC_GROUP, ' #Gruppe, "Синхронизация" \\ + \u202eمجموعة*(1) ');
      return () => editor.rename(SYNC_GROUP, SYNC_GROUP);
    }),
    outcome: WHOLE,
  });

  /** Deletes the group and, when told to, makes another of its name; the undoing makes it anew with all its members. */
  const deleted = (successor: 'NONE' | 'EMPTY' | 'FULL') =>
    changed(async ({ editor, world, northId, truth }) => {
      const held = [...(await truth()).get(northId)!.values()].filter(({ inSyncGroup }) => inSyncGroup);
      const logins = held
        .map(({ login }) => login)
        .filter((login) => ![stand.login(0), stand.login(1)].includes(login));
      const make = async (): Promise<void> => {
        await editor.addGroup(SYNC_GROUP);
        await editor.addToGroup(SYNC_GROUP, 'Inner', ...logins);
      };
      await editor.deleteGroup(SYNC_GROUP);
      if (successor === 'EMPTY') await editor.addGroup(SYNC_GROUP);
      if (successor === 'FULL') await make();
      return async () => {
        if (successor === 'EMPTY') await editor.deleteGroup(SYNC_GROUP);
        if (successor !== 'FULL') await make();
        // What an administrator does with repinGroup.
        await world.change(northId, { sync_group_guid: null });
      };
    });

  itHolds(() => stand, {
    name: 'that was deleted',
    arm: deleted('NONE'),
    outcome: { phase: 'FAILED', code: 'GROUP_NOT_FOUND', says: /no group named/ },
  });

  itHolds(() => stand, {
    name: 'that was created anew under its old name, without a member',
    arm: deleted('EMPTY'),
    outcome: { phase: 'FAILED', code: 'GROUP_RECREATED', says: /repinGroup/ },
  });

  itHolds(() => stand, {
    name: 'that was created anew under its old name, with every member',
    arm: deleted('FULL'),
    outcome: { phase: 'FAILED', code: 'GROUP_RECREATED', says: /repinGroup/ },
  });

  itHolds(() => stand, {
    name: 'that holds itself through others is read once',
    arm: changed(async ({ editor }) => {
      await editor.nestGroup('Innermost', SYNC_GROUP);
      await editor.nestGroup('Innermost', 'Inner');
      return () => editor.removeFromGroup('Innermost', SYNC_GROUP, 'Inner');
    }),
    outcome: WHOLE,
  });

  itHolds(() => stand, {
    name: 'with somebody of another forest in it goes on without them',
    arm: changed(async ({ editor, north }) => {
      await editor.addForeignMember(SYNC_GROUP, FOREIGN_SID);
      const dn = `CN=${FOREIGN_SID},CN=ForeignSecurityPrincipals,${north.baseDn}`;
      return () => editor.removeFromGroup(SYNC_GROUP, dn);
    }),
    outcome: { phase: 'COMPLETED', isWhole: true, counts: { SKIP: 1 } },
  });

  itHolds(() => stand, {
    name: 'is read without the rule that walks a chain of links, so its time limit is never met',
    arm: armed(refusesWith(3, 'IN_CHAIN_RULE')),
    isNeverMet: true,
    outcome: WHOLE,
    also: inChainRuleIsRefusedWith(3),
  });

  itHolds(() => stand, {
    name: 'whose nested groups cannot be walked within the time limit',
    arm: armed(refusesWith(3, 'NESTED_GROUPS')),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /nested groups.*time limit/ },
  });
});
