import { describe, expect, it } from '@jest/globals';
import { readInLanes } from '../lane-stand.js';
import { ActiveDirectory } from '../../../src/directory/active-directory.js';
import { hasAccountBit } from '../../../src/domain/active-directory/directory-values.js';
import type { LookedUpObject, LookedUpSet } from '../../../src/directory/directory.js';
import { objectGuid, type ObjectGuid } from '../../../src/domain/identifiers.js';
import { SYNC_GROUP, type SeedPerson } from '../../../src/sandbox/sandbox-directory.js';
import { contents, newcomer, synchronised } from './contract-contents.js';
import { drain, peopleOf, unitDn, type ContractStand } from './contract-stand.js';

const NOBODY = objectGuid('11111111-2222-3333-4444-555555555555')!;

/** People, and what else a group may hold. */
export function describePeople(stand: ContractStand): void {
  describe('people', () => {
    it('come with exactly the values the directory has, awkward ones included', async () => {
      const people = await peopleOf(stand.session, [SYNC_GROUP]);
      expect(new Set(people.keys())).toEqual(new Set(synchronised.map((person) => person.login)));
      for (const seed of synchronised) {
        const person = people.get(seed.login)!;
        expect(person).toMatchObject(expectedOf(seed));
        expect(hasAccountBit(person.userAccountControl!, 'DISABLED')).toBe(!seed.enabled);
      }
    });

    it('have a RID, times and a USN', async () => {
      const [person] = (await peopleOf(stand.session, [SYNC_GROUP])).values();
      expect(person!.rid).toBeGreaterThan(1_000);
      expect(person!.usnChanged).toBeGreaterThan(0n);
      expect(Math.abs(Date.now() - person!.whenChanged!.getTime())).toBeLessThan(10 * 365 * 86_400_000);
      expect(person!.accountExpires).toBeNull();
      expect(person!.primaryGroupId).toBe(513);
    });

    it('are found by their primary group too, which no list of members has', async () => {
      await stand.editor.addGroup('Primary');
      await stand.editor.addPerson(newcomer('primary.person'));
      await stand.editor.setPrimaryGroup('primary.person', 'Primary');
      const group = await stand.session.findGroup({ name: 'Primary' });
      expect(await drain(stand.session.members(group))).toEqual([]);
      expect([...(await peopleOf(stand.session, ['Primary'])).keys()]).toEqual(['primary.person']);
    });

    it('of several groups all come, from more groups than one filter names', async () => {
      const names = Array.from({ length: 55 }, (_, at) => `Many ${at}`);
      for (const groupName of names) await stand.editor.addGroup(groupName);
      await stand.editor.addToGroup('Many 0', synchronised[0]!.login);
      await stand.editor.addToGroup('Many 54', synchronised[0]!.login, synchronised[1]!.login);
      expect(new Set((await peopleOf(stand.session, names)).keys())).toEqual(
        new Set([synchronised[0]!.login, synchronised[1]!.login]),
      );
    });

    it('below the base DN come, and others do not', async () => {
      const unit = synchronised.at(-1)!.unit;
      const baseDn = await unitDn(stand.editor, unit);
      const within = await stand.using({ baseDn }, async (open) => {
        const found = await drain(open.people([await open.findGroup({ name: SYNC_GROUP })]));
        return found.map((person) => person.samAccountName);
      });
      expect(new Set(within)).toEqual(
        new Set(synchronised.filter((person) => person.unit === unit).map((person) => person.login)),
      );
    });

    it('without a group to look for are nobody', async () => {
      expect(await drain(stand.session.people([]))).toEqual([]);
    });

    it('who may not be seen are named by the group and found by nobody', async () => {
      await stand.editor.addGroup('Secretive');
      await stand.editor.addPerson(newcomer('hidden.person', ['Secretive']));
      await stand.editor.denyReading('hidden.person', stand.readerLogin);
      const guid = await stand.editor.guidOf('hidden.person');
      const group = await stand.session.findGroup({ name: 'Secretive' });
      expect((await drain(stand.session.members(group))).map((member) => member.objectGuid)).toEqual([guid]);
      expect(await drain(stand.session.people([group]))).toEqual([]);
      expect(await stand.session.lookUp([guid])).toEqual([]);
    });

    it('in lanes are the same, each once', async () => {
      const open = await new ActiveDirectory({ lanes: 4 }).open(stand.target());
      try {
        const times = await readInLanes(open);
        const people = await drain(open.people([await open.findGroup({ name: SYNC_GROUP })]));
        expect([...times.keys()].toSorted()).toEqual(people.map((person) => person.objectGuid).toSorted());
        expect([...times.values()].every((count) => count === 1)).toBe(true);
        expect(times.size).toBe(synchronised.length);
      } finally {
        await open.close();
      }
    });

    it('who have a group as their primary one are found by that alone', async () => {
      const [{ login } = { login: '' }] = synchronised;
      const guid = await stand.editor.guidOf(login);
      await stand.editor.addGroup('Primary Alone');
      await stand.editor.addToGroup('Primary Alone', login, synchronised[1]!.login);
      await stand.editor.setPrimaryGroup(login, 'Primary Alone');
      const group = await stand.session.findGroup({ name: 'Primary Alone' });
      const named = (await drain(stand.session.members(group))).map((member) => member.objectGuid);
      expect(named).toEqual([await stand.editor.guidOf(synchronised[1]!.login)]);
      const found = await drain(stand.session.people([group], 'PRIMARY_GROUP'));
      expect(found.map((person) => person.objectGuid)).toEqual([guid]);
      const beside = await drainSets(stand.session.lookUpAll(setsOf(named), [group]));
      expect(beside.toSorted()).toEqual([`${guid}, unasked`, named[0]].toSorted());
      const claimants = await stand.session.claimants([guid, ...named], [group]);
      expect(claimants.toSorted()).toEqual([guid, ...named].toSorted());
      expect(
        await stand.session.claimants([await stand.editor.guidOf(synchronised[2]!.login)], [group]),
      ).toEqual([]);
    });

    it('stop coming at once when the signal says so', async () => {
      const abort = new AbortController();
      const open = await stand.adapter.open(stand.target(), abort.signal);
      const people = open.people([await open.findGroup({ name: SYNC_GROUP })])[Symbol.asyncIterator]();
      await people.next();
      abort.abort(new Error('enough'));
      await expect(drain({ [Symbol.asyncIterator]: () => people })).rejects.toThrow('enough');
      await expect(open.findGroup({ name: SYNC_GROUP })).rejects.toThrow('enough');
    });

    it('can be left in the middle, and the session goes on', async () => {
      for await (const page of stand.session.people([await stand.session.findGroup({ name: SYNC_GROUP })])) {
        expect(page.length).toBeGreaterThan(0);
        break;
      }
      expect(await stand.session.findGroup({ name: SYNC_GROUP })).toMatchObject({ name: SYNC_GROUP });
    });
  });

  describe('looking up', () => {
    it('tells people from everything else a group may hold', async () => {
      await stand.editor.addGroup('Zoo');
      await stand.editor.addComputer('WORKSTATION1');
      await stand.editor.addManagedServiceAccount('service1');
      const contact = await stand.editor.addContact('Contact One');
      await stand.editor.addForeignMember('Zoo', 'S-1-5-21-111-222-333-4444');
      await stand.editor.addToGroup(
        'Zoo',
        'WORKSTATION1$',
        'service1$',
        contact,
        SYNC_GROUP,
        synchronised[0]!.login,
      );
      const members = await drain(stand.session.members(await stand.session.findGroup({ name: 'Zoo' })));
      const found = await stand.session.lookUp([...members.map((member) => member.objectGuid), NOBODY]);
      expect(found.map(kindIn).toSorted()).toEqual([
        'COMPUTER',
        'CONTACT',
        'FOREIGN_SECURITY_PRINCIPAL',
        'GROUP',
        'MANAGED_SERVICE_ACCOUNT',
        'PERSON',
      ]);
      const people = await drain(stand.session.people([await stand.session.findGroup({ name: 'Zoo' })]));
      expect(people.map((person) => person.samAccountName)).toEqual([synchronised[0]!.login]);
    });

    it('finds somebody who was moved out of the base DN and renamed', async () => {
      await stand.editor.addPerson(newcomer('moving.person'));
      const guid = await stand.editor.guidOf('moving.person');
      await stand.editor.rename('moving.person', 'Moved, "Person"');
      await stand.editor.move('moving.person', contents.units[1]!);
      const baseDn = await unitDn(stand.editor, contents.units[0]!);
      const found = await stand.using({ baseDn }, (open) => open.lookUp([guid]));
      expect(found).toEqual([
        {
          type: 'PERSON',
          person: expect.objectContaining({ objectGuid: guid, commonName: 'Moved, "Person"' }),
        },
      ]);
    });

    it('takes 200 at a time, none, and no more', async () => {
      const people = [...(await peopleOf(stand.session, [SYNC_GROUP])).values()]
        .slice(0, 201)
        .map((person) => person.objectGuid);
      expect(await stand.session.lookUp(people.slice(0, 200))).toHaveLength(200);
      expect(await stand.session.lookUp([])).toEqual([]);
      await expect(stand.session.lookUp(people)).rejects.toThrow(RangeError);
    });
  });
}

function kindIn(found: LookedUpObject): string {
  return found.type === 'PERSON' ? 'PERSON' : found.kind;
}

function expectedOf(seed: SeedPerson): Record<string, string | null> {
  return {
    samAccountName: seed.login,
    commonName: seed.commonName,
    givenName: seed.givenName ?? null,
    surname: seed.surname ?? null,
    displayName: seed.displayName ?? null,
    mail: seed.mail ?? null,
    telephoneNumber: seed.telephoneNumber ?? null,
    title: seed.title ?? null,
    department: seed.department ?? null,
    company: seed.company ?? null,
  };
}

async function* setsOf(guids: readonly ObjectGuid[]): AsyncGenerator<readonly ObjectGuid[]> {
  yield guids;
}

/** The people of all sets, with who was not asked for. */
async function drainSets(sets: AsyncIterable<LookedUpSet>): Promise<string[]> {
  const found: string[] = [];
  for await (const { asked, found: objects } of sets) {
    for (const object of objects) {
      if (object.type !== 'PERSON') continue;
      const { objectGuid: guid } = object.person;
      found.push(asked.includes(guid) ? guid : `${guid}, unasked`);
    }
  }
  return found;
}
