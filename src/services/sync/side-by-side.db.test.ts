import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { ScriptedSync } from '../../testing/sync/scripted-sync.js';
import type { SyncWorld } from '../../testing/sync/sync-world.js';
import { finishRun } from './finish-run.js';
import { withFurtherWriter, withInstallationLock } from './installation-lock.js';
import { claimInstallation } from './reprofile-employees.js';

let sync: ScriptedSync;
let world: SyncWorld;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
});

afterEach(() => sync.close());

/** Resolves as soon as this many connections wait for the installation's lock. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await world.pool.query<{ count: number }>(
      `select count(*)::int as count from pg_locks
       where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rows[0]!.count >= count) return;
  }
}

describe('a further writer for the holder of the lock', () => {
  const { signal } = new AbortController();

  it('writes while the lock is held, and not once its holder is gone', async () => {
    const { pool } = world;
    const nothing = () => Promise.resolve();
    const holding = withInstallationLock(pool, signal, (holder) =>
      withFurtherWriter(pool, holder, async ({ write }) => {
        await write(nothing);
        const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
        await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
        await expect(write(nothing)).rejects.toMatchObject({ code: 'RUN_FINISHED' });
        // Not by whoever has the lock next either.
        await withInstallationLock(pool, signal, () =>
          expect(write(nothing)).rejects.toMatchObject({ code: 'RUN_FINISHED' }),
        );
      }),
    );
    await holding;
  });

  it('is waited for by the next holder when the lock was lost while it wrote', async () => {
    const { pool } = world;
    const order: string[] = [];
    let next: Promise<void> | undefined;
    await withInstallationLock(pool, signal, (holder) =>
      withFurtherWriter(pool, holder, async ({ write }) => {
        await write(async () => {
          const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
          await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
          next = withInstallationLock(pool, signal, async () => void order.push('the next plans'));
          await waiting(1);
          await expect(withTransaction(pool, claimInstallation)).rejects.toMatchObject({
            code: 'RUN_IN_PROGRESS',
          });
          order.push('written');
        });
      }),
    );
    await next;
    expect(order).toEqual(['written', 'the next plans']);
  });
});

describe('two domains planned side by side', () => {
  it('take turns, and the second merges with what the first created', async () => {
    const stands = [await sync.addDomain('north.example'), await sync.addDomain('south.example')];
    const runIds = await Promise.all(
      stands.map(async ({ domainId, member }) => {
        member('ann', { mail: 'ann@corp.example' });
        const runId = await world.request(domainId);
        await world.read(runId);
        return runId;
      }),
    );
    const running = await withInstallationLock(world.pool, new AbortController().signal, async () => {
      const both = runIds.map((runId) => world.planAndApply(runId));
      await waiting(2);
      expect(await world.count('sync_item')).toBe(0);
      return { both };
    });
    await Promise.all(running.both);
    for (const runId of runIds) await finishRun(world.pool, runId, { phase: 'COMPLETED' });
    const decisions = await Promise.all(runIds.map(async (runId) => (await sync.decisions(runId))['ann']));
    expect(decisions.toSorted()).toEqual(['CREATE', 'MERGE']);
    expect(await world.count('employee')).toBe(1);
    expect(await world.count('domain_account')).toBe(2);
    expect(await sync.addresses()).toEqual({ ann: 'ann@corp.example' });
  });

  it('wait for nobody when there is nothing to decide', async () => {
    const { domainId, member } = await sync.addDomain();
    member('ann');
    await world.sync(domainId);
    const { signal } = new AbortController();
    const unchanged = await withInstallationLock(world.pool, signal, () => world.sync(domainId));
    expect(unchanged).toMatchObject({ phase: 'COMPLETED', planned: 0, counts: { UNCHANGED: 1 } });
    const dry = await withInstallationLock(world.pool, signal, () => world.sync(domainId, 'DRY_RUN'));
    expect(dry).toMatchObject({ phase: 'COMPLETED', planned: 0, counts: { UNCHANGED: 1 } });
  });

  it('give up waiting when they are told to stop, and change nothing', async () => {
    const { domainId, member } = await sync.addDomain();
    member('ann');
    const runId = await world.request(domainId);
    await world.read(runId);
    const stop = new AbortController();
    const reason = new Error('the worker is shut down');
    await withInstallationLock(world.pool, new AbortController().signal, async () => {
      const stopping = waiting(1).then(() => stop.abort(reason));
      await expect(world.planAndApply(runId, stop.signal)).rejects.toBe(reason);
      await stopping;
    });
    expect(await world.count('sync_item')).toBe(0);
    await world.planAndApply(runId);
    expect(await sync.active()).toEqual(['ann']);
  });

  it('leave the lock free the moment they are done, also when they fail', async () => {
    const { signal } = new AbortController();
    const fault = new Error('no more');
    const failing = withInstallationLock(world.pool, signal, () => Promise.reject(fault));
    await expect(failing).rejects.toBe(fault);
    await withTransaction(world.pool, claimInstallation);
    await withInstallationLock(world.pool, signal, async () => undefined);
    await withTransaction(world.pool, claimInstallation);
  });
});
