import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction, withTransaction } from '../../../database.js';
import { readEvents } from '../../../events/stream-events.js';
import { ScriptedSync, type ScriptedStand } from '../../../testing/sync/scripted-sync.js';
import { somebodyWaits, TEST_ACTOR } from '../../../testing/stored-people.js';
import { aGuid } from '../../../testing/sync/sync-builders.js';
import type { SyncWorld } from '../../../testing/sync/sync-world.js';
import { confirmAccount } from '../../employees/confirm-account.js';
import { applyItems } from './apply-batch.js';
import { cancelRun, finishRun, wasStopped } from '../finish-run.js';
import { planRun } from '../planning/plan-run.js';
import { findRun } from '../sync-run-row.js';

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain();
});

afterEach(() => sync.close());

function members(count: number): void {
  for (let at = 0; at < count; at += 1) north.member(`p${at}`);
}

async function readRun(): Promise<string> {
  const runId = await world.request(north.domainId);
  await world.read(runId);
  return runId;
}

const GATE = `
  create function wait_at_gate() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(4711); return null; end $$;
  create trigger gate before update on sync_item for each statement execute function wait_at_gate();`;

/**
 * The first batch waits until `act` is done: what happens then, happens in the middle of applying.
 * @returns what applying failed with, if it did
 */
async function whileApplying(apply: () => Promise<void>, act: () => void | Promise<void>): Promise<unknown> {
  const client = await world.pool.connect();
  try {
    await world.pool.query(GATE);
    const { ended } = await inTransaction(client, async (sql) => {
      // Each batch begins by claiming its items, which waits while this is held.
      await sql.query('select pg_advisory_xact_lock(4711)');
      const applying = apply().then(
        () => undefined,
        (error: unknown) => error,
      );
      await somebodyWaits(world.pool);
      await act();
      return { ended: applying };
    });
    return await ended;
  } finally {
    client.release();
  }
}

async function eachOnce(count: number): Promise<void> {
  expect(await world.count('domain_account')).toBe(count);
  expect(await world.count('employee')).toBe(count);
  const { rows } = await world.pool.query(
    `select count(*)::int as events, count(distinct target_id)::int as people from audit_event where action = 'sync.create' and outcome = 'DONE'`,
  );
  expect(rows).toEqual([{ events: count, people: count }]);
}

async function sequences(runId: string): Promise<number[]> {
  return (await readEvents(world.pool, runId, 0, 1_000)).map(({ sequence }) => sequence);
}

