import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../../domain/identifiers.js';
import { AppError } from '../../../errors.js';
import { InMemorySchedules } from '../../../testing/in-memory-schedules.js';
import { createBindSecrets } from '../../../keys/bind-secrets.js';
import type { ScriptedStep } from '../../../testing/scripted-directory/scripted-domain.js';
import { beforeStep, ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import { TEST_ACTOR } from '../../../testing/stored-people.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';
import { updateDomain } from '../../domains/update-domain.js';
import { finishRun } from '../finish-run.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;
let bob: ObjectGuid;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain();
  north.member('ann');
  bob = north.member('bob');
  north.member('cid');
  await world.sync(north.domainId);
});

afterEach(() => sync.close());

async function phaseOf(runId: string): Promise<{ phase: string; attempt: number; people: number | null }> {
  const { rows } = await world.pool.query(
    'select phase, attempt, snapshot_people as people from sync_run where id = $1',
    [runId],
  );
  return rows[0];
}

/** Every place where a reading may hang: the last two are after everybody was read. */
const STEPS: [ScriptedStep['call'], number][] = [
  ['members', 1],
  ['people', 1],
  ['findGroup', 3],
  ['lookUp', 1],
];

describe('a reading that was overtaken while it hung', () => {
  beforeEach(() => north.domain.leave(north.syncGroup, bob));

  it.each(STEPS)(
    'cannot complete the snapshot of the attempt that is under way now (hung at %s)',
    async (call, nth) => {
      const runId = await world.request(north.domainId);
      const second = { begun: Promise.withResolvers<void>(), goOn: Promise.withResolvers<void>() };
      let reading: Promise<void> | undefined;
      beforeStep(
        north.domain,
        call,
        async () => {
          north.domain.onStep = async (step) => {
            if (step.call !== 'people') return;
            second.begun.resolve();
            await second.goOn.promise;
          };
          reading = world.read(runId);
          await second.begun.promise;
          north.domain.onStep = () => undefined;
        },
        nth,
      );
      await expect(world.read(runId)).rejects.toThrow(AppError);
      expect(await phaseOf(runId)).toEqual({ phase: 'READING', attempt: 2, people: null });
      second.goOn.resolve();
      await reading;
      expect(await phaseOf(runId)).toEqual({ phase: 'PLANNING', attempt: 2, people: 2 });
      await world.planAndApply(runId);
      expect(await sync.decisions(runId)).toEqual({ bob: 'REMOVE' });
      expect(await sync.active()).toEqual(['ann', 'cid']);
    },
  );

  it.each(STEPS)(
    'changes nothing in a snapshot that another attempt has completed (hung at %s)',
    async (call, nth) => {
      const runId = await world.request(north.domainId);
      beforeStep(north.domain, call, () => world.read(runId), nth);
      await expect(world.read(runId)).rejects.toThrow(AppError);
      expect(await phaseOf(runId)).toEqual({ phase: 'PLANNING', attempt: 2, people: 2 });
      await world.planAndApply(runId);
      expect(await sync.decisions(runId)).toEqual({ bob: 'REMOVE' });
    },
  );

  it.each(
    STEPS.flatMap(([call, nth]) => [['FAILED', call, nth] as const, ['CANCELLED', call, nth] as const]),
  )('leaves a run that has ended %s as it is and removes nobody (hung at %s)', async (phase, call, nth) => {
    const runId = await world.request(north.domainId);
    const failed = { phase: 'FAILED', code: 'DIRECTORY_UNREACHABLE', message: 'Gone.' } as const;
    const outcome = phase === 'FAILED' ? failed : { phase };
    const end = async (): Promise<void> => void (await finishRun(world.pool, runId, outcome));
    beforeStep(north.domain, call, end, nth);
    await expect(world.read(runId)).rejects.toThrow(AppError);
    await world.planAndApply(runId);
    expect(await phaseOf(runId)).toEqual({ phase, attempt: 1, people: null });
    expect(await world.items(runId)).toEqual([]);
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid']);
  });
});

describe('a snapshot of which rows were lost', () => {
  it('is not planned on, whether some or all of it is gone', async () => {
    const runId = await world.request(north.domainId);
    await world.read(runId);
    const lost = `delete from snapshot_entry where run_id = $1 and object_guid = $2`;
    await world.pool.query(lost, [runId, bob]);
    await expect(world.planAndApply(runId)).rejects.toMatchObject({ code: 'SNAPSHOT_LOST' });
    await world.pool.query('truncate snapshot_entry');
    await expect(world.planAndApply(runId)).rejects.toMatchObject({ code: 'SNAPSHOT_LOST' });
    expect(await world.items(runId)).toEqual([]);
    expect((await phaseOf(runId)).phase).toBe('PLANNING');
    expect(await sync.active()).toEqual(['ann', 'bob', 'cid']);
  });
});

describe('a group that is given another name in Latchkey while a run reads', () => {
  it('is not pinned under that name, and the next run finds the new group', async () => {
    const other = north.domain.addGroup('Other people').objectGuid;
    north.domain.join(other, bob);
    await world.change(north.domainId, { sync_group_guid: null });
    const resources = {
      pool: world.pool,
      directory: sync.directory,
      bindSecrets: createBindSecrets(randomBytes(32)),
      schedules: new InMemorySchedules(),
    };
    const renamed = () =>
      updateDomain(resources, TEST_ACTOR, north.domainId, { syncGroupName: 'Other people' });
    beforeStep(north.domain, 'bindAccountGuid', renamed);
    await world.sync(north.domainId);
    const pin = async () => {
      const { rows } = await world.pool.query('select sync_group_guid as guid from domain');
      return rows[0].guid;
    };
    expect(await pin()).toBeNull();
    const run = await world.sync(north.domainId);
    expect(run.phase).toBe('COMPLETED');
    expect(await pin()).toBe(other);
    expect(await sync.decisions(run.id)).toEqual({ ann: 'REMOVE', cid: 'REMOVE' });
  });
});
