import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { SyncSchedule } from '../../src/domain/schedule/sync-schedule.js';
import type { Schedules } from '../../src/services/schedules/schedules.js';
import { createTemporalClient } from '../../src/temporal/temporal-workflows.js';
import { TemporalSchedules } from '../../src/temporal/temporal-schedules.js';
import { eventually } from '../../src/testing/eventually.js';
import { InMemorySchedules } from '../../src/testing/in-memory-schedules.js';
import { TEST_MASTER_KEY } from '../../src/testing/test-master-key.js';
import { testTemporal } from '../../src/testing/services/test-temporal.js';

const HOURLY: SyncSchedule = { everySeconds: 3_600, offsetSeconds: 1_234, paused: false };
/** Far from any start that a test could meet. */
const WEEKLY: SyncSchedule = { everySeconds: 604_800, offsetSeconds: 0, paused: false };

const taskQueue = `test-${randomUUID()}`;
const temporal = { address: testTemporal().address, namespace: 'default', taskQueue };
const client = createTemporalClient({ temporal, masterKey: TEST_MASTER_KEY });

afterAll(() => client.connection.close());

/** One suite over the fake and the real thing, so that the fake cannot drift. */
describe.each<[string, Schedules]>([
  ['in memory', new InMemorySchedules()],
  ['on a Temporal server', new TemporalSchedules(client, taskQueue)],
])('schedules %s', (_where, schedules) => {
  /** A list may lag behind, so it is asked for until it is as it should be, or until it never will be. */
  async function listed(
    expected: Record<string, SyncSchedule>,
  ): Promise<Record<string, SyncSchedule | null>> {
    return eventually(async () => {
      const found = Object.fromEntries(await schedules.list());
      if (!isDeepStrictEqual(found, expected)) throw new Error(`Not so yet: ${JSON.stringify(found)}`);
      return found;
    });
  }

  // A busy server may let a call run out of time. Whoever was told so calls again, which changes nothing.
  const put = (...change: Parameters<Schedules['put']>) => eventually(() => schedules.put(...change));
  const remove = (domainId: string) => eventually(() => schedules.remove(domainId));

  it('are there once they were put, as they were put last, until they are removed', async () => {
    const [north, south] = [randomUUID(), randomUUID()];
    await put(north, HOURLY, false);
    await put(south, WEEKLY, false);
    expect(await listed({ [north]: HOURLY, [south]: WEEKLY })).toEqual({ [north]: HOURLY, [south]: WEEKLY });
    await put(north, { ...HOURLY, paused: true }, false);
    await put(south, HOURLY, false);
    expect(await listed({ [north]: { ...HOURLY, paused: true }, [south]: HOURLY })).toEqual({
      [north]: { ...HOURLY, paused: true },
      [south]: HOURLY,
    });
    await put(north, HOURLY, false);
    await remove(south);
    expect(await listed({ [north]: HOURLY })).toEqual({ [north]: HOURLY });
    await remove(north);
    expect(await listed({})).toEqual({});
  });

  it('may be put and removed any number of times, also at the same moment', async () => {
    const north = randomUUID();
    await Promise.all([1, 2, 3].map(() => put(north, HOURLY, false)));
    await put(north, HOURLY, false);
    expect(await listed({ [north]: HOURLY })).toEqual({ [north]: HOURLY });
    await Promise.all([1, 2, 3].map(() => remove(north)));
    await remove(north);
    await remove(randomUUID());
    expect(await listed({})).toEqual({});
    await put(north, WEEKLY, false);
    expect(await listed({ [north]: WEEKLY })).toEqual({ [north]: WEEKLY });
    await remove(north);
  });
});

describe('schedules on a Temporal server', () => {
  it('are those of one installation: another one’s on the same server are neither listed nor touched', async () => {
    const ours = new TemporalSchedules(client, `${taskQueue}-ours`);
    const theirs = new TemporalSchedules(client, `${taskQueue}-theirs`);
    const north = randomUUID();
    await ours.put(north, HOURLY, false);
    await theirs.put(north, WEEKLY, false);
    await eventually(async () => {
      expect([...(await ours.list())]).toEqual([[north, HOURLY]]);
      expect([...(await theirs.list())]).toEqual([[north, WEEKLY]]);
    });
    await ours.remove(north);
    await eventually(async () => expect((await ours.list()).size).toBe(0));
    expect([...(await theirs.list())]).toEqual([[north, WEEKLY]]);
    await theirs.remove(north);
  });

  it('begin with a start when they are told to, and only when they are new', async () => {
    const schedules = new TemporalSchedules(client, taskQueue);
    const north = randomUUID();
    await schedules.put(north, WEEKLY, true);
    await schedules.put(north, WEEKLY, true);
    const handle = client.schedule.getHandle(`sync/${taskQueue}/${north}`);
    const { info } = await eventually(async () => {
      const found = await handle.describe();
      expect(found.info.numActionsTaken).toBe(1);
      return found;
    });
    expect(info.recentActions).toHaveLength(1);
    await client.workflow.getHandle(info.recentActions[0]!.action.workflow.workflowId).terminate();
    await schedules.remove(north);
  });

  it('that cannot be reached fail with a code, not with a gRPC error', async () => {
    const nowhere = createTemporalClient({
      temporal: { ...temporal, address: '127.0.0.1:1' },
      masterKey: TEST_MASTER_KEY,
    });
    const schedules = new TemporalSchedules(nowhere, taskQueue);
    await expect(schedules.put(randomUUID(), HOURLY, false)).rejects.toMatchObject({
      code: 'WORKFLOWS_UNAVAILABLE',
    });
    await nowhere.connection.close();
  });
});
