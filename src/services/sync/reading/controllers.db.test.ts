import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { AppError } from '../../../errors.js';
import type { ScriptedStep } from '../../../testing/scripted-directory/scripted-domain.js';
import { beforeStep, ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
let ann: ObjectGuid;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain();
  ann = north.member('ann', { title: 'Analyst', telephoneNumber: '+49 30 1' });
  north.member('bob');
  await world.sync(north.domainId);
});

afterEach(() => sync.close());

const lost = (): never => {
  throw new AppError('DIRECTORY_UNREACHABLE', 'The connection was lost.');
};

/** From now on a further controller answers, another copy of the same domain. */
function addController(): string {
  const url = `ldaps://dc2.${north.domain.dnsName}:636`;
  north.domain.controllers.push(url);
  return url;
}

async function attemptsOf(runId: string): Promise<{ attempt: number; controller: string | null }> {
  const { rows } = await world.pool.query(
    'select attempt, controller_address as controller from sync_run where id = $1',
    [runId],
  );
  return rows[0];
}

describe('a controller that is lost', () => {
  it.each<ScriptedStep['call']>(['findGroup', 'members', 'people'])(
    'before it has shown anybody (at %s) is replaced by the next, within the attempt',
    async (call) => {
      const next = addController();
      beforeStep(north.domain, call, () => {
        north.domain.answering = next;
        lost();
      });
      const run = await world.sync(north.domainId);
      expect(run).toMatchObject({ phase: 'COMPLETED', read: 2, counts: { UNCHANGED: 2 } });
      expect(await attemptsOf(run.id)).toEqual({ attempt: 1, controller: next });
      expect(sync.directory.openSessions).toBe(0);
    },
  );

  describe('after it has shown an empty group', () => {
    const members = (): ObjectGuid[] => [...north.domain.people.keys()];

    /** The first controller names nobody, and is lost when it is asked for the nth time about those who are missing. */
    function loseAtLookUp(nth: number): void {
      const everybody = members();
      const next = addController();
      north.domain.leave(north.syncGroup, ...everybody);
      const loseOnce = () => {
        north.domain.answering = next;
        north.domain.join(north.syncGroup, ...everybody);
        lost();
      };
      beforeStep(north.domain, 'lookUp', loseOnce, nth);
    }

    it('leaves nothing of that to the next one, which names everybody', async () => {
      loseAtLookUp(1);
      const run = await world.sync(north.domainId);
      expect(run).toMatchObject({ phase: 'COMPLETED', attempt: 1, held: 0, counts: { UNCHANGED: 2 } });
      expect(run.warnings).toEqual(['2 people have no given name.']);
    });

    it('is no reason to hold who has left according to the next one', async () => {
      loseAtLookUp(1);
      const { onStep } = north.domain;
      north.domain.onStep = async (step) => {
        await onStep(step);
        if (step.call === 'open') north.domain.leave(north.syncGroup, ann);
      };
      const run = await world.sync(north.domainId);
      expect(run).toMatchObject({ held: 0, counts: { REMOVE: 1, UNCHANGED: 1 } });
      expect(await world.hold(run.id)).toBeUndefined();
    });

    it('and that people have left, removes nobody whom the next one names', async () => {
      for (let n = 1; n <= 200; n++) north.member(`member${n}`);
      await world.sync(north.domainId);
      loseAtLookUp(2);
      const run = await world.sync(north.domainId);
      expect(run).toMatchObject({ attempt: 1, held: 0, read: 202, counts: { UNCHANGED: 202 } });
    });
  });

  it('is not asked a second time when there is no other', async () => {
    const before = sync.directory.targets.length;
    north.domain.onStep = ({ call }) => (call === 'members' ? lost() : undefined);
    expect(await world.sync(north.domainId)).toMatchObject({
      phase: 'FAILED',
      error_code: 'DIRECTORY_UNREACHABLE',
    });
    expect(sync.directory.targets.length - before).toBe(2);
    expect(sync.directory.openSessions).toBe(0);
  });

  it('after the first page fails the attempt, and the next one begins anew with another controller', async () => {
    const next = addController();
    north.domain.pageSize = 1;
    beforeStep(
      north.domain,
      'people',
      () => {
        north.domain.answering = next;
        lost();
      },
      2,
    );
    const runId = await world.request(north.domainId);
    await expect(world.read(runId)).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
    await world.read(runId);
    expect(await attemptsOf(runId)).toEqual({ attempt: 2, controller: next });
    const { rows } = await world.pool.query('select distinct attempt from snapshot_entry where run_id = $1', [
      runId,
    ]);
    expect(rows).toEqual([{ attempt: 2 }]);
  });

  it('is no reason to ask another when it was something else that failed', async () => {
    addController();
    const before = sync.directory.targets.length;
    beforeStep(north.domain, 'members', () => {
      throw new AppError('GROUP_UNREADABLE', 'Scripted.');
    });
    expect(await world.sync(north.domainId)).toMatchObject({ error_code: 'GROUP_UNREADABLE' });
    expect(sync.directory.targets.length - before).toBe(1);
  });
});

describe('a read-only controller', () => {
  it('empties no field on its word, changes what it shows, and the run says so', async () => {
    north.domain.isReadOnly = true;
    north.domain.changePerson(ann, { title: null, telephoneNumber: '+49 30 2', mail: null });
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({ phase: 'COMPLETED', counts: { UPDATE: 1, UNCHANGED: 1 } });
    expect(run.warnings.join()).toContain('read-only');
    expect(await world.account('ann', north.domainId)).toMatchObject({
      title: 'Analyst',
      telephone_number: '+49 30 2',
      mail: 'ann@north.example',
    });
  });

  it('empties no field of somebody who comes back', async () => {
    north.domain.leave(north.syncGroup, ann);
    await world.sync(north.domainId);
    north.domain.isReadOnly = true;
    north.domain.join(north.syncGroup, ann);
    north.domain.changePerson(ann, { title: null, mail: null });
    expect(await world.sync(north.domainId)).toMatchObject({ counts: { RESTORE: 1, UNCHANGED: 1 } });
    expect(await world.account('ann', north.domainId)).toMatchObject({
      title: 'Analyst',
      mail: 'ann@north.example',
    });
    expect(await sync.addresses()).toMatchObject({ ann: 'ann@north.example' });
  });

  it('is believed about who has left: groups hold the same members there', async () => {
    north.domain.isReadOnly = true;
    north.domain.leave(north.syncGroup, ann);
    expect(await world.sync(north.domainId)).toMatchObject({ counts: { REMOVE: 1, UNCHANGED: 1 } });
  });

  it('is followed by a writable one, which clears what was cleared', async () => {
    north.domain.isReadOnly = true;
    north.domain.changePerson(ann, { title: null });
    expect(await world.sync(north.domainId)).toMatchObject({ counts: { UNCHANGED: 2 } });
    north.domain.isReadOnly = false;
    const run = await world.sync(north.domainId);
    expect(run.counts).toMatchObject({ UPDATE: 1 });
    expect(run.warnings.join()).not.toContain('read-only');
    expect(await world.account('ann', north.domainId)).toMatchObject({ title: null });
  });
});
