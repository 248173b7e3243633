import { describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../src/domain/identifiers.js';
import { SYNC_GROUP } from '../../../src/sandbox/sandbox-directory.js';
import { contents, newcomer, synchronised } from './contract-contents.js';
import { drain, peopleOf, type ContractStand } from './contract-stand.js';

/** Groups, their members, and groups within groups. */
export function describeGroups(stand: ContractStand): void {
  describe('a group', () => {
    it('is found by name without regard to case, and by its objectGUID whatever the name', async () => {
      const byName = await stand.session.findGroup({ name: SYNC_GROUP.toUpperCase() });
      expect(byName).toMatchObject({ name: SYNC_GROUP, objectGuid: await stand.editor.guidOf(SYNC_GROUP) });
      expect(
        await stand.session.findGroup({ name: 'something else', objectGuid: byName.objectGuid }),
      ).toEqual(byName);
    });

    it.each(['No such group', '*', 'a)(objectClass=*', '', 'CN=Users'])(
      'that is not there (%p) is GROUP_NOT_FOUND',
      async (groupName) => {
        await expect(stand.session.findGroup({ name: groupName })).rejects.toMatchObject({
          code: 'GROUP_NOT_FOUND',
        });
      },
    );

    it('with a name that two have is GROUP_AMBIGUOUS, naming both', async () => {
      await stand.editor.addGroup('Twin');
      await stand.editor.change('Twin', { sAMAccountName: 'Twin One' });
      await stand.editor.addGroup('Twin Two');
      await stand.editor.change('Twin Two', { sAMAccountName: 'Twin' });
      await expect(stand.session.findGroup({ name: 'Twin' })).rejects.toMatchObject({
        code: 'GROUP_AMBIGUOUS',
        message: expect.stringMatching(/CN=Twin,.*CN=Twin Two,|CN=Twin Two,.*CN=Twin,/),
      });
    });

    it('that was made anew is GROUP_RECREATED, and without a successor GROUP_NOT_FOUND', async () => {
      await stand.editor.addGroup('Phoenix');
      const pinned = { name: 'Phoenix', objectGuid: await stand.editor.guidOf('Phoenix') };
      const before = await stand.session.findGroup(pinned);
      await stand.editor.renameGroup('Phoenix', 'Phoenix (renamed)');
      expect(await stand.session.findGroup(pinned)).toMatchObject({
        objectGuid: before.objectGuid,
        name: 'Phoenix (renamed)',
      });
      await stand.editor.deleteGroup('Phoenix (renamed)');
      await expect(stand.session.findGroup(pinned)).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
      await expect(stand.session.refreshGroups([before])).rejects.toMatchObject({ code: 'GROUP_UNREADABLE' });
      await expect(drain(stand.session.members(before))).rejects.toMatchObject({ code: 'GROUP_UNREADABLE' });
      await stand.editor.addGroup('Phoenix');
      await expect(stand.session.findGroup(pinned)).rejects.toMatchObject({ code: 'GROUP_RECREATED' });
    });

    it('shows by its uSNChanged when somebody joined or left', async () => {
      await stand.editor.addGroup('Watched');
      const before = await stand.session.findGroup({ name: 'Watched' });
      expect(await stand.session.refreshGroups([before])).toEqual([before]);
      await stand.editor.addToGroup('Watched', synchronised[0]!.login);
      const [after] = await stand.session.refreshGroups([before]);
      expect(after!.usnChanged).toBeGreaterThan(before.usnChanged);
    });
  });

  describe('members', () => {
    it('come to the last one, in slices of at most 1,500, with the objectGUIDs people have', async () => {
      const group = await stand.session.findGroup({ name: SYNC_GROUP });
      const guids = new Set<ObjectGuid>();
      for await (const slice of stand.session.members(group)) {
        expect(slice.length).toBeLessThanOrEqual(1_500);
        for (const member of slice) guids.add(member.objectGuid);
      }
      const people = await peopleOf(stand.session, [SYNC_GROUP]);
      expect(guids).toEqual(new Set([...people.values()].map((person) => person.objectGuid)));
      expect(guids.size).toBe(synchronised.length);
    });

    it('name people by the DNs that people have themselves, however odd', async () => {
      const group = await stand.session.findGroup({ name: SYNC_GROUP });
      const members = new Map(
        (await drain(stand.session.members(group))).map((member) => [member.objectGuid, member.dn]),
      );
      for (const { objectGuid: guid, dn } of (await peopleOf(stand.session, [SYNC_GROUP])).values())
        expect(members.get(guid)).toBe(dn);
    });

    it('are none in an empty group', async () => {
      await stand.editor.addGroup('Empty');
      expect(await drain(stand.session.members(await stand.session.findGroup({ name: 'Empty' })))).toEqual(
        [],
      );
    });
  });

  describe('nested groups', () => {
    it('are each found once at any depth, and a loop ends', async () => {
      for (const groupName of ['Outer', 'Middle', 'Inner']) await stand.editor.addGroup(groupName);
      await stand.editor.rename('Inner', ' #Inner, "odd" \\ + 1');
      await stand.editor.nestGroup('Outer', 'Middle');
      await stand.editor.nestGroup('Middle', 'Inner');
      await stand.editor.nestGroup('Outer', 'Inner');
      await stand.editor.nestGroup('Inner', 'Outer');
      await stand.editor.addPerson(newcomer('inner.person', ['Inner']));
      const outer = await stand.session.findGroup({ name: 'Outer' });
      const nested = await stand.session.nestedGroups(outer);
      expect(nested.map((group) => group.name).toSorted()).toEqual(['Inner', 'Middle']);
      const people = await drain(stand.session.people([outer, ...nested]));
      expect(people.map((person) => person.samAccountName)).toEqual(['inner.person']);
    });

    it('may be Domain Users, whose members are in no list', async () => {
      await stand.editor.addGroup('Everyone inside');
      await stand.editor.nestGroup('Everyone inside', 'Domain Users');
      const nested = await stand.session.nestedGroups(
        await stand.session.findGroup({ name: 'Everyone inside' }),
      );
      expect(nested.map((group) => group.rid)).toEqual([513]);
      const people = await drain(stand.session.people(nested));
      expect(people.length).toBeGreaterThanOrEqual(contents.people.length);
    });
  });
}
