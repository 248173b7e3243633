import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from '../../database.js';
import { scheduleOf } from '../../domain/schedule/sync-schedule.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import type { InMemorySchedules } from '../../testing/in-memory-schedules.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import { reconcileSchedules } from './reconcile-schedules.js';

let stage: DomainStage;
let pool: Pool;
let schedules: InMemorySchedules;

beforeAll(async () => {
  stage = await openDomainStage();
  ({ pool, schedules } = stage);
});

afterAll(() => stage.close());

beforeEach(async () => {
  await pool.query('delete from domain');
  schedules.there.clear();
  schedules.startedAtOnce.length = 0;
});

const reconcile = () => reconcileSchedules({ pool, schedules });

async function addDomain(dnsName: string): Promise<string> {
  return stage.domains.create(TEST_ACTOR, inputFor(stage.directory.addDomain(dnsName)));
}

function hourly(id: string) {
  return scheduleOf({ id, syncIntervalMinutes: 60, schedulePausedAt: null, hasBindSecret: true });
}

describe('bringing all schedules in line', () => {
  test('makes what is missing, mends what differs, removes what belongs to nobody, and leaves the rest alone', async () => {
    const [right, missing, differing, foreign] = await Promise.all(
      ['right', 'missing', 'differing', 'foreign'].map((name) => addDomain(`${name}.example`)),
    );
    const orphan = randomUUID();
    schedules.there.delete(missing!);
    schedules.there.set(differing!, { everySeconds: 3_600, offsetSeconds: 1, paused: true });
    // One that an older version made, or somebody by hand.
    schedules.there.set(foreign!, null);
    schedules.there.set(orphan, hourly(orphan));
    const before = schedules.changes;
    expect(await reconcile()).toEqual({ changed: 4 });
    expect(schedules.changes - before).toBe(4);
    const ids = [right!, missing!, differing!, foreign!];
    expect(schedules.there).toEqual(new Map(ids.map((id) => [id, hourly(id)])));
    expect(await reconcile()).toEqual({ changed: 0 });
  });

  test('takes the schedule of a domain that has lost its secret', async () => {
    const id = await addDomain('north.example');
    await pool.query('update domain set bind_secret_sealed = null');
    expect(await reconcile()).toEqual({ changed: 1 });
    expect(schedules.there.has(id)).toBe(false);
  });

  test('goes on with the others when one fails, and fails in the end', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map((name) => addDomain(`${name}.example`)));
    schedules.there.clear();
    schedules.beforeChange = () => Promise.reject(new Error('this one not'));
    await expect(reconcile()).rejects.toThrow('this one not');
    expect(schedules.there.size).toBe(2);
    expect(await reconcile()).toEqual({ changed: 1 });
    expect([...schedules.there.keys()].toSorted()).toEqual(ids.toSorted());
  });
});

describe('a schedule that was lost', () => {
  /** As if nobody had touched the domain for three days. */
  async function leftAlone(id: string): Promise<void> {
    await pool.query(`update domain set updated_at = now() - interval '3 days' where id = $1`, [id]);
  }

  async function addRun(domainId: string, age: string, kind = 'SYNC'): Promise<void> {
    await pool.query(
      `insert into sync_run (domain_id, kind, phase, counts, warnings, requested_at)
       values ($1, $3, 'COMPLETED', '{}', '{}', now() - $2::interval)`,
      [domainId, age, kind],
    );
  }

  test('begins with a start when one was missed', async () => {
    const never = await addDomain('never.example');
    const longAgo = await addDomain('long-ago.example');
    await leftAlone(never);
    await leftAlone(longAgo);
    await addRun(longAgo, '2 hours');
    schedules.there.clear();
    await reconcile();
    expect(schedules.startedAtOnce.toSorted()).toEqual([never, longAgo].toSorted());
  });

  test('takes no dry run for the start that was missed: it synchronises nobody', async () => {
    const planned = await addDomain('planned.example');
    await leftAlone(planned);
    await addRun(planned, '0 seconds', 'DRY_RUN');
    schedules.there.clear();
    await reconcile();
    expect(schedules.startedAtOnce).toEqual([planned]);
  });

  test('does not when none was: there was a run since, the domain has just been changed, or it is paused', async () => {
    const fresh = await addDomain('fresh.example');
    const done = await addDomain('done.example');
    const paused = await addDomain('paused.example');
    await stage.domains.pauseSchedule(TEST_ACTOR, paused, null);
    await leftAlone(done);
    await leftAlone(paused);
    await addRun(done, '0 seconds');
    schedules.there.clear();
    await reconcile();
    expect([...schedules.there.keys()].toSorted()).toEqual([fresh, done, paused].toSorted());
    expect(schedules.startedAtOnce).toEqual([]);
  });
});
