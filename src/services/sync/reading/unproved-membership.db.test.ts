import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { beforeStep, ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain();
});

afterEach(() => sync.close());

/** Somebody who is in the sync group through their primary group alone. */
function primaryMember(login: string): ObjectGuid {
  const primaryGroupId = north.domain.group(north.syncGroup).rid;
  const named = { samAccountName: login, displayName: login, mail: `${login}@north.example` };
  return north.domain.addPerson({ ...named, primaryGroupId }).objectGuid;
}

describe('a group whose members cannot be read', () => {
  it('is refused on the first import, since people say that they are in it', async () => {
    north.member('ann');
    north.domain.hidesMembers = true;
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({ phase: 'FAILED', error_code: 'GROUP_UNREADABLE', planned: 0 });
    expect(await world.employees()).toEqual([]);
  });

  it('removes nobody who came from it, and the next run that can read goes on', async () => {
    const ann = north.member('ann');
    north.member('bob');
    primaryMember('pia');
    await world.sync(north.domainId);
    north.domain.hidesMembers = true;
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({ phase: 'FAILED', error_code: 'GROUP_UNREADABLE', planned: 0 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'pia']);
    north.domain.hidesMembers = false;
    north.domain.leave(north.syncGroup, ann);
    await world.sync(north.domainId);
    expect(await sync.active()).toEqual(['bob', 'pia']);
  });

  it('that is empty beside people who are in it by their primary group removes none of the others', async () => {
    const ann = north.member('ann');
    const bob = north.member('bob');
    primaryMember('pia');
    await world.sync(north.domainId);
    north.domain.leave(north.syncGroup, ann, bob);
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({ phase: 'COMPLETED', held: 2, applied: 0 });
    expect(await world.hold(run.id)).toMatchObject({ reasons: ['GROUP_EMPTY'], removals: 2 });
    expect(await sync.active()).toEqual(['ann', 'bob', 'pia']);
  });
});

describe('somebody who is a member by their primary group', () => {
  let pia: ObjectGuid;

  beforeEach(async () => {
    north.member('ann');
    pia = primaryMember('pia');
    await world.sync(north.domainId);
  });

  it('is not removed when their primary group cannot be read any more', async () => {
    north.domain.changePerson(pia, { primaryGroupId: null });
    const run = await world.sync(north.domainId);
    expect(await sync.decisions(run.id)).toEqual({ pia: 'UNREADABLE' });
    expect(await sync.active()).toEqual(['ann', 'pia']);
  });

  it('is not removed when they cannot be read at all any more', async () => {
    north.domain.hide(pia);
    const run = await world.sync(north.domainId);
    expect(await sync.decisions(run.id)).toEqual({ pia: 'UNREADABLE' });
    expect(await sync.active()).toEqual(['ann', 'pia']);
  });

  it('is removed when they are read with another primary group', async () => {
    north.domain.changePerson(pia, { primaryGroupId: 513 });
    const run = await world.sync(north.domainId);
    expect(await sync.decisions(run.id)).toEqual({ pia: 'REMOVE' });
    expect(await sync.active()).toEqual(['ann']);
  });
});

describe('a group that changes while it is read', () => {
  it('once: whoever joined is imported, and whoever left is removed on what was read of them', async () => {
    north.member('ann');
    const bob = north.member('bob');
    await world.sync(north.domainId);
    const stranger = north.member('stranger');
    beforeStep(north.domain, 'people', () => {
      north.domain.leave(north.syncGroup, bob, stranger);
      north.member('joiner');
    });
    const run = await world.sync(north.domainId);
    expect(run.phase).toBe('COMPLETED');
    expect(await sync.decisions(run.id)).toEqual({ joiner: 'CREATE', bob: 'REMOVE' });
    expect((await world.item(run.id, 'bob'))?.reason_code).toBe('LEFT_GROUP');
    expect(await sync.active()).toEqual(['ann', 'joiner']);
  });

  it('the password group counts like the sync group', async () => {
    const ann = north.member('ann');
    beforeStep(north.domain, 'people', () => north.domain.join(north.passwordGroup, ann));
    await world.sync(north.domainId);
    expect(await world.account('ann', north.domainId)).toMatchObject({
      in_password_group: true,
      password_holder: 'AWAITING_KEY',
    });
  });

  it('each time it is read: nothing is proved, and nobody is imported or removed', async () => {
    const ann = north.member('ann');
    const bob = north.member('bob');
    north.member('cid');
    await world.sync(north.domainId);
    north.domain.leave(north.syncGroup, ann);
    north.member('joiner');
    let readings = 0;
    north.domain.onStep = ({ call }) => {
      if (call !== 'members') return;
      readings += 1;
      const { members } = north.domain.group(north.syncGroup);
      if (members.includes(bob)) north.domain.leave(north.syncGroup, bob);
      else north.domain.join(north.syncGroup, bob);
    };
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({
      phase: 'FAILED',
      error_code: 'DIRECTORY_CHANGED_WHILE_READING',
      planned: 0,
    });
    expect(readings).toBeLessThan(20);
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid']);
  });
});

describe('a member of a child domain', () => {
  it('is skipped as one of another naming context, without asking this domain for it', async () => {
    north.member('ann');
    const child = north.domain.addOther('CONTACT', 'kit', 'DC=child,DC=north,DC=example');
    north.domain.join(north.syncGroup, child);
    north.domain.hide(child);
    const lookUps: string[] = [];
    north.domain.onStep = ({ call }) => {
      if (call === 'lookUp') lookUps.push(call);
    };
    const run = await world.sync(north.domainId);
    const items = await world.items(run.id);
    expect(items.map(({ decision }) => decision).toSorted()).toEqual(['CREATE', 'SKIP']);
    expect(items.find(({ decision }) => decision === 'SKIP')?.reason).toContain('OTHER_NAMING_CONTEXT');
    expect(lookUps).toEqual([]);
    expect(await sync.active()).toEqual(['ann']);
  });
});
