import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from '../../database.js';
import { scheduleOf } from '../../domain/schedule/sync-schedule.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import type { InMemorySchedules } from '../../testing/in-memory-schedules.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import type { DomainService } from '../domains/domain-service.js';
import { reconcileSchedules } from './reconcile-schedules.js';

let stage: DomainStage;
let pool: Pool;
let domains: DomainService;
let schedules: InMemorySchedules;
let north: ScriptedDomain;

beforeAll(async () => {
  stage = await openDomainStage();
  ({ pool, domains, schedules } = stage);
});

afterAll(() => stage.close());

beforeEach(async () => {
  await pool.query('delete from domain');
  schedules.there.clear();
  schedules.startedAtOnce.length = 0;
  schedules.available = true;
  north = stage.directory.addDomain('north.example');
});

/** The schedule that follows from these settings. */
function expected(id: string, syncIntervalMinutes = 60, paused = false) {
  return scheduleOf({
    id,
    syncIntervalMinutes,
    schedulePausedAt: paused ? new Date() : null,
    hasBindSecret: true,
  });
}

async function changesDuring(work: () => Promise<unknown>): Promise<number> {
  const before = schedules.changes;
  await work();
  return schedules.changes - before;
}

describe('the schedule of a domain', () => {
  test('comes with the domain, hourly, and does not begin with a start', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    expect(schedules.there).toEqual(new Map([[id, expected(id)]]));
    expect(schedules.startedAtOnce).toEqual([]);
  });

  test('comes with the first secret and goes with the last', async () => {
    const id = await domains.create(TEST_ACTOR, { ...inputFor(north), bindSecret: undefined });
    expect(schedules.there.size).toBe(0);
    await domains.update(TEST_ACTOR, id, { bindSecret: north.bindSecret });
    expect(schedules.there.get(id)).toEqual(expected(id));
    expect(schedules.startedAtOnce).toEqual([]);
    await domains.update(TEST_ACTOR, id, { bindSecret: null });
    expect(schedules.there.size).toBe(0);
  });

  test('follows a new interval at once, and is not touched by settings that do not concern it', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await domains.update(TEST_ACTOR, id, { syncIntervalMinutes: 5 });
    expect(schedules.there.get(id)).toEqual(expected(id, 5));
    const other = () =>
      domains.update(TEST_ACTOR, id, { syncIntervalMinutes: 5, priority: 7, caCertificates: [] });
    expect(await changesDuring(other)).toBe(0);
  });

  test('goes with the domain', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await domains.delete(TEST_ACTOR, id, 'north.example');
    expect(schedules.there.size).toBe(0);
  });

  test('is what the row says, whoever writes last: the slower of two changes writes anew', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    // The second change is over, schedule included, before the first one gets to write what it read before.
    schedules.beforeChange = () => domains.update(TEST_ACTOR, id, { syncIntervalMinutes: 20 });
    await domains.update(TEST_ACTOR, id, { syncIntervalMinutes: 10 });
    expect(schedules.there.get(id)).toEqual(expected(id, 20));
  });

  test('is not made for a domain that is deleted at the same moment', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    schedules.beforeChange = () => domains.delete(TEST_ACTOR, id, 'north.example').then(() => undefined);
    await domains.update(TEST_ACTOR, id, { syncIntervalMinutes: 10 });
    expect(schedules.there.size).toBe(0);
  });
});

describe('pausing and resuming', () => {
  async function row(id: string) {
    const { rows } = await pool.query<{ at: Date | null; note: string | null }>(
      `select schedule_paused_at as at, schedule_pause_note as note from domain where id = $1`,
      [id],
    );
    return rows[0]!;
  }

  test('are seen in the row, in the schedule and in the audit; a paused domain has no next start', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await domains.pauseSchedule(TEST_ACTOR, id, 'moving house');
    expect(await row(id)).toEqual({ at: expect.anything(), note: 'moving house' });
    expect(schedules.there.get(id)).toEqual(expected(id, 60, true));
    await domains.resumeSchedule(TEST_ACTOR, id);
    expect(await row(id)).toEqual({ at: null, note: null });
    expect(schedules.there.get(id)).toEqual(expected(id));
    expect((await auditOf(pool, id)).slice(-2)).toMatchObject([
      { action: 'domain.pause-schedule', outcome: 'DONE', details: { changed: true, note: 'moving house' } },
      { action: 'domain.resume-schedule', outcome: 'DONE', details: { changed: true } },
    ]);
  });

  test('a second time change nothing, but for a note that is given', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await domains.pauseSchedule(TEST_ACTOR, id, 'moving house');
    const { at } = await row(id);
    await domains.pauseSchedule(TEST_ACTOR, id, null);
    expect(await row(id)).toEqual({ at, note: 'moving house' });
    await domains.pauseSchedule(TEST_ACTOR, id, 'moved');
    expect(await row(id)).toEqual({ at, note: 'moved' });
    await domains.resumeSchedule(TEST_ACTOR, id);
    await domains.resumeSchedule(TEST_ACTOR, id);
    expect((await auditOf(pool, id)).slice(-4).map(({ details }) => details)).toEqual([
      { changed: false, note: null },
      { changed: true, note: 'moved' },
      { changed: true },
      { changed: false },
    ]);
  });

  test('of a domain without a secret is kept for when it gets one', async () => {
    const id = await domains.create(TEST_ACTOR, { ...inputFor(north), bindSecret: undefined });
    await domains.pauseSchedule(TEST_ACTOR, id, null);
    expect(schedules.there.size).toBe(0);
    await domains.update(TEST_ACTOR, id, { bindSecret: north.bindSecret });
    expect(schedules.there.get(id)).toEqual(expected(id, 60, true));
  });

  test('are refused for no domain, and with a note that is too long; the refusal is audited', async () => {
    const id = await domains.create(TEST_ACTOR, inputFor(north));
    await expect(domains.pauseSchedule(TEST_ACTOR, id, 'x'.repeat(501))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      inputPath: ['input', 'note'],
    });
    expect((await auditOf(pool, id)).at(-1)).toMatchObject({
      action: 'domain.pause-schedule',
      outcome: 'REFUSED',
    });
    for (const refused of [
      domains.pauseSchedule(TEST_ACTOR, randomUUID(), null),
      domains.resumeSchedule(TEST_ACTOR, randomUUID()),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('when the workflow server cannot be reached', () => {
  test('every change is saved all the same, and the schedules follow when it can', async () => {
    const kept = await domains.create(TEST_ACTOR, inputFor(north));
    const gone = await domains.create(TEST_ACTOR, inputFor(stage.directory.addDomain('gone.example')));
    schedules.available = false;
    const fresh = await domains.create(TEST_ACTOR, inputFor(stage.directory.addDomain('fresh.example')));
    await domains.update(TEST_ACTOR, kept, { syncIntervalMinutes: 30 });
    await domains.pauseSchedule(TEST_ACTOR, fresh, null);
    await domains.delete(TEST_ACTOR, gone, 'gone.example');
    await expect(reconcileSchedules({ pool, schedules })).rejects.toMatchObject({
      code: 'WORKFLOWS_UNAVAILABLE',
    });
    schedules.available = true;
    expect(await reconcileSchedules({ pool, schedules })).toEqual({ changed: 3 });
    expect(schedules.there).toEqual(
      new Map([
        [kept, expected(kept, 30)],
        [fresh, expected(fresh, 60, true)],
      ]),
    );
  });
});