describe('applying that is broken off between two batches', () => {
  const PEOPLE = 2_300;

  it('goes on where it stopped: exact counts, every person once, no gap in the events', async () => {
    members(PEOPLE);
    // Decided without a trace in their account, and a batch of their own: people who are new come after it.
    for (const at of [1, 2]) north.member(`twin${at}`, { objectGuid: aGuid(at), mail: 'twin@north.example' });
    const runId = await readRun();
    const stop = new AbortController();
    const reason = new Error('the worker is shut down');
    const ended = await whileApplying(
      () => world.planAndApply(runId, stop.signal),
      () => stop.abort(reason),
    );
    expect(ended).toBe(reason);
    expect(await world.run(runId)).toMatchObject({ phase: 'APPLYING', planned: PEOPLE + 2, applied: 2 });
    await world.planAndApply(runId);
    await finishRun(world.pool, runId, { phase: 'COMPLETED' });
    expect(await world.run(runId)).toMatchObject({ planned: PEOPLE + 2, applied: PEOPLE + 2, failed: 0 });
    expect((await world.run(runId)).counts).toMatchObject({ CREATE: PEOPLE, CONFLICT: 2, UNCHANGED: 0 });
    await eachOnce(PEOPLE);
    const numbers = await sequences(runId);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('by a lost connection applies the broken batch from the start', async () => {
    members(900);
    const runId = await readRun();
    const kill = () =>
      world.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
    const ended = await whileApplying(
      () => world.planAndApply(runId),
      async () => void (await kill()),
    );
    expect(ended).toBeInstanceOf(Error);
    expect(await world.run(runId)).toMatchObject({ phase: 'APPLYING', applied: 0 });
    await world.planAndApply(runId);
    expect(await world.run(runId)).toMatchObject({ planned: 900, applied: 900 });
    await eachOnce(900);
  });
});

describe('a run that is ended or stopped while it applies', () => {
  const whenApplied = (set: string) => `
    create function between_batches() returns trigger language plpgsql as $$
      begin ${set} return new; end $$;
    create trigger between_batches before update of applied on sync_run for each row
      when (old.applied = 0) execute function between_batches();`;

  it('stops after the batches under way once the mark is in the row, and what was applied stays', async () => {
    members(3_100);
    const runId = await readRun();
    await world.pool.query(whenApplied('new.cancel_requested_at = now();'));
    await world.planAndApply(runId);
    expect(await world.run(runId)).toMatchObject({ phase: 'APPLYING', planned: 3_100, applied: 2_000 });
    expect(await wasStopped(world.pool, runId)).toBe(true);
    await finishRun(world.pool, runId, { phase: 'CANCELLED' });
    await eachOnce(2_000);
    const next = await world.sync(north.domainId);
    expect(next.counts).toMatchObject({ CREATE: 1_100, UNCHANGED: 2_000 });
  });

  it('has the mark from cancelling alone, even when the workflow server hears nothing', async () => {
    members(2);
    const runId = await readRun();
    const deaf = {
      requestSync: async () => {},
      cancelSync: async () => {},
      deliverMail: async () => {},
      advanceChange: async () => {},
      rotate: async () => {},
    };
    await cancelRun({ pool: world.pool, workflows: deaf }, TEST_ACTOR, runId);
    await world.planAndApply(runId);
    expect(await world.run(runId)).toMatchObject({ planned: 2, applied: 0 });
    expect(await world.count('employee')).toBe(0);
  });

  it('applies nothing more after it was ended', async () => {
    members(2_100);
    const runId = await readRun();
    await world.pool.query(whenApplied(`new.phase = 'FAILED'; new.finished_at = now();`));
    await expect(world.planAndApply(runId)).rejects.toMatchObject({ code: 'RUN_FINISHED' });
    expect(await world.run(runId)).toMatchObject({ phase: 'FAILED', applied: 1_000 });
    await eachOnce(1_000);
  });
});

describe('a person whom the database refuses', () => {
  const refuse = `alter table domain_account add constraint no_such_title check (title is distinct from 'Refused')`;

  it('fails alone and is named, and the next run mends it', async () => {
    members(2);
    north.member('bad', { title: 'Refused' });
    await world.pool.query(refuse);
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({ phase: 'COMPLETED', planned: 3, applied: 2, failed: 1 });
    const item = await world.item(run.id, 'bad');
    expect(item).toMatchObject({ state: 'FAILED', decision: 'CREATE' });
    expect(item).toHaveProperty('error_message', expect.stringContaining('no_such_title'));
    expect(await sync.active()).toEqual(['p0', 'p1']);
    await world.pool.query('alter table domain_account drop constraint no_such_title');
    const next = await world.sync(north.domainId);
    expect(await sync.decisions(next.id)).toEqual({ bad: 'CREATE' });
    expect(await sync.active()).toEqual(['bad', 'p0', 'p1']);
  });

  it('takes nobody of a batch of thousands along', async () => {
    members(2_500);
    const bad = ['bad1', 'bad2', 'bad3'];
    for (const login of bad) north.member(login, { title: 'Refused' });
    await world.pool.query(refuse);
    const run = await world.sync(north.domainId);
    expect(run).toMatchObject({ phase: 'COMPLETED', planned: 2_503, applied: 2_500, failed: 3 });
    const failed = (await world.items(run.id)).filter(({ state }) => state === 'FAILED');
    expect(failed.map((item) => item.person_name).toSorted()).toEqual(bad);
    await eachOnce(2_500);
  });
});

describe('an account that is confirmed between planning and applying', () => {
  it('stays confirmed and waits for its key', async () => {
    const south = await sync.addDomain('south.example', { priority: 50 });
    north.member('ann', { mail: 'ann@corp.example' });
    const ann = south.member('ann', { mail: 'ann@corp.example' });
    south.domain.join(south.passwordGroup, ann);
    await world.sync(north.domainId);
    await world.sync(south.domainId);
    const account = async () => (await world.account('ann', south.domainId))!;
    expect(await account()).toMatchObject({ confirmed: false, password_holder: 'UNMANAGED' });
    south.domain.changePerson(ann, { title: 'Engineer' });
    const runId = await world.request(south.domainId);
    await world.read(runId);
    const run = (await findRun(world.pool, runId))!;
    await withTransaction(world.pool, (sql) => planRun(sql, run));
    await confirmAccount(world.pool, TEST_ACTOR, String((await account())['id']));
    const items = await world.pool.query<{ id: string }>('select id from sync_item where run_id = $1', [
      runId,
    ]);
    const ids = items.rows.map(({ id }) => id);
    await withTransaction(world.pool, (sql) => applyItems(sql, run, ids));
    expect(await account()).toMatchObject({
      title: 'Engineer',
      confirmed: true,
      password_holder: 'AWAITING_KEY',
    });
  });
});
